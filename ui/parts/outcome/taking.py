"""A candidate that is clicked goes into the text, and can be taken back.

A click sets what its visitor might have typed: the text, the second text, the translation, the masks. What was there
before is kept, and offered again for as long as nothing else has been typed since.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from headlight.server.address.settings import SETTINGS
from headlight.ui import session
from headlight.ui.settings import forget_masks, slot
from headlight.ui.view import View
from headlight.ui.words import t

KEPT, LONGEST = "taken", 20
"""Where the session keeps what can be taken back, and how many clicks of it."""
STALE = "taken_now"
"""Where a click says that the page is not of what it set yet."""


@dataclass(frozen=True)
class Edit:
    """What a click sets.

    Attributes:
        text: another text, or None for the same.
        settings: by their names in `server.address.settings`.
        position: the row to look at then; None for the one a new text opens with.
        was: what settings are now, where the session does not hold them under their names.
    """

    text: str | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    position: int | None = None
    was: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Taking:
    """What candidates can be clicked for.

    Sessions keep what their buttons call, so that neither of these holds a trace.

    Attributes:
        says: what a click does, in a sentence.
        possible: whether a candidate, by its id, can be taken.
        edit: what taking it sets.
    """

    says: str
    possible: Callable[[int], bool]
    edit: Callable[[int], Edit]


@dataclass(frozen=True)
class Before:
    """What a click replaced.

    Attributes:
        was, set: values by their names in the session, before and after.
        view: what was looked at.
    """

    was: Mapping[str, Any]
    set: Mapping[str, Any]
    view: View


def take(taking: Taking, id: int, key: str) -> None:
    """Put a candidate where it belongs."""
    apply(taking.edit(id), key)


def apply(edit: Edit, key: str) -> None:
    """Set what a click sets, and keep what was there."""
    values = {slot(key, name): value for name, value in edit.settings.items()}
    was = {slot(key, name): earlier(key, name) for name in edit.settings}
    was |= {slot(key, name): value for name, value in edit.was.items()}
    if edit.text is not None:
        values, was = values | {"text": edit.text}, was | {"text": st.session_state.text}
    st.session_state[KEPT] = [*st.session_state.get(KEPT, ()), Before(was, values, session.view())][-LONGEST:]
    put(values, key)
    session.choose(query=edit.position, key=None)


def read_again() -> None:
    """Run the whole page if something was taken, or taken back: what was typed lies outside of the fragment."""
    if st.session_state.pop(STALE, False):
        st.rerun()


def undo(key: str) -> None:
    """Put back what the last click replaced."""
    before: Before = st.session_state[KEPT].pop()
    put(before.was, key)
    view = before.view
    session.choose(site=view.site, head=view.head, query=view.query, key=view.key)


def put(values: Mapping[str, Any], key: str) -> None:
    """Set values by their names in the session; masks are those of a text, so that their buttons begin anew."""
    if slot(key, "masked") in values:
        forget_masks(key)
    for name, value in values.items():
        st.session_state[name] = value
    st.session_state[STALE] = True


def earlier(key: str, name: str) -> Any:
    """What a setting is now."""
    return st.session_state.get(slot(key, name), SETTINGS[name].default)


def last_taken(key: str) -> Before | None:
    """What can be taken back: the last click, unless something else was typed since."""
    kept = st.session_state.get(KEPT)
    if not kept:
        return None
    masks = slot(key, "masked")  # their buttons have taken them over
    same = all(st.session_state.get(name) == value for name, value in kept[-1].set.items() if name != masks)
    return kept[-1] if same and kept[-1].view.model == session.view().model else None


def undo_button(key: str) -> None:
    """A button to take the last click back, while that is possible."""
    if last_taken(key) is not None:
        st.button(
            t("outcome-undo"),
            key=f"{key}_undo",
            icon=":material/undo:",
            type="tertiary",
            on_click=undo,
            args=(key,),
        )
