"""One pair of dimensions as a clock: every position is a hand, turned on from the one before by the same angle."""

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.positions_shift import frequencies
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.scales import graded
from headlight.viz.style.words import Phrase

TITLE = Phrase("Pair {pair} as a clock", "第 {pair} 对维度的钟")
NOTE = Phrase(
    "one hand a position, {degrees}° further each time; 12 o’clock = position 0",
    "每个位置一根指针，每次再转 {degrees}°；12 点方向 = 位置 0",
)
TURNED = Phrase("turned by", "转角")
HEIGHT = 380


def pair_clock(pair: int, n: int, d: int, look: Look = DEFAULT_LOOK, base: float = 10_000.0) -> Drawing:
    """The hands of positions 0 … n − 1 for one pair; upwards is the cosine, to the right the sine.

    Raises:
        ValueError: for a pair that d dimensions do not have.
    """
    if not 0 <= pair < d // 2:
        raise ValueError(f"expected a pair from 0 to {d // 2 - 1}, got {pair}")
    words, theta = look.words, float(frequencies(d, base)[pair])
    note = NOTE.of(words).format(degrees=f"{np.degrees(theta):.4g}")
    figure = chart(TITLE.of(words).format(pair=pair), note, ("sin", "cos"), look)
    turn = np.linspace(0, 2 * np.pi, 181)
    rim = {"color": look.theme.grid, "width": 1.5}
    figure.add_scatter(
        x=np.sin(turn), y=np.cos(turn), mode="lines", line=rim, hoverinfo="skip", showlegend=False
    )
    for position, colour in enumerate(graded(look.theme.sequential, n)):
        figure.add_trace(hand(position, theta * position, colour, look))
    whole = {"range": [-1.15, 1.15], "showgrid": False, "zeroline": True, "constrain": "domain"}
    figure.update_xaxes(constraintoward="left", **whole)
    figure.update_yaxes(scaleanchor="x", constraintoward="top", **whole)
    turns = theta * np.arange(n)
    hands = {"turn_degrees": np.degrees(turns), "sine": np.sin(turns), "cosine": np.cos(turns)}
    table = pd.DataFrame({"pair": pair, "position": np.arange(n)} | hands)
    return Drawing(figure.update_layout(height=HEIGHT, showlegend=False), table)


def hand(position: int, angle: float, colour: str, look: Look) -> go.Scatter:
    """One hand from the middle to the rim, its position at the tip; hover gives the turn, sine and cosine."""
    words = look.words
    hover = (
        f"{words.position} <b>{position}</b><br>{TURNED.of(words)} <b>{np.degrees(angle):.1f}°</b><br>"
        "sin <b>%{x:.4f}</b>  cos <b>%{y:.4f}</b><extra></extra>"
    )
    return go.Scatter(
        x=[0.0, np.sin(angle)],
        y=[0.0, np.cos(angle)],
        name=f"{words.position} {position}",
        text=["", str(position)],
        textposition="top center",
        textfont={"size": look.theme.size - 3, "color": look.theme.muted},
        mode="lines+markers+text",
        line={"color": colour, "width": 2.5},
        marker={"color": colour, "size": [0, 7], "opacity": 1, "line": {"width": 0}},
        hovertemplate=hover,
    )
