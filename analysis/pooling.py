"""A long text's map at full size: a window of it, or a few rows at a time, never n×n.

`model.pooling` has the whole map, in tiles.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.scores import weight_matrix
from model.step import AttentionStep

Matrix = NDArray[np.float32]

CELLS = 1 << 18
"""About how many weights there are at a time."""


@dataclass(frozen=True)
class Window:
    """A part of a map: so many rows and columns from these on, all counted from 0."""

    row: int
    column: int
    rows: int
    columns: int

    @property
    def queries(self) -> slice:
        """Its rows."""
        return slice(self.row, self.row + self.rows)

    @property
    def keys(self) -> slice:
        """Its columns."""
        return slice(self.column, self.column + self.columns)


def windowed(step: AttentionStep, head: int, window: Window) -> Matrix:
    """The weights in a window of one head's map, float32 [rows, columns], NaN where the mask forbids the key.

    Raises:
        ValueError: if there is no such head, or the window reaches beyond the map.
    """
    if window.column < 0 or window.column + window.columns > step.n_key:
        raise ValueError(f"expected columns within 0 … {step.n_key}, got {window}")
    rows = step.rows(window.row, window.row + window.rows)
    return weight_matrix(rows, head)[:, window.keys]


def row_parts(step: AttentionStep, multiple: int = 1) -> Iterator[AttentionStep]:
    """All queries of a step, a few at a time, a multiple of `multiple` but for the last."""
    most = max(1, CELLS // max(1, step.n_key))
    count = max(1, most // multiple) * multiple
    for start in range(0, step.n_query, count):
        yield step.rows(start, min(start + count, step.n_query))
