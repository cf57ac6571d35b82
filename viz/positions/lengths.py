"""Loss against position, far beyond the rows a model was trained on: one measured line a model, its interval a band."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from headlight.viz.drawing import Drawing
from headlight.viz.positions.family import NAMES, line_of, marker_of
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.scales import faded
from headlight.viz.style.words import Phrase

AxisScale = Literal["log", "linear"]
Measured = Mapping[str, Any]
"""As cards have it:

    {"trained_on": 64, "passages": 200, "spans": [[1, 8], …], "loss": [nats …], "interval": [[low, high], …]}
"""

TITLE = Phrase("Loss against position", "损失与位置")
NOTE = Phrase(
    "{passages} held-out passages; bands: 95 % intervals", "{passages} 段留出的文本；色带：95% 区间"
)
LOSS = Phrase("mean −ln p of the next token, nats", "下一词元 −ln p 的平均，nats")
SHORT = Phrase("loss", "损失")
POSITIONS = Phrase("positions", "位置")
TRAINED = Phrase("trained on {n} tokens", "训练长度 {n}")
HEIGHT = 460


def loss_by_position(
    measured: Mapping[str, Measured], look: Look = DEFAULT_LOOK, scale: AxisScale = "log"
) -> Drawing:
    """A band and a line for each encoding; a line stands in the middle of each span. Where training ended is marked.

    Args:
        measured: by encoding, as cards have it.
        look: theme and words.
        scale: of the positions.
    """
    words = look.words
    passages = sorted({table["passages"] for table in measured.values()})
    note = NOTE.of(words).format(passages=" / ".join(map(str, passages)))
    figure = chart(TITLE.of(words), note, (words.position, LOSS.of(words)), look)
    for encoding, table in measured.items():
        x = [middle(span, scale) for span in table["spans"]]
        figure.add_traces([band(x, table["interval"], encoding, look), curve(x, table, encoding, look)])
    for length in sorted({table["trained_on"] for table in measured.values()}):
        mark_training(figure, length, scale, look)
    farthest = max(last for table in measured.values() for _, last in table["spans"])
    ends = [math.log10(0.9), math.log10(farthest * 1.1)] if scale == "log" else [0, farthest * 1.02]
    figure.update_xaxes(type=scale, range=ends, exponentformat="none")
    if scale == "log":
        figure.update_xaxes(tickvals=[2**power for power in range(farthest.bit_length())])
    return Drawing(figure.update_layout(showlegend=True, height=HEIGHT), measured_table(measured))


def measured_table(measured: Mapping[str, Measured]) -> pd.DataFrame:
    """A row for each encoding and span of positions; loss and its interval in nats."""
    rows = [
        (encoding, *span, loss, *ends, table["passages"], table["trained_on"])
        for encoding, table in measured.items()
        for span, loss, ends in zip(table["spans"], table["loss"], table["interval"], strict=True)
    ]
    places = ["encoding", "first_position", "last_position"]
    values = ["loss", "interval_low", "interval_high", "passages", "trained_on"]
    return pd.DataFrame(rows, columns=places + values)


def middle(span: Sequence[int], scale: AxisScale) -> float:
    """Where a span of positions is drawn: in its middle, as the axis goes."""
    first, last = span
    return float((first * last) ** 0.5 if scale == "log" else (first + last) / 2)


def mark_training(figure: go.Figure, length: int, scale: AxisScale, look: Look) -> None:
    """A line where training ended, with its name; on a logarithmic axis Plotly wants a note's place as a logarithm."""
    end = length - 0.5
    line = {"color": look.theme.muted, "width": 1.5, "dash": "dot"}
    figure.add_shape(type="line", x0=end, x1=end, yref="y domain", y0=0, y1=1, line=line)
    figure.add_annotation(
        text=TRAINED.of(look.words).format(n=length),
        x=math.log10(end) if scale == "log" else end,
        xanchor="left",
        yref="y domain",
        y=1,
        yanchor="top",
        showarrow=False,
        font={"color": look.theme.muted},
    )


def curve(x: Sequence[float], table: Measured, encoding: str, look: Look) -> go.Scatter:
    """One model's losses; hover gives the span of positions, the loss and its interval."""
    words = look.words
    name = NAMES[encoding].of(words)
    said = [[f"{a}–{b}", *ends] for (a, b), ends in zip(table["spans"], table["interval"], strict=True)]
    hover = (
        f"<b>{name}</b><br>{POSITIONS.of(words)} %{{customdata[0]}}<br>"
        f"{SHORT.of(words)} <b>%{{y:.3f}}</b> (%{{customdata[1]:.3f}} – %{{customdata[2]:.3f}})<extra></extra>"
    )
    return go.Scatter(
        x=list(x),
        y=list(table["loss"]),
        name=name,
        legendgroup=encoding,
        mode="lines+markers",
        line=line_of(encoding, look),
        marker=marker_of(encoding, look),
        customdata=said,
        hovertemplate=hover,
    )


def band(x: Sequence[float], intervals: Sequence[Sequence[float]], encoding: str, look: Look) -> go.Scatter:
    """From the lower ends of the intervals there, and back along the upper ones."""
    low, high = zip(*intervals, strict=True)
    return go.Scatter(
        x=[*x, *reversed(x)],
        y=[*low, *reversed(high)],
        fill="toself",
        fillcolor=faded(line_of(encoding, look)["color"], 0.14),
        line={"width": 0},
        mode="lines",
        legendgroup=encoding,
        hoverinfo="skip",
        showlegend=False,
    )
