"""Questions put to a changed model, and which changes make sense of a reading."""

import math
from collections.abc import Iterable
from dataclasses import replace

from headlight.model.interventions import CutEdge, HideToken, Intervention, ReplaceRow, ReplaceScore
from headlight.model.outcomes import Continuation, Translation
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.address.changes import Altered
from headlight.server.engine.question import Question


def under(question: Question, changes: Iterable[Altered]) -> Question:
    """The same question, put to the changed model; of several places the last counts."""
    changes = tuple(changes)
    places = [change for change in changes if isinstance(change, Places)]
    return replace(
        question,
        interventions=tuple(change for change in changes if isinstance(change, Intervention)),
        places=places[-1] if places else None,
    )


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
