"""The Compare page's words in the visitor's language."""

import streamlit as st

from headlight.ui.language.compare import COMPARE, CompareWords


def compare_words() -> CompareWords:
    """The catalogue of the visitor's language."""
    return COMPARE[st.session_state.get("lang", "en")]
