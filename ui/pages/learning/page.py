"""Learning: attention becomes what it is, recorded or live."""

from collections.abc import Callable, Mapping

import streamlit as st

from headlight.ui import session
from headlight.ui.pages.learning.live import live
from headlight.ui.pages.learning.recorded.section import recorded
from headlight.ui.parts.choice import one_of_few
from headlight.ui.words import t

PARTS: Mapping[str, Callable[[], None]] = {"recorded": recorded, "live": live}


def learning() -> None:
    """Draw the page."""
    st.markdown(t("learning-intro"))
    part = one_of_few(
        t("learning-part"), "part", {name: t(f"learning-{name}") for name in PARTS}, "collapsed"
    )
    notices = st.container()
    PARTS[part]()
    with notices:
        session.show_what_was_ignored()
    session.follow_in_address_bar({"part": part})
