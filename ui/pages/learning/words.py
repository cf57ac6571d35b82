"""The Learning page's words in the visitor's language."""

import streamlit as st

from headlight.ui.language.learning import (
    LEARNING,
    RECORDED,
    SCRUBBER,
    LearningWords,
    RecordedWords,
    ScrubberWords,
)


def learning_words() -> LearningWords:
    """What the page says above its parts."""
    return LEARNING[st.session_state.get("lang", "en")]


def recorded_words() -> RecordedWords:
    """What is said around a recorded training."""
    return RECORDED[st.session_state.get("lang", "en")]


def scrubber_words() -> ScrubberWords:
    """What the browser says."""
    return SCRUBBER[st.session_state.get("lang", "en")]
