"""What is said about keeping things, in the visitor's language."""

import streamlit as st

from headlight.ui.language.keep import KEEP, KeepWords


def keep_words() -> KeepWords:
    """The catalogue of the visitor's language."""
    return KEEP[st.session_state.get("lang", "en")]
