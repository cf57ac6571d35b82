"""The Compare page in its link: both models and texts, both heads, the query, the colours.

    /compare?lang=en&left_model=gpt&left=The+cat…&right_model=gpt&right=The+dog…&site=decoder.self.1&head=2&query=5
    /compare?left_model=gpt&left=The+cat…&site=decoder.self.1&head=2&linked=no&right_site=decoder.self.3&right_head=0

Without `right` the text is A's, without `right_model` the model is; without `right_site` the head is.
"""

import streamlit as st

from headlight.model.site import Site
from headlight.ui import session
from headlight.ui.link import shortened
from headlight.ui.models import known
from headlight.ui.pages.compare.state import RIGHT_MODEL, RIGHT_TEXT, SCALE, SEEN, STATE, Chosen, chosen
from headlight.ui.settings import natural
from headlight.viz.compare.maps import SHARED_SCALES
from headlight.viz.compare.side import Side

HEADS = ("site", "head"), ("right_site", "right_head")
NAMES = (
    *("left_model", "left", "right_model", "right"),
    *(name for pair in HEADS for name in pair),
    *("linked", "query", SCALE),
)
"""Every parameter a link to the page may have, but its language."""


def start() -> None:
    """Take texts, models and heads from the link, once a session."""
    if STATE in st.session_state:
        return
    link = st.query_params
    st.session_state.text = link.get("left", st.session_state.text)
    st.session_state.model = model_of("left_model", st.session_state.model)
    st.session_state[RIGHT_TEXT] = link.get("right", st.session_state.text)
    st.session_state[RIGHT_MODEL] = model_of("right_model", st.session_state.model)
    st.session_state[SEEN] = st.session_state.text, st.session_state[RIGHT_TEXT]
    session.take_from_link(SCALE, SHARED_SCALES)
    if link.get("linked", "no") != "no":
        session.ignore("linked")
    st.session_state[STATE] = Chosen(
        left=head_of(*HEADS[0]),
        right=head_of(*HEADS[1]),
        linked=link.get("linked") != "no",
        query=number_of("query"),
        from_link=True,
    )


def model_of(name: str, otherwise: str) -> str:
    """The model a link asks for."""
    asked = st.query_params.get(name, otherwise)
    if known(asked):
        return asked
    session.ignore(name)
    return otherwise


def head_of(site: str, head: str) -> str | None:
    """The head a link asks for, as `decoder.self.1.3`; the first of its site if it names the site alone."""
    try:
        found = Site.parse(st.query_params[site]) if site in st.query_params else None
    except ValueError:
        session.ignore(site)
        return None
    number = number_of(head)
    return None if found is None else f"{found}.{number or 0}"


def number_of(name: str) -> int | None:
    """A natural number a link asks for."""
    if name not in st.query_params:
        return None
    try:
        found: int = natural(st.query_params[name])
        return found
    except ValueError:
        session.ignore(name)
        return None


def follow(left: Side | None = None, right: Side | None = None) -> None:
    """Have the address bar say what is on the page; without sides where there are no maps."""
    text, model = st.session_state.text, st.session_state.model
    params = {"left_model": model, "left": shortened(text), "right_model": st.session_state[RIGHT_MODEL]}
    if st.session_state[RIGHT_TEXT] != text:
        params["right"] = shortened(st.session_state[RIGHT_TEXT])
    if not chosen().linked:
        params["linked"] = "no"
    if left is not None and right is not None:
        params |= written(left, HEADS[0])
        if address(right) != address(left):
            params |= written(right, HEADS[1])
        params |= {"query": str(left.selection.query), SCALE: st.session_state[SCALE]}
    session.follow_in_address_bar(params, among=NAMES)


def written(side: Side, names: tuple[str, str]) -> dict[str, str]:
    """A side's head as two parameters."""
    return dict(zip(names, (str(side.selection.site), str(side.selection.head)), strict=True))


def address(side: Side) -> str:
    """A side's head as `decoder.self.1.3`."""
    return f"{side.selection.site}.{side.selection.head}"
