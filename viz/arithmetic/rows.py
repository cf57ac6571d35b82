"""Vectors under each other over one axis: what meets in a column belongs together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import Look
from headlight.viz.style.ticks import escaped

ROW, GAP = 74, 26  # pixels: a row's height, and what is above it for its name
UNDER = 64  # pixels: the axis that all rows share


@dataclass(frozen=True, eq=False)
class Row:
    """One vector.

    Attributes:
        name: what it is, above it; not escaped.
        values: one for each column, NaN for a gap; a shorter vector ends early.
        column: its name in the table.
        running: whether it is drawn as a line, as sums that grow from column to column are.
    """

    name: str
    values: NDArray[Any]
    column: str
    running: bool = False


@dataclass(frozen=True, eq=False)
class Columns:
    """What the rows share.

    Attributes:
        axis: a Plotly axis.
        labels: what each column is called on hover; escaped.
        places: what they are in the table, by the names of its columns.
        lit: the column that is marked, if any.
    """

    axis: dict[str, Any]
    labels: Sequence[str]
    places: Mapping[str, Sequence[Any]]
    lit: int | None = None


def rows_of_bars(heading: tuple[str, str], rows: Sequence[Row], columns: Columns, look: Look) -> Drawing:
    """Bars, a row for each vector; `data[i].y` is `rows[i].values`. `heading`: title, and what is under it."""
    theme = look.theme
    figure = chart(*heading, ("", ""), look)
    inner = len(rows) * (ROW + GAP)
    for i, row in enumerate(rows):
        bottom = 1 - ((i + 1) * (ROW + GAP)) / inner
        place = "" if i == 0 else str(i + 1)
        figure.add_trace(drawn(row, columns, look).update(xaxis="x", yaxis=f"y{place}"))
        scale = {"domain": [bottom, bottom + ROW / inner], "anchor": "x", "nticks": 4, "zeroline": True} | {
            "exponentformat": "power"
        }
        figure.update_layout({f"yaxis{place}": scale | {"showgrid": True, "fixedrange": True}})
        figure.add_annotation(
            text=symbol(row.name),
            x=0,
            y=bottom + ROW / inner,
            xref="paper",
            yref="paper",
            xanchor="left",
            yanchor="bottom",
            showarrow=False,
            font={"color": theme.text, "size": theme.size - 1},
        )
    lowest = "y" if len(rows) == 1 else f"y{len(rows)}"
    figure.update_layout(
        xaxis=columns.axis | {"anchor": lowest},
        showlegend=False,
        bargap=0.15,
        margin={"b": UNDER},
        height=round(inner + 5.4 * theme.size + UNDER),
    )
    vectors = {row.column: pd.Series(row.values) for row in rows}
    return Drawing(
        figure, pd.DataFrame({name: pd.Series(some) for name, some in columns.places.items()} | vectors)
    )


def drawn(row: Row, columns: Columns, look: Look) -> go.Bar | go.Scatter:
    """One row, as bars or as a line."""
    theme, n = look.theme, len(row.values)
    shared = {
        "x": np.arange(n),
        "y": row.values,
        "customdata": list(columns.labels[:n]),
        "hovertemplate": f"%{{customdata}}<br>{symbol(row.name)}  <b>%{{y:.5g}}</b><extra></extra>",
    }
    if row.running:
        return go.Scatter(**shared, mode="lines", line={"color": theme.accent, "width": 2, "shape": "hvh"})
    colours = [theme.selected if i == columns.lit else theme.accent for i in range(n)]
    return go.Bar(**shared, marker={"color": colours, "line": {"width": 0}})


def symbol(text: str) -> str:
    """`W_q q` with a true subscript; everything else as it stands."""
    return re.sub(r"_(\w)", r"<sub>\1</sub>", escaped(text))


def dimensions(numbers: Sequence[int], look: Look, most: int = 16) -> Columns:
    """Columns that are dimensions, in this order."""
    step = max(1, -(-len(numbers) // most))
    printed = range(0, len(numbers), step)
    word = look.words.dimension
    axis = {
        "title": {"text": word},
        "tickmode": "array",
        "tickvals": list(printed),
        "ticktext": [str(numbers[i]) for i in printed],
        "range": [-0.5, len(numbers) - 0.5],
        "showgrid": False,
        "zeroline": False,
    }
    return Columns(axis, [f"{word} {number}" for number in numbers], {"dimension": numbers})
