"""History: one sentence, read by every architecture in the order they were invented."""

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.model.readers.translator import Translator
from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.component import WEB
from headlight.ui.engine import shared_engine
from headlight.ui.pages.history import address
from headlight.ui.pages.history.architectures import shipped
from headlight.ui.pages.history.card import card, introduction
from headlight.ui.pages.history.quality import quality
from headlight.ui.parts.controls import Asked, controls
from headlight.ui.parts.text_box import text_box
from headlight.ui.words import t

STYLE = WEB / "pages" / "history.css"


def history() -> None:
    """Draw the page: all headings and stories at once, then one reading after the other."""
    address.start()
    st.html(STYLE)
    st.markdown(t("history-intro"))
    text_box(*st.columns([5, 3]))
    notices, shared = st.container(), st.container()
    text = session.view().text or ""
    slots = stories()
    if text.strip():
        read(text, slots, shared)
    else:
        notices.info(t("page-nothing-typed"), icon="✏️")
    chosen = quality(slots["quality"], slots["figures"])
    with notices:
        session.show_what_was_ignored()
    address.follow(chosen)


def read(text: str, slots: Mapping[str, DeltaGenerator], shared: DeltaGenerator) -> None:
    """Have every model read the text, one after the other; the translators' controls go to `shared`."""
    translators: Asked | None = None
    for architecture, model in shipped().items():
        question = Question(model, text)
        reader = shared_engine().model(model)
        if isinstance(reader, Translator):
            with shared:
                translators = translators or controls(reader, text, address.settings_key("translators"))
            address.remember_settings(architecture, translators.settings)
            question = replace(question, options=translators.options)
        with slots[architecture]:
            card(architecture, question)


def stories() -> dict[str, DeltaGenerator]:
    """What every architecture is; where on the page its reading goes, and last of all how good the models are."""
    slots = {}
    with st.container(key="history_cards"):
        for architecture in shipped():
            with st.container(border=True, key=f"history_card_{architecture}"):
                introduction(architecture)
                slots[architecture] = st.container()
        slots["quality"] = st.container(key="history_quality_place")
        slots["figures"] = st.container(key="history_figures_place")
    return slots
