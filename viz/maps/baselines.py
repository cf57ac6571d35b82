"""Beside a map of heads, each of its rows on a line: the heads as points, even attention, and untrained heads.

The untrained heads are drawn by their mean and range, since none of them corresponds to one of the trained.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.measure_table import Spread, spread
from headlight.viz.style.look import Look
from headlight.viz.style.paint import number

MAP, POINTS = (0.0, 0.55), (0.63, 1.0)
"""Shares of the width."""
ROOM = 0.06
"""Of the points' axis, beyond the outermost on either side."""
ABOVE = 0.3
"""Of a row: how far the heads stand above even attention and the untrained heads, where they would hide each other."""


@dataclass(frozen=True, eq=False)
class Row:
    """One row of the map.

    Attributes:
        names, values: of its heads.
        even: what attention spread evenly would give.
        n: rows of weights that each value is a mean over.
        untrained: of heads that were never trained.
    """

    names: Sequence[str]
    values: Sequence[float]
    even: float
    n: int
    untrained: Spread


def row_of(table: pd.DataFrame) -> Row:
    """One measure of several heads, a row for each, as `analysis.measure_table.with_untrained` gives it."""
    return Row(
        [f"L{site.layer}H{head}" for site, head in zip(table["site"], table["head"], strict=True)],
        table["value"].tolist(),
        spread(table["uniform"].to_numpy()).mean,
        int(table["n"].max()),
        spread(table["untrained"].to_numpy()),
    )


def key(look: Look) -> str:
    """What each sign means, for a line under the title."""
    theme = look.theme
    signs = {"head": ("●", theme.accent), "untrained": ("◇", theme.lines[1]), "even": ("┃", theme.muted)}
    return look.t(
        "map-baselines-key",
        **{name: f"<span style='color:{colour}'>{sign}</span>" for name, (sign, colour) in signs.items()},
    )


def said(found: Spread, look: Look) -> str:
    """The untrained heads in one line of numbers."""
    figures = {name: number(getattr(found, name)) for name in ("least", "mean", "most")}
    return look.t("map-baselines-said", heads=found.heads, **figures)


def beside(figure: go.Figure, rows: Sequence[Row], value: str, selected: str, look: Look) -> go.Figure:
    """Narrow the map and draw its rows' points to the right of it; the figure, changed in place.

    Args:
        figure: a map with these rows, see `viz.maps.named_map`; its first trace.
        rows: from the top.
        value: what a number is called.
        selected: the name of the head to mark.
        look: theme and language.
    """
    figure.data[0].name = value
    figure.add_traces([heads(rows, selected, look), evens(rows, look), *untrained(rows, look)])
    names = figure.layout.yaxis.to_plotly_json()
    bottom, top = names["range"]
    raised = {
        "overlaying": "y",
        "range": [bottom + ABOVE, top + ABOVE],
        "showticklabels": False,
        "title": None,
    }
    return figure.update_layout(
        xaxis={"domain": MAP},
        xaxis2=points_axis(rows, value),
        yaxis2=names | raised | {"anchor": "x2"},
        showlegend=False,
    )


def points_axis(rows: Sequence[Row], value: str) -> dict[str, Any]:
    """The points' axis."""
    return {
        "domain": POINTS,
        "anchor": "y",
        "range": limits(rows),
        "nticks": 4,
        "tickangle": 0,
        "zeroline": False,
        "title": {"text": value},
    }


def heads(rows: Sequence[Row], selected: str, look: Look) -> go.Scatter:
    """A filled point for each head."""
    names = [name for row in rows for name in row.names]
    colours = [look.theme.selected if name == selected else look.theme.accent for name in names]
    places = [place for place, row in enumerate(rows) for _ in row.names]
    sizes = [10 if name == selected else 7 for name in names]
    values = [value for row in rows for value in row.values]
    marker = {"symbol": "circle", "size": sizes, "color": colours, "opacity": 0.75}
    drawn = points(look.t("map-baselines-heads"), (values, places, names), marker, "<b>%{text}</b>")
    return drawn.update(yaxis="y2")


def evens(rows: Sequence[Row], look: Look) -> go.Scatter:
    """A stroke in each row where even attention is."""
    t = look.t
    texts = [t("map-baselines-rows", n=row.n) for row in rows]
    marker = {"symbol": "line-ns", "size": 18, "line": {"width": 2, "color": look.theme.muted}}
    name = t("map-baselines-even")
    return points(name, ([row.even for row in rows], range(len(rows)), texts), marker, f"{name}, %{{text}}")


def untrained(rows: Sequence[Row], look: Look) -> list[go.Scatter]:
    """In each row a hollow diamond at the mean, on a bar from a stroke at the smallest to one at the largest."""
    t, colour, found = look.t, look.theme.lines[1], [row.untrained for row in rows]
    texts = [t("map-baselines-count", n=each.heads) for each in found]
    stroke = {"symbol": "line-ns", "size": 9, "line": {"width": 2, "color": colour}}
    diamond = {"symbol": "diamond-open", "size": 10, "color": colour, "line": {"width": 2}}
    drawn = []
    for phrase, attribute, marker in (
        ("map-baselines-least", "least", stroke),
        ("map-baselines-most", "most", stroke),
        ("map-baselines-mean", "mean", diamond),
    ):
        ends, name = [getattr(each, attribute) for each in found], t(phrase)
        drawn.append(points(name, (ends, range(len(rows)), texts), marker, f"{name}, %{{text}}"))
    return [*drawn[:2], drawn[2].update(error_x=bar(found, colour))]


def bar(found: Sequence[Spread], colour: str) -> dict[str, Any]:
    """From the smallest to the largest, about the mean."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [each.most - each.mean for each in found],
        "arrayminus": [each.mean - each.least for each in found],
        "color": colour,
        "thickness": 2,
        "width": 0,
    }


def points(
    name: str, where: tuple[Sequence[float], Sequence[int], Sequence[str]], marker: dict[str, Any], about: str
) -> go.Scatter:
    """Points at (number, row), with a text for hover and for a table."""
    values, places, texts = where
    return go.Scatter(
        name=name,
        x=list(values),
        y=list(places),
        text=list(texts),
        mode="markers",
        marker=marker,
        xaxis="x2",
        hovertemplate=f"%{{y}}<br>{about} <b>%{{x:.4f}}</b><extra></extra>",
    )


def limits(rows: Sequence[Row]) -> list[float]:
    """From 0, or the smallest below it, to the largest, with some room on either side."""
    of_each = ([*row.values, row.even, row.untrained.least, row.untrained.most] for row in rows)
    drawn = np.array([value for row in of_each for value in row])
    found = drawn[np.isfinite(drawn)]
    low, high = float(found.min(initial=0.0)), float(found.max(initial=0.0))
    room = ROOM * ((high - low) or 1.0)
    return [low - room, high + room]
