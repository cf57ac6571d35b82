"""A window of a long text's map, at full size; `model.pooling` has the whole map, in tiles."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.scores import weight_matrix
from headlight.model.step import AttentionStep

Matrix = NDArray[np.float32]


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
    return weight_matrix(rows, head, window.keys)
