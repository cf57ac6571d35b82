"""Compare: two readings side by side, and what is different."""

import streamlit as st

from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.component import WEB
from headlight.ui.pages.compare import address
from headlight.ui.pages.compare.changed_heads import changed_most
from headlight.ui.pages.compare.effect import effect
from headlight.ui.pages.compare.heads import choose_heads
from headlight.ui.pages.compare.maps import difference, maps
from headlight.ui.pages.compare.pair import pair_of
from headlight.ui.pages.compare.side_notes import side_notes
from headlight.ui.pages.compare.sides import Places, sides
from headlight.ui.pages.compare.state import RIGHT_MODEL, RIGHT_TEXT
from headlight.ui.pages.compare.token_editor import editor
from headlight.ui.parts.changes.state import standing
from headlight.ui.parts.error_boundary import kept_up
from headlight.ui.readings import Readings
from headlight.ui.words import t

STYLE = WEB / "pages" / "compare.css"


def compare() -> None:
    """Draw the page."""
    address.start()
    st.html(STYLE)
    st.markdown(t("compare-intro"))
    if standing():
        st.caption(f":material/tune: {t('compare-unchanged')}")
    notices = st.container()
    places = sides()
    left = Question(st.session_state.model, st.session_state.text)
    right = Question(st.session_state[RIGHT_MODEL], st.session_state[RIGHT_TEXT])
    read = False
    with Readings() as readings:
        with kept_up():
            read = read_both(left, right, places, readings)
        with notices:
            session.show_what_was_ignored()
        if read:
            comparison(left, right, readings)
        else:
            address.follow()


def read_both(left: Question, right: Question, places: Places, readings: Readings) -> bool:
    """Read both texts and draw what comes under each; whether there are two to compare."""
    there = 0
    for question, place in zip((left, right), places, strict=True):
        with place:
            if not question.text.strip():
                st.info(t("page-nothing-typed"), icon="✏️")
                continue
            side_notes(readings.of(question))
            there += 1
            if place is places[1]:
                editor(question, readings)
    if there < 2:
        return False
    pair_of(left, right, readings)  # names what a link asked for and the readings do not have
    return True


@st.fragment
def comparison(left: Question, right: Question, readings: Readings) -> None:
    """Draw what the two readings have in common and what not. A fragment: another head runs nothing above it."""
    with readings, kept_up():
        pair = pair_of(left, right, readings)
        if pair is None:
            for model in dict.fromkeys(q.model for q in (left, right) if not readings.of(q).steps):
                st.info(t("outcome-no-attention", model=model), icon="👁️")
            address.follow()
            return
        choose_heads(pair)
        if left == right and address.address(pair.left) == address.address(pair.right):
            st.info(t("compare-same"), icon="✏️")
        maps(pair)
        what, where = st.columns(2, gap="large")
        with what:
            difference(pair)
        with where:
            changed_most(left, right, pair, readings)
            effect(left, right, pair, readings)
        address.follow(pair.left, pair.right)
