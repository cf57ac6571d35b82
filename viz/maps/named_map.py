"""A map of numbers whose rows and columns have names or tokens: layer × head, sublayer × token, measure × head."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from headlight.analysis.head_measures import Weights
from headlight.viz.maps.marks import hatched_ground
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.paint import Paint
from headlight.viz.style.theme import apply

ROW, AROUND = 30, 62
"""Pixels: a row's height, and what stands below the map; notes above it come on top."""
TALLEST = 32
"""More rows than this share the height of so many."""
MOST_NUMBERS = 8
"""Up to so many columns, cells are wide enough, on a phone too, to have their numbers printed in them."""

Axis = dict[str, Any]


@dataclass(frozen=True, eq=False)
class NamedMap:
    """What is printed around the numbers.

    Attributes:
        title, notes: the heading, and the lines under it.
        rows, columns: Plotly axes, see `names_axis` and `viz.style.ticks.token_axis`.
        value: what a number is called on hover.
        paint: how numbers become colours.
        digits: how a number is printed on hover, and in a cell.
        hatched: whether there are gaps, to be shown as masked.
        row: a row's height in pixels.
    """

    title: str
    notes: tuple[str, ...]
    rows: Axis
    columns: Axis
    value: str
    paint: Paint
    digits: tuple[str, str] = (".4f", ".2f")
    hatched: bool = False
    row: int = ROW

    def draw(self, z: Weights, look: Look) -> go.Figure:
        """The map; `data[0].z` holds the numbers [row, column], NaN for gaps. The first row is at the top."""
        precise, short = self.digits
        figure = go.Figure(
            go.Heatmap(
                z=z,
                hoverongaps=False,
                hovertemplate=f"<b>%{{y}}</b>  %{{x}}<br>{self.value} <b>%{{z:{precise}}}</b><extra></extra>",
                texttemplate=f"%{{z:{short}}}" if z.shape[1] <= MOST_NUMBERS else None,
                xgap=1,
                ygap=1,
                **self.paint.heatmap(),
            )
        )
        down = self.rows | {"range": [z.shape[0] - 0.5, -0.5]}
        figure.update_layout(
            title={"text": self.title},
            xaxis=self.columns,
            yaxis=down,
            images=[hatched_ground(look.theme)] if self.hatched else [],
            uirevision=self.title,
        )
        noted(apply(figure, look.theme), [*self.notes, self.paint.legend()], look)
        height = self.row * min(TALLEST, z.shape[0])
        return figure.update_layout(height=round(AROUND + height + figure.layout.margin.t))


def names_axis(names: Sequence[str], title: str = "") -> Axis:
    """An axis with names at 0 … n − 1, all of them printed; hover gives the same names."""
    places = range(len(names))
    return {
        "title": {"text": title},
        "type": "linear",
        "tickmode": "array",
        "tickvals": list(places),
        "ticktext": list(names),
        "labelalias": {str(i): name for i, name in zip(places, names, strict=True)},
        "exponentformat": "none",
        "hoverformat": "d",
        "range": [-0.5, len(names) - 0.5],
        "showgrid": False,
        "zeroline": False,
    }


def column_frame(index: int, look: Look) -> dict[str, Any]:
    """A frame around one column, as a layout shape."""
    return {
        "type": "rect",
        "name": "selected",
        "x0": index - 0.5,
        "x1": index + 0.5,
        "yref": "y domain",
        "y0": 0,
        "y1": 1,
        "line": {"color": look.theme.selected, "width": 2},
    }


def cell_frame(row: int, column: int, look: Look) -> dict[str, Any]:
    """A frame around one cell, as a layout shape."""
    return column_frame(column, look) | {"yref": "y", "y0": row - 0.5, "y1": row + 0.5}
