"""One head's own numbers: all that its weights and its context are computed from, for a window of its map."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.archive import spelled_out
from headlight.model.arrays import read_only
from headlight.model.attention import Score
from headlight.model.interventions import Change, MeanAblation, ReplaceRow, Temperature
from headlight.model.rows import CELLS
from headlight.model.step import AttentionStep
from headlight.server.address.changes import write_effect
from headlight.server.api.encoding import packed
from headlight.server.api.problems import absent, parameter

FORMAT = "headlight-head-1"
UNASKED, MOST = 1 << 18, 1 << 20
"""Cells of a window that nobody asked for by its size, and of the largest that may be asked for."""

Arrays = dict[str, NDArray[Any]]


def head_body(
    name: str, step: AttentionStep, head: int, rows: slice | None = None, columns: slice | None = None
) -> bytes:
    """One head of a reading, in the format that docs/api.md describes.

    Args:
        name: the reading's id.
        step: the head's layer.
        head: the number of a head it has.
        rows, columns: the window; None for all of it, or for as many rows as fit.

    Raises:
        Problem: "absent" for a window that is not in the map, "parameter" for one that is too large.
    """
    rows, columns = window(step, rows, columns)
    part, changes = step.rows(rows.start, rows.stop), changes_of(step, head)
    arrays = visibility(part, head, columns)
    if step.weights_only:
        arrays["weights"] = part.weights(head, columns)
    else:
        arrays |= vectors(step, part, head, columns) | score_arrays(score_of(step, changes))
        if columns != slice(0, step.n_key) or any(isinstance(change, ReplaceRow) for change in changes):
            arrays["weights"] = part.weights(head, columns)
    metadata = {
        "format": FORMAT,
        "id": name,
        "site": str(step.site),
        "head": head,
        "kv_head": head * step.key.shape[0] // step.n_heads,
        "n_query": step.n_query,
        "n_key": step.n_key,
        "rows": [rows.start, rows.stop],
        "columns": [columns.start, columns.stop],
        "score": None if step.weights_only else score_numbers(score_of(step, changes), changes),
        "interventions": [{"change": write_effect(change)} for change in changes],
        "verified": distance(step, part, head, changes),
    }
    return packed(metadata, arrays)


def window(step: AttentionStep, rows: slice | None, columns: slice | None) -> tuple[slice, slice]:
    """The window that is answered."""
    whole = slice(0, step.n_key) if columns is None else columns
    if columns is not None and columns.stop > step.n_key:
        raise absent(f"columns {columns.start}:{columns.stop}")
    width = max(1, whole.stop - whole.start)
    if rows is None:
        return slice(0, min(step.n_query, max(1, UNASKED // width))), whole
    if rows.stop > step.n_query:
        raise absent(f"rows {rows.start}:{rows.stop}")
    if (rows.stop - rows.start) * width > MOST:
        raise parameter("rows", f"expected a window of at most {MOST} cells")
    return rows, whole


def changes_of(step: AttentionStep, head: int) -> list[Change]:
    """What is changed at this head."""
    return [i.change for i in step.interventions if i.concerns(step.site, head)]


def score_of(step: AttentionStep, changes: Sequence[Change]) -> Score:
    """The score function in force."""
    score = step.score
    for change in changes:
        score = change.score(score)
    return spelled_out(score, step.d_head)


def visibility(part: AttentionStep, head: int, columns: slice) -> Arrays:
    """Which keys are seen; the model's own mask too where changes made another of it. What is all ones is left out."""
    visible, allowed = part.visible(head, columns), part.allowed(head)[:, columns]
    found = {} if visible.all() else {"mask": visible.view(np.uint8)}
    return found if np.array_equal(visible, allowed) else found | {"allowed": allowed.view(np.uint8)}


def vectors(step: AttentionStep, part: AttentionStep, head: int, columns: slice) -> Arrays:
    """What the kernel saw, what the model went on with, and what is added to scores."""
    found: Arrays = {
        "query": part.queries(head),
        "key": step.keys(head)[columns],
        "value": step.values(head)[columns],
        "context": read_only(part.context[head]),
    }
    if step.bias is not None:
        found["bias"] = part.added_bias(head)[:, columns]
    output = step.output_slice(head)
    return found if output is None else found | {"output": output}


def score_arrays(score: Score) -> Arrays:
    """The weights of a score function that has some: `score.combine`."""
    return {f"score.{name}": read_only(part) for name, part in parts(score).items() if hasattr(part, "shape")}


def score_numbers(score: Score, changes: Sequence[Change]) -> dict[str, Any]:
    """A score function's kind and its numbers; what its scores, bias included, are divided by."""
    numbers = {name: part for name, part in parts(score).items() if isinstance(part, int | float)}
    temperature = float(np.prod([c.temperature for c in changes if isinstance(c, Temperature)]))
    return {"kind": type(score).__name__, **numbers, "temperature": temperature}


def parts(score: Score) -> dict[str, Any]:
    """The fields of a score function."""
    if not is_dataclass(score):
        return {}
    return {field.name: getattr(score, field.name) for field in fields(score)}


def distance(step: AttentionStep, part: AttentionStep, head: int, changes: Sequence[Change]) -> float | None:
    """The largest |recomputed − recorded| over the context vectors of these rows.

    None where only weights were recorded, and where it would need all rows of a long text.
    """
    if step.weights_only:
        return None
    if not any(isinstance(change, MeanAblation) for change in changes):
        return part.verify(head)
    return step.verify(head) if step.n_query * step.n_key <= CELLS else None
