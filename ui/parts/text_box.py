"""Where a visitor types, and the examples beside it; the pages share one text."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.ui import session
from headlight.ui.samples import Sample, samples


def text_box(typed: DeltaGenerator, example: DeltaGenerator) -> None:
    """Draw the text box in one place and the examples in another."""
    words = session.words()
    typed.text_input(
        words.text_label,
        key="text",
        help=words.text_help,
        on_change=session.forget_cell,
        persist_state="session",
    )
    example.selectbox(
        words.presets,
        samples(),
        index=None,
        key="preset",
        format_func=lambda sample: f"{sample.title} — {sample.text}",
        on_change=take_example,
        placeholder=words.presets_help,
    )


def take_example() -> None:
    """Put the chosen example into the text box, forget the old text's cell, and be ready to be chosen from again."""
    sample: Sample | None = st.session_state.preset
    if sample is not None:
        st.session_state.text = sample.text
        st.session_state.preset = None
        session.forget_cell()
