"""The Learning page's words in the visitor's language."""

import streamlit as st

from ui.language.learning import LEARNING, LearningWords


def learning_words() -> LearningWords:
    """The catalogue of the visitor's language."""
    return LEARNING[st.session_state.get("lang", "en")]
