"""The Positions page's words in the visitor's language."""

import streamlit as st

from headlight.ui.language.positions import POSITIONS, PositionWords


def position_words() -> PositionWords:
    """The catalogue of the visitor's language."""
    return POSITIONS[st.session_state.get("lang", "en")]
