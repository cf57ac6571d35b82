"""What two readings expect at the same place: the most probable tokens of either, with both probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.divergence import kullback_leibler, log_probabilities
from headlight.analysis.effect import moved
from headlight.analysis.scores import storable
from headlight.model.trace import Prediction
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import short_label

COUNT = 6  # most probable tokens of each reading
BAR, AROUND, ASIDE = 34, 165, 60  # pixels: a token's two bars, everything else, the numbers at the right
LINE = 15  # of each further line of notes


@dataclass(frozen=True)
class Expected:
    """One row of a model's prediction."""

    prediction: Prediction
    position: int

    @property
    def alone(self) -> Prediction:
        """The same row as a prediction of its own."""
        return replace(self.prediction, logits=self.prediction.logits[self.position][None])


@dataclass(frozen=True)
class Shift:
    """One token's probability in both readings.

    Attributes:
        label: how the token is shown; not escaped.
        left, right: its probability in A and in B.
    """

    label: str
    left: float
    right: float


def shifts(left: Expected, right: Expected, count: int = COUNT) -> tuple[Shift, ...]:
    """The `count` most probable tokens of A and of B together, by the larger of both probabilities.

    Raises:
        ValueError: if the two predict tokens of different vocabularies.
    """
    check(left, right)
    found = moved(left.alone, right.alone, 0, count)
    return tuple(
        Shift(left.prediction.vocabulary[id], before, after)
        for id, before, after in zip(found["token"], found["before"], found["after"], strict=True)
    )


def shift_in_nats(left: Expected, right: Expected) -> float:
    """KL(A ‖ B) over the whole vocabulary; ValueError if it is not one."""
    check(left, right)
    return kullback_leibler(*(log_probabilities(side.prediction, side.position) for side in (left, right)))


def predictions(left: Expected, right: Expected, look: Look = DEFAULT_LOOK) -> Drawing:
    """Two bars for each token: A above, B below; `data[0].x` and `data[1].x` are the probabilities."""
    found = shifts(left, right)
    kl, n = shift_in_nats(left, right), len(left.prediction.vocabulary)
    note = look.t("compare-predictions-note", kl=kl, n=n)
    figure = chart(look.t("compare-predictions-title"), note, (look.t("term-probability"), ""), look)
    add_bars(figure, "A", look.theme.lines[0], [shift.left for shift in found])
    add_bars(figure, "B", look.theme.lines[1], [shift.right for shift in found])
    add_changes(figure, found, look)
    arrange(figure, found, look)
    return Drawing(figure, table_of(found))


def add_bars(figure: go.Figure, name: str, colour: str, probabilities: Sequence[float]) -> None:
    """One reading's bars, the most probable token at the top."""
    figure.add_bar(
        x=probabilities,
        y=np.arange(len(probabilities)),
        name=name,
        orientation="h",
        marker={"color": colour},
        hovertemplate=f"{name}  <b>%{{x:.4f}}</b><extra></extra>",
    )


def add_changes(figure: go.Figure, found: Sequence[Shift], look: Look) -> None:
    """Behind each token's bars, by how much its probability changes."""
    for place, shift in enumerate(found):
        figure.add_annotation(
            x=1,
            xref="paper",
            xanchor="left",
            xshift=6,
            y=place,
            text=points(shift),
            showarrow=False,
            font={"color": look.theme.text, "size": look.theme.size - 1},
        )


def arrange(figure: go.Figure, found: Sequence[Shift], look: Look) -> None:
    """Room for every token, its name beside its bars, and for the numbers at the right."""
    end = max((max(shift.left, shift.right) for shift in found), default=1.0)
    figure.update_layout(
        barmode="group",
        height=AROUND + BAR * len(found),
        title_pad_b=2.9 * look.theme.size + LINE,
        margin={"t": 5.4 * look.theme.size + LINE, "r": ASIDE, "b": 64},
        xaxis={"range": [0, end * 1.02], "tickformat": ".0%"},
        yaxis={
            "tickvals": np.arange(len(found)),
            "ticktext": [short_label(shift.label) for shift in found],
            "range": [len(found) - 0.5, -0.5],
            "showgrid": False,
            "zeroline": False,
        },
    )


def table_of(found: Sequence[Shift]) -> pd.DataFrame:
    """Columns token, probability_a, probability_b, difference (B − A)."""
    rows = [(storable(shift.label), shift.left, shift.right, shift.right - shift.left) for shift in found]
    return pd.DataFrame(rows, columns=["token", "probability_a", "probability_b", "difference"])


def points(shift: Shift) -> str:
    """`+12.3`, B's percentage minus A's, with a true minus sign."""
    change = 100 * (shift.right - shift.left)
    return f"{change:+.1f}".replace("-", "−") if abs(change) >= 0.05 else "±0.0"


def check(left: Expected, right: Expected) -> None:
    """ValueError unless both predict tokens of one vocabulary."""
    sizes = len(left.prediction.vocabulary), len(right.prediction.vocabulary)
    if tuple(left.prediction.vocabulary) != tuple(right.prediction.vocabulary):
        raise ValueError(f"expected one vocabulary, got two, of {sizes[0]} and {sizes[1]} tokens")
