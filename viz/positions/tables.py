"""Encodings that are a table, a vector for each position: sinusoidal and learned ones. And the want of any.

A table is [n, d], positions by dimensions: `analysis.positions.sinusoidal`, or a model's own.
"""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.positions import by_distance, similarity
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import paint_symmetric
from headlight.viz.style.scales import faded
from headlight.viz.style.words import Phrase

Table = NDArray[np.floating[Any]]
TRAINED = Phrase("trained up to here", "训练到此为止")


def position_heatmap(table: Table, look: Look = DEFAULT_LOOK, trained: int | None = None) -> Drawing:
    """Position (down) × dimension (across); `data[0].z` is the table. `trained`: a line is drawn under so many rows."""
    words = look.words
    figure = signed_map(
        table,
        words.position_map_title,
        (words.dimension, words.position, words.value),
        look,
    )
    if trained is not None:
        line = {"color": look.theme.selected, "width": 2}
        said = {
            "text": TRAINED.of(words),
            "font": {"color": look.theme.selected},
            "bgcolor": look.theme.paper,
        }
        figure.add_hline(y=trained - 0.5, line=line, annotation=said, annotation_position="top right")
    return Drawing(figure, matrix_table(table, "position", "dimension"))


def position_similarity_map(table: Table, look: Look = DEFAULT_LOOK) -> Drawing:
    """Dot products of every two positions, [n, n]: stripes along the diagonal mean that distance is what counts."""
    words = look.words
    products = similarity(table)
    figure = signed_map(
        products,
        words.similarity_map_title,
        (words.position, words.position, words.similarity),
        look,
    )
    figure.update_yaxes(scaleanchor="x", constrain="domain", constraintoward="top")
    figure.update_xaxes(constrain="domain", constraintoward="left")
    return Drawing(figure, partial(matrix_table, products, "position", "other_position", "dot_product"))


def position_waves(table: Table, dimensions: Sequence[int], look: Look = DEFAULT_LOOK) -> Drawing:
    """The values of some dimensions over all positions, a line each.

    Raises:
        ValueError: for a dimension the table does not have.
    """
    words = look.words
    d = table.shape[1]
    if wrong := [i for i in dimensions if not 0 <= i < d]:
        raise ValueError(f"expected dimensions from 0 to {d - 1}, got {', '.join(map(str, wrong))}")
    figure = chart(words.waves_title, "", (words.position, words.value), look)
    for i in dimensions:
        figure.add_scatter(
            y=table[:, i],
            name=f"{words.dimension} {i}",
            mode="lines",
            line={"width": 2},
            hovertemplate=f"{words.position} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>",
        )
    values = matrix_table(table, "position", "dimension")
    drawn = values[values["dimension"].isin(dimensions)].reset_index(drop=True)
    return Drawing(figure.update_layout(showlegend=True), drawn)


def position_similarity(table: Table, look: Look = DEFAULT_LOOK) -> Drawing:
    """Mean dot product of two positions against their distance, with the range from smallest to largest."""
    words, theme = look.words, look.theme
    by = by_distance(similarity(table))
    figure = chart(words.similarity_title, "", (words.distance, words.similarity), look)
    figure.add_scatter(
        x=by["distance"], y=by["smallest"], line={"width": 0}, hoverinfo="skip", showlegend=False
    )
    figure.add_scatter(
        x=by["distance"],
        y=by["largest"],
        name=words.similarity_range,
        fill="tonexty",
        fillcolor=faded(theme.accent, 0.2),
        line={"width": 0},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=by["distance"],
        y=by["mean"],
        name=words.similarity_mean,
        line={"width": 2.5, "color": theme.accent},
        hovertemplate=f"{words.distance} <b>%{{x}}</b><br>{words.similarity} <b>%{{y:.4f}}</b><extra></extra>",
    )
    return Drawing(figure.update_traces(mode="lines").update_layout(showlegend=True), by)


def no_positions(look: Look = DEFAULT_LOOK) -> Drawing:
    """A figure that says that there is nothing to draw, and why that can work."""
    words = look.words
    figure = chart(words.no_positions_title, "", ("", ""), look)
    figure.update_xaxes(visible=False).update_yaxes(visible=False)
    figure.add_annotation(
        text=words.no_positions_note,
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.6,
        showarrow=False,
        font={"size": look.theme.size + 2, "color": look.theme.muted},
    )
    return Drawing(figure, pd.DataFrame())


def matrix_table(values: Table, down: str, across: str, value: str = "value") -> pd.DataFrame:
    """A matrix as a row for each cell: columns named after what counts its rows and its columns, and the value."""
    rows, columns = values.shape
    places = {down: np.repeat(np.arange(rows), columns), across: np.tile(np.arange(columns), rows)}
    return pd.DataFrame(places | {value: values.ravel()})


def signed_map(values: Table, title: str, names: tuple[str, str, str], look: Look) -> go.Figure:
    """A heatmap coloured around 0, row 0 at the top; `names` are those of x, y and the values."""
    across, down, name = names
    paint = paint_symmetric(look.words.scale_signed, values, look)
    figure = chart(title, paint.legend(), (across, down), look)
    lines = f"{down} <b>%{{y}}</b>", f"{across} <b>%{{x}}</b>", f"{name} <b>%{{z:.4f}}</b>"
    figure.add_heatmap(
        z=values.astype(np.float32), hovertemplate="<br>".join(lines) + "<extra></extra>", **paint.heatmap()
    )
    return figure.update_yaxes(range=[len(values) - 0.5, -0.5], showgrid=False, zeroline=False).update_xaxes(
        range=[-0.5, values.shape[1] - 0.5]
    )
