"""The Compare page in its link: both models and texts, both heads, the query, the colours.

    /compare?lang=en&left_model=gpt&left=The+cat…&right_model=gpt&right=The+dog…&site=decoder.self.1&head=2&query=5
    /compare?left_model=gpt&left=The+cat…&site=decoder.self.1&head=2&linked=no&right_site=decoder.self.3&right_head=0

Without `right` the text is A's, without `right_model` the model is; without `right_site` the head is.
"""

import streamlit as st

from headlight.server.address.codec import Values, write
from headlight.server.address.fields import Fields, natural, one_of, site, spelled, text
from headlight.server.models import MODEL
from headlight.ui import address_bar
from headlight.ui.pages.compare.state import RIGHT_MODEL, RIGHT_TEXT, SCALE, SEEN, STATE, Chosen, chosen
from headlight.viz.compare.maps import SHARED_SCALES
from headlight.viz.compare.side import Side

HEADS = ("site", "head"), ("right_site", "right_head")
FIELDS: Fields = {
    "left_model": MODEL,
    "left": text(),
    "right_model": MODEL,
    "right": text(),
    "site": site,
    "head": natural,
    "right_site": site,
    "right_head": natural,
    "linked": spelled({"no": False}, default=True),
    "query": natural,
    SCALE: one_of(SHARED_SCALES),
}
"""Every parameter a link to the page may have, but its language."""


def start() -> None:
    """Take texts, models and heads from the link where it leads."""
    if not address_bar.leads(STATE):
        return
    found = address_bar.asked(FIELDS)
    state = st.session_state
    state.text = found.get("left", state.text)
    state.model = found.get("left_model", state.model)
    state[RIGHT_TEXT] = found.get("right", state.text)
    state[RIGHT_MODEL] = found.get("right_model", state.model)
    state[SEEN] = state.text, state[RIGHT_TEXT]
    state[SCALE] = found.get(SCALE, SHARED_SCALES[0])
    left, right = (head_of(found, *names) for names in HEADS)
    state[STATE] = Chosen(left, right, found.get("linked", True), found.get("query"), from_link=True)


def head_of(found: Values, site: str, head: str) -> str | None:
    """The head a link asks for, as `decoder.self.1.3`; the first of its site if it names the site alone."""
    return f"{found[site]}.{found.get(head, 0)}" if site in found else None


def follow(left: Side | None = None, right: Side | None = None) -> None:
    """Have the address bar say what is on the page; without sides where there are no maps."""
    state = st.session_state
    said = {"left_model": state.model, "left": state.text, "right_model": state[RIGHT_MODEL]}
    said |= {"linked": chosen().linked}
    if state[RIGHT_TEXT] != state.text:
        said["right"] = state[RIGHT_TEXT]
    if left is not None and right is not None:
        said |= {"site": left.selection.site, "head": left.selection.head}
        if address(right) != address(left):
            said |= {"right_site": right.selection.site, "right_head": right.selection.head}
        said |= {"query": left.selection.query, SCALE: state[SCALE]}
    address_bar.follow(write(FIELDS, said), among=FIELDS)


def address(side: Side) -> str:
    """A side's head as `decoder.self.1.3`."""
    return f"{side.selection.site}.{side.selection.head}"
