"""Scores against distance: every pair of one head as a point, or the means of several models as lines."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.positions_scores import Scores, against_distance
from headlight.model.tokens import Token
from headlight.viz.drawing import Drawing
from headlight.viz.positions.family import NAMES, line_of
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.notes import noted
from headlight.viz.style.scales import faded
from headlight.viz.style.ticks import label
from headlight.viz.style.words import Phrase

POINTS = Phrase("Score against distance", "得分与距离")
NOTE = Phrase("line = mean, band = ± 1 standard deviation", "线 = 平均，色带 = ± 1 个标准差")
WITHOUT = Phrase("both without key {token}", "两者都不计键 {token}")
DRAWN = Phrase("{drawn} of {n} points drawn", "画出 {n} 个点中的 {drawn} 个")
PAIRS = Phrase("pair", "一对")
ADDED = Phrase("key {token}", "键 {token}")
MEAN = Phrase("mean", "平均")
ALL = Phrase("All together", "放在一起")
ALL_NOTES = (
    Phrase("mean at each distance", "每个距离上的平均"),
    Phrase("what a whole row shares, the softmax ignores", "整行共有的部分，softmax 会忽略"),
)
CENTRED = Phrase("score − mean of its row", "得分 − 所在行的平均")
COUNT = Phrase("pairs", "对数")
MOST = 3000
"""Points drawn; of more, so many drawn by chance. Mean and band are over all."""
HEIGHT = 380
TALLER = 520


def score_points(scores: Scores, keys: tuple[Token, ...], colour: str, look: Look = DEFAULT_LOOK) -> Drawing:
    """One head's scores: points for typed keys, for added ones, the band, and last the mean against distance."""
    theme, words = look.theme, look.words
    points, by = scores.points(), against_distance(scores)
    drawn = points if len(points) <= MOST else points.sample(MOST, random_state=0).sort_index()
    added = ", ".join(dict.fromkeys(label(token.label) for token in keys if token.special))
    notes = [NOTE.of(words)]
    if added:
        notes.append(WITHOUT.of(words).format(token=added))
    if len(drawn) < len(points):
        notes.append(DRAWN.of(words).format(drawn=len(drawn), n=len(points)))
    figure = noted(chart(POINTS.of(words), "", (words.distance, words.score), look), notes, look)
    for typed, name, symbol, paint in (
        (True, PAIRS.of(words), "circle", theme.muted),
        (False, ADDED.of(words).format(token=added), "x-thin-open", theme.selected),
    ):
        some = drawn[drawn["typed"] == typed]
        if len(some):
            figure.add_trace(
                cloud(some, name, {"symbol": symbol, "color": paint, "size": 4, "opacity": 0.5}, look)
            )
    figure.add_traces([band(by, colour), mean_line(by, colour, look)])
    figure.update_layout(showlegend=True, height=HEIGHT)
    named = {"mean": "mean_at_distance", "spread": "spread_at_distance", "n": "n_at_distance"}
    return Drawing(figure, points.merge(by.rename(columns=named), on="distance", how="left"))


def cloud(points: pd.DataFrame, name: str, marker: dict[str, object], look: Look) -> go.Scatter:
    """Points; hover gives the two places and the score."""
    words = look.words
    hover = (
        f"{words.query} <b>%{{customdata[0]}}</b>  {words.key} <b>%{{customdata[1]}}</b><br>"
        f"{words.distance} <b>%{{x}}</b><br>{words.score} <b>%{{y:.4f}}</b><extra></extra>"
    )
    return go.Scatter(
        x=points["distance"],
        y=points["score"],
        name=name,
        mode="markers",
        marker=marker,
        customdata=points[["query", "key"]],
        hovertemplate=hover,
    )


def band(by: pd.DataFrame, colour: str) -> go.Scatter:
    """Mean ± standard deviation."""
    low, high = by["mean"] - by["spread"], by["mean"] + by["spread"]
    return go.Scatter(
        x=np.concatenate([by["distance"], by["distance"][::-1]]),
        y=np.concatenate([low, high[::-1]]),
        fill="toself",
        fillcolor=faded(colour, 0.16),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
    )


def mean_line(by: pd.DataFrame, colour: str, look: Look) -> go.Scatter:
    """The mean at each distance; hover gives the spread and how many pairs there are."""
    words = look.words
    hover = (
        f"{words.distance} <b>%{{x}}</b><br>{MEAN.of(words)} <b>%{{y:.4f}}</b> ± %{{customdata[0]:.4f}}<br>"
        f"{COUNT.of(words)} <b>%{{customdata[1]}}</b><extra></extra>"
    )
    return go.Scatter(
        x=by["distance"],
        y=by["mean"],
        name=MEAN.of(words),
        mode="lines",
        line={"width": 2.5, "color": colour},
        customdata=by[["spread", "n"]],
        hovertemplate=hover,
    )


def mean_scores(scores: Mapping[str, Scores], look: Look = DEFAULT_LOOK) -> Drawing:
    """A line for each encoding: its centred scores' mean at each distance."""
    words = look.words
    axes = words.distance, CENTRED.of(words)
    figure = noted(chart(ALL.of(words), "", axes, look), [note.of(words) for note in ALL_NOTES], look)
    tables = []
    for encoding, found in scores.items():
        by = against_distance(found.centred())
        tables.append(by.assign(encoding=encoding))
        figure.add_scatter(
            x=by["distance"],
            y=by["mean"],
            name=NAMES[encoding].of(words),
            mode="lines",
            line=line_of(encoding, look),
            customdata=by[["n"]],
            hovertemplate=f"{words.distance} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>  ({COUNT.of(words)} %{{customdata[0]}})",
        )
    figure.update_yaxes(zeroline=True).update_layout(showlegend=True, height=TALLER)
    table = pd.concat(tables, ignore_index=True)
    return Drawing(figure, table[["encoding", *table.columns.drop("encoding")]])
