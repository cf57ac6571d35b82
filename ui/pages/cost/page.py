"""Cost: what attention costs as a text grows, measured here and counted for each model."""

import streamlit as st

from headlight.ui import session
from headlight.ui.pages.cost.counts import counted
from headlight.ui.pages.cost.measurement import measured
from headlight.ui.words import t


def cost() -> None:
    """Draw the page."""
    st.markdown(t("cost-intro"))
    ignored = st.container()
    st.subheader(t("cost-measured"), anchor="measured")
    measured()
    st.subheader(t("cost-counted"), anchor="counted")
    link = counted()
    with ignored:
        session.show_what_was_ignored()
    session.follow_in_address_bar(link)
