"""All heads at once: every layer a row of tiles, every head a tile.

One heatmap with gaps, since a subplot per head takes seconds. Each tile is a small map of its own, read as the large
one is; long texts are pooled, and the figure says so.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from analysis.scores import weight_matrix
from model.trace import AttentionStep, Trace
from viz.look import DEFAULT_LOOK, Look
from viz.paint import Paint, paint_weights
from viz.scales import ScaleName
from viz.selection import Selection
from viz.theme import apply

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


def mosaic(
    trace: Trace, selection: Selection, look: Look = DEFAULT_LOOK, scale: ScaleName = "unit"
) -> go.Figure:
    """Every layer and head of the selection's stack and kind of attention; the selected head is framed.

    Args:
        trace: one model's reading of one text.
        selection: the head to frame.
        look: theme and words.
        scale: "unit", "log", or "head", which here means to the largest weight of all.

    Raises:
        ValueError: if the selection is not in the trace, or there is no such scale.
    """
    selection.step(trace)
    kind = selection.site.stack, selection.site.kind
    steps = [step for step in trace.steps if (step.site.stack, step.site.kind) == kind]
    side = pooling(steps)
    tiles = [[pooled(weight_matrix(step, head), side) for head in range(step.n_heads)] for step in steps]
    grid = Grid(len(tiles), max(map(len, tiles)), *tiles[0][0].shape)
    z = assembled(tiles, grid)
    paint = paint_weights(scale, z, look)
    notes = [look.words.mosaic_orientation, paint.legend()]
    if side > 1:
        notes[0] += " · " + look.words.mosaic_pooled.format(side=side)
    figure = go.Figure([cells(z, paint, look), labels(steps, grid, look)])
    figure.update_layout(
        title={"text": look.words.mosaic_title, "subtitle": {"text": "<br>".join(notes)}},
        xaxis=columns_axis(grid),
        yaxis=rows_axis(steps, grid),
        shapes=[ground(tiles, grid, look), frame(steps, grid, selection, look)],
        meta={"stack": kind[0], "kind": kind[1], "pooled": side},
    )
    return apply(figure, look.theme)


def pooling(steps: list[AttentionStep]) -> int:
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


def cells(z: Matrix, paint: Paint, look: Look) -> go.Heatmap:
    """The coloured cells; hover gives head and weight."""
    hover = f"<b>%{{y}}%{{x}}</b>  {look.words.weight} %{{z:.4f}}<extra></extra>"
    return go.Heatmap(z=z, hoverongaps=False, hovertemplate=hover, **paint.heatmap())


def labels(steps: list[AttentionStep], grid: Grid, look: Look) -> go.Scatter:
    """`L2H5` over each tile."""
    places = [(row, column) for row, step in enumerate(steps) for column in range(step.n_heads)]
    edges = [grid.outline(row, column) for row, column in places]
    return go.Scatter(
        x=[left for left, _, _, _ in edges],
        y=[top for _, top, _, _ in edges],
        text=[f"L{steps[row].site.layer}H{column}" for row, column in places],
        mode="text",
        textposition="top right",
        textfont={"size": look.theme.size - 3, "color": look.theme.muted},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def ground(tiles: list[list[Matrix]], grid: Grid, look: Look) -> dict[str, Any]:
    """The colour of masked cells under every tile: one shape for all of them."""
    path = "".join(
        f"M{left},{top}H{right}V{bottom}H{left}Z"
        for row, layer in enumerate(tiles)
        for left, top, right, bottom in (grid.outline(row, column) for column in range(len(layer)))
    )
    style = {"fillcolor": look.theme.masked, "line": {"width": 0}}
    return {"type": "path", "path": path, "layer": "below", **style}


def frame(steps: list[AttentionStep], grid: Grid, selection: Selection, look: Look) -> dict[str, Any]:
    """The frame around the selected head's tile."""
    row = [step.site for step in steps].index(selection.site)
    left, top, right, bottom = grid.outline(row, selection.head)
    line = {"color": look.theme.selected, "width": 2}
    return {
        "type": "rect",
        "name": "selected",
        "x0": left,
        "x1": right,
        "y0": top,
        "y1": bottom,
        "line": line,
    }


def columns_axis(grid: Grid) -> dict[str, Any]:
    """Bare across; hover names every cell's head."""
    names = [f"H{x // (grid.width + grid.between)}" for x in range(grid.shape[1])]
    return bare(names) | {"range": [-0.5, grid.shape[1] - 0.5], "constraintoward": "left"}


def rows_axis(steps: list[AttentionStep], grid: Grid) -> dict[str, Any]:
    """Bare downwards, layer 0 at the top; hover names every cell's layer."""
    names = [f"L{steps[y // (grid.above + grid.height)].site.layer}" for y in range(grid.shape[0])]
    settings = {"range": [grid.shape[0] - 0.5, -0.5], "scaleanchor": "x", "constraintoward": "top"}
    return bare(names) | settings


def bare(names: list[str]) -> dict[str, Any]:
    """An axis without ticks or lines, with a name for each whole number on hover."""
    return {
        "labelalias": {str(i): name for i, name in enumerate(names)},
        "showticklabels": False,
        "showgrid": False,
        "zeroline": False,
        "exponentformat": "none",
        "hoverformat": "d",
        "constrain": "domain",
    }
