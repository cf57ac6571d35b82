"""All heads at once: every layer a row of tiles, every head a tile.

One heatmap with gaps, since a subplot per head takes seconds. Each tile is a small map of its own, read as the large
one is; long texts are pooled, and the figure says so.
"""

from functools import partial
from typing import Any, Literal

import numpy as np
import plotly.graph_objects as go

from headlight.analysis.scores import weight_matrix
from headlight.analysis.tables import tile_table
from headlight.model.rows import in_parts
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.tiles import Grid, Matrix, assembled, pooled, pooling
from headlight.viz.selection import Selection
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import Paint, paint_weights
from headlight.viz.style.theme import apply

SharedScale = Literal["unit", "log"]


def mosaic(
    trace: Trace, selection: Selection, look: Look = DEFAULT_LOOK, scale: SharedScale = "unit"
) -> Drawing:
    """Every layer and head of the selection's stack and kind of attention; the selected head is framed.

    The table is `analysis.tables.tile_table`: columns site, layer, head, query, key (or their blocks), weight.

    Args:
        trace: one model's reading of one text.
        selection: the head to frame.
        look: theme and words.
        scale: "unit" or "log"; all tiles share it, so that they can be compared.

    Raises:
        ValueError: if the selection is not in the trace, or there is no such scale.
    """
    if scale not in ("unit", "log"):
        raise ValueError(f"expected a scale that all heads can share, unit or log, got {scale!r}")
    selection.step(trace)
    kind = selection.site.stack, selection.site.kind
    steps = [step for step in trace.steps if (step.site.stack, step.site.kind) == kind]
    side = pooling(steps)
    tiles = [[tile(step, head, side) for head in range(step.n_heads)] for step in steps]
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
    maps = {
        (step.site, head): found
        for step, layer in zip(steps, tiles, strict=True)
        for head, found in enumerate(layer)
    }
    return Drawing(apply(figure, look.theme), partial(tile_table, maps, side))


def tile(step: AttentionStep, head: int, side: int) -> Matrix:
    """The largest weight of each block of one head's map, a few rows at a time; NaN where all are masked."""
    parts = [pooled(weight_matrix(part, head), side) for part in in_parts(step, side)]
    return np.concatenate(parts) if parts else weight_matrix(step, head)


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
