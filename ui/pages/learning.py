"""Learning: attention becomes what it is, recorded or live."""

from collections.abc import Callable, Mapping

import streamlit as st

from ui import session
from ui.learning.live import live
from ui.learning.recorded import recorded
from ui.learning.words import learning_words

PARTS: Mapping[str, Callable[[], None]] = {"recorded": recorded, "live": live}


def learning() -> None:
    """Draw the page."""
    words = learning_words()
    st.markdown(words.intro)
    session.take_from_link("part", list(PARTS))
    part = st.segmented_control(
        words.part,
        list(PARTS),
        key="part",
        format_func=lambda name: getattr(words, name),
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    notices = st.container()
    PARTS[part]()
    with notices:
        session.show_what_was_ignored()
    session.follow_in_address_bar({"part": part})
