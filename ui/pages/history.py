"""History: one sentence, read by every architecture in the order they were invented."""

from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from ui import session
from ui.engine import Question
from ui.history.architectures import shipped
from ui.history.card import card, introduction
from ui.history.quality import quality
from ui.history.words import history_words
from ui.link import shortened
from ui.pages.explore import take_preset
from ui.samples import samples

STYLE = Path(__file__).parents[1] / "history" / "history.css"


def history() -> None:
    """Draw the page: all headings and stories at once, then one reading after the other."""
    st.html(STYLE)
    st.markdown(history_words().intro)
    ask()
    session.show_what_was_ignored()
    text = session.view().text or ""
    if not text.strip():
        st.info(session.words().nothing_typed, icon="✏️")
    slots = stories()
    if text.strip():
        for architecture, model in shipped().items():
            with slots[architecture]:
                card(architecture, Question(model, text))
    with slots["quality"]:
        chosen = quality()
    heads = st.session_state.get("history_heads", {})
    session.follow_in_address_bar({"text": shortened(text)} | chosen | heads)


def ask() -> None:
    """The text box and the examples."""
    words = session.words()
    text, preset = st.columns([5, 3])
    text.text_input(
        words.text_label,
        key="text",
        help=words.text_help,
        on_change=session.forget_cell,
        persist_state="session",
    )
    preset.selectbox(
        words.presets,
        samples(),
        index=None,
        key="preset",
        format_func=lambda sample: f"{sample.title} — {sample.text}",
        on_change=take_preset,
        placeholder=words.presets_help,
    )


def stories() -> dict[str, DeltaGenerator]:
    """What every architecture is; where on the page its reading goes, and last of all how good our models are."""
    slots = {}
    with st.container(key="history_cards"):
        for architecture in shipped():
            with st.container(border=True, key=f"history_card_{architecture}"):
                introduction(architecture)
                slots[architecture] = st.container()
        slots["quality"] = st.container(key="history_quality_place")
    return slots
