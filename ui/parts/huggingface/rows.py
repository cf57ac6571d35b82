"""What may be set beside a text for Hugging Face's encoders without gaps, and for those that write another text."""

import streamlit as st

from headlight.model.huggingface.encoder import HubEncoder, HubPair
from headlight.model.huggingface.translator import HubTranslator
from headlight.server.address.settings import changed
from headlight.server.questions import options
from headlight.ui import session
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.parts.controls.translation import choose_decoding
from headlight.ui.settings import prepared
from headlight.ui.words import t


def only_reading(reader: HubEncoder, text: str, key: str) -> Asked:
    """Nothing to set: a model without an output head fills no gaps."""
    return Asked(options.only_reading(reader, text, {}), {})


def following(reader: HubPair, text: str, key: str) -> Asked:
    """A text that may follow, for a model that is asked nothing else."""
    with row(key):
        second = st.text_input(
            t("term-second-text"),
            key=prepared(key, "second"),
            help=t("controls-second-help"),
            placeholder=t("controls-second-empty"),
            on_change=session.forget_cell,
            persist_state="session",
        )
    settings = {"second": second.strip()}
    return Asked(options.following(reader, text, settings), changed(settings))


def writing(reader: HubTranslator, text: str, key: str) -> Asked:
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
    settings = {"forced": forced, "beam": beam, "penalty": penalty}
    return Asked(options.writing(reader, text, settings), changed(settings))
