"""Cost: what attention costs as a text grows, measured here and counted for each model."""

import streamlit as st

from ui import session
from ui.cost.counted import counted
from ui.cost.measured import measured
from ui.cost.words import cost_words


def cost() -> None:
    """Draw the page."""
    words = cost_words()
    st.markdown(words.intro)
    ignored = st.container()
    st.subheader(words.measured, anchor="measured")
    measured()
    st.subheader(words.counted, anchor="counted")
    link = counted()
    with ignored:
        session.show_what_was_ignored()
    session.follow_in_address_bar(link)
