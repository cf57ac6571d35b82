"""What tables hold, worked out a number at a time over a trace's own vectors."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.viz import Look, Selection, discover

VIEWS = {view.name: view for view in discover()}
CLOSE = {"rtol": 1e-4, "atol": 1e-6}


def table_of(name: str, trace: Trace, selection: Selection, **options: str) -> pd.DataFrame:
    """A view's table."""
    return VIEWS[name].draw(trace, selection, Look(), options).table


def softmax(scores: Sequence[float]) -> list[float]:
    """e^s over the sum of all, one at a time."""
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def slow_weights(step: AttentionStep, head: int) -> dict[tuple[int, int], float]:
    """The softmax of q·k/√d over visible keys, cell by cell."""
    q, k = np.asarray(step.query[head], dtype=float), np.asarray(step.key[head], dtype=float)
    found = {}
    for i in range(step.n_query):
        seen = [j for j in range(step.n_key) if step.visible(head)[i, j]]
        scores = [sum(a * b for a, b in zip(q[i], k[j], strict=True)) / math.sqrt(len(q[i])) for j in seen]
        found |= {(i, j): weight for j, weight in zip(seen, softmax(scores), strict=True)} if seen else {}
    return found


def length(vector: Any) -> float:
    """√Σx²"""
    return math.sqrt(sum(float(x) ** 2 for x in vector))


def states(trace: Trace) -> dict[tuple[int, str], Any]:
    """What was recorded of the residual stream, by layer and moment."""
    return {(state.layer, state.after): np.asarray(state.stream, dtype=float) for state in trace.residual}
