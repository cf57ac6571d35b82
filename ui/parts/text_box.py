"""Where a visitor types, and the examples beside it; the pages share one text."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.model.samples import Sample, samples
from headlight.ui import session
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
    """Put the chosen example into the text box, with the model that shows it, and be ready to be chosen from again.

    What was chosen of the old text is forgotten, so that the page opens on what the example is there for.
    """
    sample: Sample | None = st.session_state.preset
    if sample is not None:
        st.session_state.text = sample.text
        st.session_state.preset = None
        if sample.model is not None:
            st.session_state.model = sample.model
        session.forget_head()
