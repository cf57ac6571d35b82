"""What a visitor has chosen on the Compare page, but for the texts and models.

A's text and model are those of Explore: what was looked at there is compared here. B's are `compare_right` and
`compare_model`.
"""

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from headlight.ui import session

STATE = "compare_chosen"
RIGHT_TEXT, RIGHT_MODEL, SCALE = "compare_right", "compare_model", "compare_scale"
SEEN = "compare_seen"  # both texts as they were at the last run
PLACE = "compare_place"  # of the token of B that the editor is open at


@dataclass(frozen=True)
class Chosen:
    """Heads and a query; None until somebody chooses them.

    Attributes:
        left, right: heads as `decoder.self.1.3`.
        linked: whether B shows the same head as A, wherever it has it.
        query: a position among A's queries.
        from_link: nobody has chosen anything since a link set this.
    """

    left: str | None = None
    right: str | None = None
    linked: bool = True
    query: int | None = None
    from_link: bool = False


def chosen() -> Chosen:
    """What is chosen now."""
    found: Chosen = st.session_state[STATE]
    return found


def choose(**choice: Any) -> None:
    """Change some of it; whatever was wrong with the link is history now."""
    session.choose()
    st.session_state[STATE] = replace(chosen(), **choice, from_link=False)


def forget_heads() -> None:
    """A model is another: no head of it has been chosen yet, and no token is where it was."""
    choose(left=None, right=None, query=None)
    close_editor()


def close_editor() -> None:
    """No token of B is chosen to be replaced."""
    st.session_state.pop(PLACE, None)


def write(text: str) -> None:
    """Another text for B, from the editor, which stays open at its place."""
    st.session_state[RIGHT_TEXT] = text
    st.session_state[SEEN] = st.session_state.text, text
    choose(query=None)


def follow_texts() -> None:
    """B's text follows A's until somebody changes it; with other texts no query has been chosen yet."""
    left, right = st.session_state.text, st.session_state[RIGHT_TEXT]
    was_left, was_right = st.session_state[SEEN]
    if left != was_left and right == was_right == was_left:
        right = st.session_state[RIGHT_TEXT] = left
    if (left, right) != (was_left, was_right):
        st.session_state[STATE] = replace(chosen(), query=None)
        close_editor()
    st.session_state[SEEN] = left, right


def show(model: str, text: str, head: str | None = None) -> None:
    """Have the page compare this reading with itself when it is drawn next: for buttons on other pages.

    Args:
        model: as in the zoo.
        text: what it reads.
        head: the head to begin with, as `decoder.self.1.3`.
    """
    st.session_state.model, st.session_state.text = model, text
    st.session_state[RIGHT_MODEL], st.session_state[RIGHT_TEXT] = model, text
    st.session_state[SEEN] = text, text
    st.session_state[STATE] = Chosen(left=head)
    close_editor()
