"""Where a visitor begins: what is selected of a trace while nobody has chosen anything."""

from typing import Any

import numpy as np

from headlight.model.outcomes import Filled
from headlight.model.rows import around
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.ui.engine import shared_engine
from headlight.ui.parts.head_choice import selection_of, telling
from headlight.viz.selection import Selection


def opening_head(trace: Trace) -> Selection:
    """The best previous-token head, if the model's card names one; a translator's most telling alignment; else the
    first head."""
    figures: dict[str, Any] = shared_engine().model(trace.model_name).card.get("figures", {})
    if head := figures.get("heads", {}).get("previous_token"):
        return Selection(Site.parse(head["site"]), head["index"])
    return selection_of(telling(trace)) if trace.sites("cross") else Selection.first(trace)


def opening_query(trace: Trace, step: AttentionStep) -> int:
    """The first gap; the first word of a translation; else the last token."""
    if isinstance(trace.outcome, Filled) and trace.outcome.masked:
        return trace.outcome.masked[0]
    return 0 if step.site.kind == "cross" else step.n_query - 1


def opening_key(step: AttentionStep, head: int, query: int) -> int:
    """The key this query looks at the most."""
    near, at = around(step, query)
    return int(np.argmax(near.weights(head)[at]))
