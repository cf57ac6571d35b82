"""Learning: attention becomes what it is, recorded or live."""

from collections.abc import Callable, Mapping

import streamlit as st

from headlight.ui import session
from headlight.ui.pages.learning.live import live
from headlight.ui.pages.learning.recorded.section import recorded
from headlight.ui.pages.learning.words import learning_words
from headlight.ui.parts.choice import one_of_few

PARTS: Mapping[str, Callable[[], None]] = {"recorded": recorded, "live": live}


def learning() -> None:
    """Draw the page."""
    words = learning_words()
    st.markdown(words.intro)
    part = one_of_few(words.part, "part", {name: getattr(words, name) for name in PARTS}, "collapsed")
    notices = st.container()
    PARTS[part]()
    with notices:
        session.show_what_was_ignored()
    session.follow_in_address_bar({"part": part})
