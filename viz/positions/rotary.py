"""Rotary positions in their own form: every pair of dimensions is a clock, and positions are its hands.

Nothing is added to a token. Its queries and keys are turned, pair by pair, so that a score depends on how far apart
two tokens stand (Su et al. 2021, arXiv:2104.09864).
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.positions import rotary_angles
from headlight.analysis.positions import rotary_kernel as kernel_over_distance
from headlight.viz.drawing import Drawing
from headlight.viz.positions.tables import matrix_table
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.scales import graded

IN_A_ROW = 8  # clocks
ROW_HEIGHT = 1.3  # where a clock's neighbour is 1 away
RADIUS = 0.43


def rotary_clocks(
    d_head: int, positions: Sequence[int], look: Look = DEFAULT_LOOK, base: float = 10_000.0
) -> Drawing:
    """How far each pair of dimensions has turned at some positions: a clock per pair, a trace per position.

    Args:
        d_head: dimensions of a head, even.
        positions: which positions get a hand, from 0.
        look: theme and words.
        base: of the frequencies.

    Raises:
        ValueError: for an odd d_head.
    """
    words = look.words
    angles = rotary_angles(max(positions, default=0) + 1, d_head, base)  # [position, pair]
    figure = chart(words.rotary_clocks_title, words.rotary_clocks_note, ("", ""), look)
    figure.add_traces([rims(d_head // 2, look), numbers(d_head // 2, look)])
    colours = graded(look.theme.sequential, len(positions))
    for position, colour in zip(positions, colours, strict=True):
        figure.add_trace(hands(angles[position], f"{words.position} {position}", colour, look))
    rows = -(-(d_head // 2) // IN_A_ROW)
    whole = {"visible": False, "constrain": "domain"}
    figure.update_xaxes(range=[-0.5, IN_A_ROW - 0.5], constraintoward="left", **whole)
    figure.update_yaxes(
        range=[ROW_HEIGHT * (rows - 1) + 0.8, -0.5], scaleanchor="x", constraintoward="top", **whole
    )
    table = matrix_table(np.degrees(angles[list(positions)]), "position", "pair", "turn_degrees")
    table["position"] = np.repeat(list(positions), d_head // 2)
    return Drawing(figure.update_layout(showlegend=True), table)


def rotary_kernel(n: int, d_head: int, look: Look = DEFAULT_LOOK, base: float = 10_000.0) -> Drawing:
    """How the score of two equal vectors falls off with distance, relative to distance 0."""
    words = look.words
    figure = chart(
        words.rotary_kernel_title, words.rotary_kernel_note, (words.distance, words.rotary_kernel_axis), look
    )
    kernel = kernel_over_distance(n, d_head, base)
    figure.add_scatter(
        y=kernel,
        mode="lines",
        line={"width": 2.5, "color": look.theme.accent},
        hovertemplate=f"{words.distance} <b>%{{x}}</b>  <b>%{{y:.4f}}</b><extra></extra>",
    )
    return Drawing(figure, pd.DataFrame({"distance": np.arange(n), "relative_score": kernel}))


def centres(pairs: int) -> NDArray[np.float64]:
    """Where the clocks stand, row by row: [pair, 2], y downwards."""
    pair = np.arange(pairs)
    return np.stack([pair % IN_A_ROW, ROW_HEIGHT * (pair // IN_A_ROW)], axis=1)


def around(centre: NDArray[np.float64], angles: NDArray[np.floating], radius: float) -> NDArray[np.float64]:
    """Points on clock faces: angle 0 is 12 o'clock, and angles grow clockwise; [.., 2]."""
    return centre + radius * np.stack([np.sin(angles), -np.cos(angles)], axis=-1)


def rims(pairs: int, look: Look) -> go.Scatter:
    """The clocks' faces, one trace for all."""
    turn = np.append(np.linspace(0, 2 * np.pi, 49), np.nan)  # NaN lifts the pen
    points = around(centres(pairs)[:, None], turn, RADIUS).reshape(-1, 2).round(4)
    line = {"color": look.theme.grid, "width": 1.5}
    return go.Scatter(
        x=points[:, 0], y=points[:, 1], mode="lines", line=line, hoverinfo="skip", showlegend=False
    )


def numbers(pairs: int, look: Look) -> go.Scatter:
    """Each pair's number under its clock."""
    x, y = centres(pairs).T
    font = {"size": look.theme.size - 3, "color": look.theme.muted}
    text = [str(pair) for pair in range(pairs)]
    return go.Scatter(
        x=x, y=y + 0.6, text=text, mode="text", textfont=font, hoverinfo="skip", showlegend=False
    )


def hands(angles: NDArray[np.floating], name: str, colour: str, look: Look) -> go.Scatter:
    """One position's hand on every clock, [pair] angles in radians; hover gives the pair and its turn."""
    start = centres(len(angles))
    tip = around(start, angles.astype(np.float64), RADIUS * 0.92)
    lift = np.full_like(start, np.nan)
    points = np.stack([start, tip, lift], axis=1).reshape(-1, 2).round(4)  # start, tip, pen up, …
    pair = np.repeat(np.arange(len(angles)), 3)
    degrees = np.repeat(np.degrees(angles).round(2), 3)
    words = look.words
    hover = f"{words.rotary_pair} %{{customdata[0]}}  {words.rotary_turn} <b>%{{customdata[1]:.1f}}°</b>"
    return go.Scatter(
        x=points[:, 0],
        y=points[:, 1],
        name=name,
        mode="lines+markers",
        line={"color": colour, "width": 2.5},
        marker={"color": colour, "size": [0, 5, 0] * len(angles), "opacity": 1, "line": {"width": 0}},
        customdata=np.stack([pair, degrees], axis=1),
        hovertemplate=hover,
    )
