"""Where a visitor begins: what is selected of a trace while nobody has chosen anything."""

from typing import Any

import numpy as np

from headlight.analysis.promises import cell
from headlight.model.outcomes import Filled
from headlight.model.rows import around
from headlight.model.samples import sample_of
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.ui.engine import shared_engine
from headlight.ui.parts.head_choice import selection_of, telling
from headlight.viz.selection import Selection


def opening_head(trace: Trace) -> Selection:
    """The head and cell that an example promises; else the best previous-token head, if the model's card names one; a
    translator's most telling alignment; else the first head."""
    if promised := opening_cell(trace):
        return promised
    figures: dict[str, Any] = shared_engine().model(trace.model_name).card.get("figures", {})
    if head := figures.get("heads", {}).get("previous_token"):
        return Selection(Site.parse(head["site"]), head["index"])
    return selection_of(telling(trace)) if trace.sites("cross") else Selection.first(trace)


def opening_cell(trace: Trace) -> Selection | None:
    """What an example's file says is to be seen; None for other texts, and where something was changed."""
    sample = sample_of(trace.text, trace.model_name)
    if sample is None or (promise := sample.opening) is None:
        return None
    site, head = promise.place
    if site not in trace.sites():
        return None
    try:
        found = cell(promise, trace)
    except ValueError:  # a translation that was forced has other words
        return None
    return Selection(site, head, found.query, found.key)


def opening_query(trace: Trace, step: AttentionStep) -> int:
    """The first gap; the first word of a translation; else the last token."""
    if isinstance(trace.outcome, Filled) and trace.outcome.masked:
        return trace.outcome.masked[0]
    return 0 if step.site.kind == "cross" else step.n_query - 1


def opening_key(step: AttentionStep, head: int, query: int) -> int:
    """The key this query looks at the most."""
    near, at = around(step, query)
    return int(np.argmax(near.weights(head)[at]))
