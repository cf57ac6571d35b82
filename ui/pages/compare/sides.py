"""What is compared: A's text and model beside B's."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.server.models import offered, titled
from headlight.ui import session
from headlight.ui.pages.compare.state import RIGHT_MODEL, RIGHT_TEXT, choose, follow_texts, forget_heads
from headlight.ui.parts.text_box import text_box
from headlight.ui.words import t

Places = tuple[DeltaGenerator, DeltaGenerator]
"""Under A and under B."""


def sides() -> Places:
    """Draw both, and give the places under them."""
    follow_texts()
    left, right = st.columns(2, gap="large")
    with left.container(key="compare_a"):
        typed, model = st.columns([3, 2])
        text_box(typed, st.container())
        model.selectbox(
            t("compare-side", name="A"),
            offered(st.session_state.model),
            key="model",
            format_func=titled,
            on_change=forget_left,
            persist_state="session",
        )
    with right.container(key="compare_b"):
        typed, model = st.columns([3, 2])
        typed.text_input(
            t("compare-right-text"),
            key=RIGHT_TEXT,
            help=t("compare-right-help"),
            on_change=choose,
            kwargs={"query": None},
            persist_state="session",
        )
        model.selectbox(
            t("compare-side", name="B"),
            offered(st.session_state[RIGHT_MODEL]),
            key=RIGHT_MODEL,
            format_func=titled,
            on_change=forget_heads,
            persist_state="session",
        )
        same = st.session_state.text == st.session_state[RIGHT_TEXT]
        st.button(
            t("compare-copy"),
            key="compare_copy",
            icon=":material/content_copy:",
            disabled=same,
            on_click=copy,
        )
    return left.container(), right.container()


def forget_left() -> None:
    """A's model is another, for Explore too."""
    session.forget_head()
    forget_heads()


def copy() -> None:
    """B reads A's text again."""
    st.session_state[RIGHT_TEXT] = st.session_state.text
    choose(query=None)
