"""Many small maps in one matrix: where each tile stands, and how large ones are pooled."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.model.step import AttentionStep

CELLS = 250_000
"""About how many cells a mosaic may have; above it, weights are pooled."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True)
class Grid:
    """Where tiles stand, in cells.

    Attributes:
        rows, columns: how many layers and heads.
        height, width: cells of one tile.
    """

    rows: int
    columns: int
    height: int
    width: int

    @property
    def above(self) -> int:
        """Free cells above each tile, where its label stands."""
        return max(2, round(0.18 * self.height))

    @property
    def between(self) -> int:
        """Free cells to the right of each tile."""
        return max(1, round(0.08 * self.width))

    @property
    def shape(self) -> tuple[int, int]:
        """Cells of the whole mosaic, (rows, columns)."""
        return self.rows * (self.above + self.height), self.columns * (
            self.width + self.between
        ) - self.between

    def corner(self, row: int, column: int) -> tuple[int, int]:
        """The top left cell of a tile, (y, x)."""
        return row * (self.above + self.height) + self.above, column * (self.width + self.between)

    def outline(self, row: int, column: int) -> tuple[float, float, float, float]:
        """The edges of a tile: left, top, right, bottom."""
        y, x = self.corner(row, column)
        return x - 0.5, y - 0.5, x + self.width - 0.5, y + self.height - 0.5


def pooling(steps: Sequence[AttentionStep]) -> int:
    """The smallest side of the blocks that bring the mosaic's cells down to about `CELLS`."""
    side = 1
    while sum(s.n_heads * -(-s.n_query // side) * -(-s.n_key // side) for s in steps) > CELLS:
        side += 1
    return side


def pooled(weights: Matrix, side: int) -> Matrix:
    """The largest weight of each block of side × side; NaN where all are masked."""
    if side == 1:
        return weights
    padding = [(0, -n % side) for n in weights.shape]
    padded = np.pad(weights, padding, constant_values=np.nan)
    rows, columns = (n // side for n in padded.shape)
    largest: Matrix = np.fmax.reduce(padded.reshape(rows, side, columns, side), axis=(1, 3))
    return largest


def assembled(tiles: list[list[Matrix]], grid: Grid) -> Matrix:
    """All tiles in their places, float32 `grid.shape`; NaN between them."""
    z = np.full(grid.shape, np.nan, dtype=np.float32)
    for row, layer in enumerate(tiles):
        for column, tile in enumerate(layer):
            y, x = grid.corner(row, column)
            z[y : y + grid.height, x : x + grid.width] = tile
    return z
