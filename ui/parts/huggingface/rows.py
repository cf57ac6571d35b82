"""What may be set beside a text for Hugging Face's encoders without gaps, and for those that write another text."""

import streamlit as st

from headlight.model.options import FillIn, Translate
from headlight.model.readers.reader import Reader
from headlight.ui import session
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.parts.controls.translation import choose_decoding
from headlight.ui.settings import changed, prepared
from headlight.ui.words import t


def only_reading(reader: Reader, text: str, key: str) -> Asked:
    """Nothing to set: a model without an output head fills no gaps."""
    return Asked(FillIn(), {})


def following(reader: Reader, text: str, key: str) -> Asked:
    """A text that may follow, for a model that is asked nothing else."""
    with row(key):
        second = st.text_input(
            t("controls-second"),
            key=prepared(key, "second"),
            help=t("controls-second-help"),
            placeholder=t("controls-second-empty"),
            on_change=session.forget_cell,
            persist_state="session",
        )
    second = second.strip()
    return Asked(FillIn(second=second or None), changed({"second": second}))


def writing(reader: Reader, text: str, key: str) -> Asked:
    """Greedy or beam, and a text that the model has to write; its language follows from the model."""
    with row(key):
        beam, penalty = choose_decoding(key)
        forced = st.text_input(
            t("controls-forced"),
            key=prepared(key, "forced"),
            help=t("controls-forced-help"),
            placeholder=t("controls-forced-empty"),
            on_change=session.forget_cell,
            persist_state="session",
        )
    options = Translate(forced=forced.strip() or None, beam=beam, length_penalty=penalty)
    return Asked(options, changed({"forced": forced, "beam": beam, "penalty": penalty}))
