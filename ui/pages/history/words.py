"""The History page's words in the visitor's language."""

import streamlit as st

from headlight.ui.language.history import HISTORY, HistoryWords
from headlight.ui.language.quality import QUALITY, QualityWords


def history_words() -> HistoryWords:
    """The catalogue of the visitor's language."""
    return HISTORY[st.session_state.get("lang", "en")]


def quality_words() -> QualityWords:
    """The catalogue about how good the models are."""
    return QUALITY[st.session_state.get("lang", "en")]
