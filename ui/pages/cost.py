"""Cost: what attention costs as a text grows, measured here and counted for each model."""

import streamlit as st

from headlight.ui import session
from headlight.ui.cost.counted import counted
from headlight.ui.cost.measured import measured
from headlight.ui.cost.words import cost_words


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
