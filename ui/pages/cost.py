"""Cost: what attention costs as a text grows."""

import streamlit as st

from ui.cost.words import cost_words


def cost() -> None:
    """Draw the page."""
    st.markdown(cost_words().intro)
