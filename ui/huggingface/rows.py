"""What may be set beside a text for Hugging Face's encoders, which only read, and for those that write another text."""

import streamlit as st

from model.options import FillIn, Translate
from model.readers.reader import Reader
from ui import session
from ui.controls.asked import Asked
from ui.controls.row import row
from ui.settings import changed, prepared


def only_reading(reader: Reader, text: str, key: str) -> Asked:
    """Nothing to set: a model without an output head fills no gaps."""
    return Asked(FillIn(), {})


def writing(reader: Reader, text: str, key: str) -> Asked:
    """A text that the model has to write, if the visitor wants one; its language follows from the model."""
    words = session.control_words()
    with row(key):
        forced = st.text_input(
            words.forced,
            key=prepared(key, "forced"),
            help=words.forced_help,
            placeholder=words.forced_empty,
            on_change=session.forget_cell,
            persist_state="session",
        )
    return Asked(Translate(forced=forced.strip() or None), changed({"forced": forced}))
