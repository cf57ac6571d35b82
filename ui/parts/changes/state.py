"""Which changes are in force: kept in the visitor's view, one for each thing that can be changed somewhere."""

import streamlit as st

from headlight.model.interventions import (
    Change,
    CutEdge,
    HideToken,
    Intervention,
    MeanAblation,
    ReplaceRow,
    Unmask,
    ZeroAblation,
)
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.address.changes import MOST, Altered
from headlight.server.questions.changes import fits
from headlight.ui import session
from headlight.ui.words import t


def standing() -> tuple[Altered, ...]:
    """The changes in force."""
    return session.view().changes


def add(*changes: Altered) -> None:
    """Put changes in force, each in the place of one that it contradicts.

    A mask is taken away before anything is cut or hidden, whichever was asked for first.
    """
    kept = [old for old in standing() if slot(old) not in map(slot, changes)]
    everything = sorted(
        (*kept, *changes), key=lambda c: not (isinstance(c, Intervention) and c.change == Unmask())
    )
    session.choose(changes=tuple(everything[:MOST]))


def remove(change: Altered) -> None:
    """Take one change back."""
    session.choose(changes=tuple(old for old in standing() if old != change))


def undo_all() -> None:
    """The model as it was trained."""
    session.choose(changes=())


def place_tokens(places: Places | None) -> None:
    """Have tokens stand elsewhere, or where they stood."""
    others = tuple(change for change in standing() if not isinstance(change, Places))
    session.choose(changes=others if places is None else (*others, places))


def slot(change: Altered) -> tuple[object, ...]:
    """What is changed, and where: of two changes with the same slot the later stands."""
    if isinstance(change, Places):
        return ("places",)
    return change.site, change.head, *matter(change.change)


def matter(change: Change) -> tuple[object, ...]:
    """What a change is about."""
    match change:
        case ZeroAblation() | MeanAblation():
            return ("context",)
        case CutEdge() | HideToken():
            return (change,)
        case ReplaceRow(query, _):
            return ReplaceRow, query
    return (type(change),)


def keep_what_fits(trace: Trace, encodes_positions: bool) -> None:
    """Drop what this reading does not have (another text was typed, or a link asked for it), and say so."""
    fitting = tuple(change for change in standing() if fits(change, trace, encodes_positions))
    if dropped := len(standing()) - len(fitting):
        ignored = st.session_state.ignored
        session.choose(changes=fitting)
        st.session_state.ignored = ignored
        st.warning(t("changes-dropped", count=dropped), icon=":material/block:")
