"""The Cost page's words in the visitor's language."""

import streamlit as st

from headlight.ui.language.cost import COST, CostWords


def cost_words() -> CostWords:
    """The catalogue of the visitor's language."""
    return COST[st.session_state.get("lang", "en")]
