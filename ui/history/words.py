"""The History page's words in the visitor's language."""

import streamlit as st

from ui.language.history import HISTORY, HistoryWords


def history_words() -> HistoryWords:
    """The catalogue of the visitor's language."""
    return HISTORY[st.session_state.get("lang", "en")]
