"""Which changes are in force: kept in the visitor's view, one for each thing that can be changed somewhere."""

import math
from collections.abc import Iterable
from dataclasses import replace

import streamlit as st

from headlight.model.interventions import (
    Change,
    CutEdge,
    HideToken,
    Intervention,
    MeanAblation,
    ReplaceRow,
    ReplaceScore,
    Unmask,
    ZeroAblation,
)
from headlight.model.outcomes import Continuation, Translation
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.address.changes import MOST, Altered
from headlight.ui.words import t


def standing() -> tuple[Altered, ...]:
    """The changes in force."""
    return session.view().changes


def under(question: Question, changes: Iterable[Altered]) -> Question:
    """The same question, put to the changed model; of several places the last counts."""
    changes = tuple(changes)
    places = [change for change in changes if isinstance(change, Places)]
    return replace(
        question,
        interventions=tuple(change for change in changes if isinstance(change, Intervention)),
        places=places[-1] if places else None,
    )


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


def fits(change: Altered, trace: Trace, encodes_positions: bool) -> bool:
    """Whether a change is about something that this reading has."""
    if isinstance(change, Places):
        return encodes_positions
    if change.site not in trace.sites():
        return False
    step = trace.step(change.site)
    if step.weights_only:
        return False
    if change.head is not None and change.head >= step.n_heads:
        return False
    # What a model writes may get longer by a change, and that change may be about the longer text.
    writes = change.site.stack == "decoder" and isinstance(trace.outcome, Translation | Continuation)
    queries = math.inf if writes else step.n_query
    keys = math.inf if writes and change.site.kind == "self" else step.n_key
    match change.change:
        case CutEdge(query, key):
            return query < queries and key < keys
        case HideToken(key):
            return key < keys
        case ReplaceRow(query, row):
            return query < queries and len(row) <= keys
        case ReplaceScore():
            return step.query.shape[-1] == step.key.shape[-1]
    return True
