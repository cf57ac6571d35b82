"""Maps of long texts: pooled to tiles, or a window of them at full size. A few rows at a time, never n×n.

A tile stands for side × side cells, and there are two ways to fill it:

    mean      the mean over its queries of the sum over its keys: what an average query of the tile gives all of its
              keys together. Rows of a pooled map sum to 1 where those of the map do, whatever the side.
    maximum   the largest weight: a single strong key stays visible.

Tiles at the right and lower edge may stand for fewer cells; their means are over those there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.scores import check_index, weight_matrix
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


class Pooled(NamedTuple):
    """One head's map in tiles, float32 [⌈n_query/side⌉, ⌈n_key/side⌉] each."""

    mean: Matrix
    maximum: Matrix


def pooled(step: AttentionStep, head: int, side: int) -> Pooled:
    """One head's weights in tiles of side × side cells; masked cells count as 0.

    Memory is that of the tiles and of about `CELLS` weights, so it grows with n and not with n².

    Raises:
        ValueError: if there is no such head, or the side is below 1.
    """
    check_index("head", head, step.n_heads)
    if side < 1:
        raise ValueError(f"expected tiles of at least 1 × 1 cells, got {side}")
    parts = [pool(part.weights(head), side) for part in row_parts(step, side)]
    empty = np.zeros((0, -(-step.n_key // side)), np.float32)
    return Pooled(
        *(np.concatenate([empty, *some]) for some in ([p.mean for p in parts], [p.maximum for p in parts]))
    )


def pool(weights: Matrix, side: int) -> Pooled:
    """Weights [n_query, n_key] in tiles of side × side cells."""
    rows, columns = (np.arange(0, n, side) for n in weights.shape)
    if not rows.size or not columns.size:
        return Pooled(*(np.zeros((rows.size, columns.size), np.float32) for _ in Pooled._fields))
    counts = np.minimum(side, weights.shape[0] - rows)  # queries of each tile
    sums = np.add.reduceat(np.add.reduceat(weights, columns, axis=1), rows, axis=0)
    largest = np.maximum.reduceat(np.maximum.reduceat(weights, columns, axis=1), rows, axis=0)
    return Pooled((sums / counts[:, None]).astype(np.float32), largest)


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
