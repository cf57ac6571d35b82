"""Where a visitor types, and the examples beside it; the pages share one text."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.ui import session
from headlight.ui.samples import Sample, samples
from headlight.ui.words import t


def text_box(typed: DeltaGenerator, example: DeltaGenerator) -> None:
    """Draw the text box in one place and the examples in another."""
    typed.text_input(
        t("page-text-label"),
        key="text",
        help=t("page-text-help"),
        on_change=session.forget_cell,
        persist_state="session",
    )
    example.selectbox(
        t("page-presets"),
        samples(),
        index=None,
        key="preset",
        format_func=lambda sample: f"{sample.title} — {sample.text}",
        on_change=take_example,
        placeholder=t("page-presets-help"),
    )


def take_example() -> None:
    """Put the chosen example into the text box, forget the old text's cell, and be ready to be chosen from again."""
    sample: Sample | None = st.session_state.preset
    if sample is not None:
        st.session_state.text = sample.text
        st.session_state.preset = None
        session.forget_cell()
