"""Small line charts of a network that learns: one figure, one quantity, against steps.

Several stand beside each other and are drawn again while the lines grow, so each is bare: a title and two axes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from headlight.viz.drawing import Drawing
from headlight.viz.style.look import Look
from headlight.viz.style.theme import EDGE, Theme, apply

Of = Literal["first", "second", "before"]
HEIGHT = 250
SMALLEST = 1e-8
"""What a logarithmic axis shows of zero."""
MARKS = {"first": "circle", "second": "diamond-open", "before": "line-ew"}
"""The sign at the end of a line, which tells networks apart without their colours."""


@dataclass(frozen=True)
class Curve:
    """One line.

    Attributes:
        of: whose: the network that was chosen, the one beside it, or an earlier one.
        name: what it is, for hover.
        steps, values: as many of both; None where nothing was measured.
        thin: whether it is dotted, as what stands beside something more important.
    """

    of: Of
    name: str
    steps: Sequence[int]
    values: Sequence[float | None]
    thin: bool = False


@dataclass(frozen=True)
class Chart:
    """What is printed around the lines.

    Attributes:
        title, unit: the quantity, and what it is measured in.
        step: what the horizontal axis is called.
        last: where that axis ends.
        logarithmic: whether the vertical axis is.
        unit_interval: whether the quantity lies between 0 and 1, and all of that is shown.
    """

    title: str
    unit: str
    step: str
    last: int
    logarithmic: bool = False
    unit_interval: bool = False

    def draw(self, curves: Sequence[Curve], look: Look) -> Drawing:
        """A trace for each curve, in their order; `y` holds its values, raised to `SMALLEST` on a logarithmic axis."""
        figure = go.Figure([self._line(curve, look) for curve in curves])
        figure.update_layout(
            title={
                "text": self.title,
                "subtitle": {"text": self.unit, "font": {"size": look.theme.size - 2}},
                "font": {"size": look.theme.size},
                "pad": {"b": 28, "l": EDGE},
            },
            margin={"t": 54, "l": EDGE, "r": 28, "b": EDGE},
            height=HEIGHT,
            showlegend=False,
            hovermode="closest",
            xaxis={"title": {"text": self.step}, "range": [0, self.last], "showgrid": False, "nticks": 5},
            yaxis=self._upwards(),
            uirevision=f"{self.title} {self.last}",
        )
        rows = [
            (curve.of, curve.name, step, value)
            for curve in curves
            for step, value in zip(curve.steps, curve.values, strict=True)
        ]
        table = pd.DataFrame(rows, columns=["network", "curve", "step", "value"])
        return Drawing(apply(figure, look.theme), table.astype({"value": float}))

    def _upwards(self) -> dict[str, Any]:
        if self.logarithmic:
            return {"type": "log", "dtick": 1, "exponentformat": "power", "nticks": 5}
        settings: dict[str, Any] = {"nticks": 5, "rangemode": "tozero", "zeroline": False}
        return settings | ({"range": [0, 1.04]} if self.unit_interval else {})

    def _line(self, curve: Curve, look: Look) -> go.Scatter:
        values = [self._shown(value) for value in curve.values]
        colour = colour_of(curve.of, look.theme)
        return go.Scatter(
            x=list(curve.steps),
            y=values,
            name=curve.name,
            mode="lines+markers",
            cliponaxis=False,
            line={"color": colour, "width": 1 if curve.thin else 2, "dash": "dot" if curve.thin else "solid"},
            marker={
                "symbol": MARKS[curve.of],
                "color": colour,
                "opacity": 1,
                "size": [0] * (len(values) - 1) + [7],
            },
            opacity=0.75 if curve.of == "before" else 1,
            hovertemplate=f"{curve.name}<br>{self.step} %{{x}}  <b>%{{y:.4g}}</b><extra></extra>",
        )

    def _shown(self, value: float | None) -> float | None:
        return max(value, SMALLEST) if self.logarithmic and value is not None else value


def colour_of(of: Of, theme: Theme) -> str:
    """The colour of one network's lines."""
    return {"first": theme.lines[0], "second": theme.lines[1], "before": theme.muted}[of]
