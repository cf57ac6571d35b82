"""Which two heads: one choice for both sides, or one for each."""

import streamlit as st

from headlight.ui import session
from headlight.ui.pages.compare.address import address
from headlight.ui.pages.compare.pair import Pair
from headlight.ui.pages.compare.state import choose, chosen
from headlight.ui.parts.head_choice import choices, titles
from headlight.ui.words import t
from headlight.viz.compare.side import Side

LEFT, RIGHT, LINKED = "compare_left_head", "compare_right_head", "compare_linked"


def choose_heads(pair: Pair) -> None:
    """Draw the choice; B's is there to see, and to make where it is not A's."""
    left, both, right = st.columns([4, 2, 4], vertical_alignment="bottom")
    with left:
        head_box(pair.left, LEFT, "A", disabled=False)
    st.session_state[LINKED] = chosen().linked
    both.toggle(
        t("compare-linked"),
        key=LINKED,
        help=t("compare-linked-help"),
        on_change=link,
        disabled=not pair.shared,
    )
    with right:
        head_box(pair.right, RIGHT, "B", disabled=chosen().linked and pair.shared)
    if not any(head in choices(pair.right.trace) for head in choices(pair.left.trace)):
        st.caption(t("compare-not-shared"))


def head_box(side: Side, key: str, name: str, disabled: bool) -> None:
    """One side's heads."""
    names = titles(side.trace, session.look())
    st.session_state[key] = address(side)
    st.selectbox(
        t("compare-head", name=name),
        list(names),
        key=key,
        format_func=names.__getitem__,
        on_change=take,
        args=(key,),
        disabled=disabled,
    )


def take(key: str) -> None:
    """Another head for one side, or with it for both; the other side keeps its own where they are apart."""
    heads = {"left": st.session_state[LEFT], "right": st.session_state[RIGHT]}
    choose(**heads if key == RIGHT or not chosen().linked else {"left": heads["left"]})


def link() -> None:
    """Both sides show one head from now on, or each its own; both begin with what they show."""
    linked = st.session_state[LINKED]
    choose(linked=linked, left=st.session_state[LEFT], right=None if linked else st.session_state[RIGHT])
