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

ALL_NOTES = (
    "positions-scores-all-notes-0",
    "positions-scores-all-notes-1",
)
MOST = 3000
"""Points drawn; of more, so many drawn by chance. Mean and band are over all."""
HEIGHT = 380
TALLER = 520


def score_points(scores: Scores, keys: tuple[Token, ...], colour: str, look: Look = DEFAULT_LOOK) -> Drawing:
    """One head's scores: points for typed keys, for added ones, the band, and last the mean against distance."""
    theme, t = look.theme, look.t
    points, by = scores.points(), against_distance(scores)
    drawn = points if len(points) <= MOST else points.sample(MOST, random_state=0).sort_index()
    added = ", ".join(dict.fromkeys(label(token.label) for token in keys if token.special))
    notes = [t("positions-scores-note")]
    if added:
        notes.append(t("positions-scores-without", token=added))
    if len(drawn) < len(points):
        notes.append(t("positions-scores-drawn", drawn=len(drawn), n=len(points)))
    figure = noted(
        chart(t("positions-scores-points"), "", (t("figure-distance"), t("term-score")), look), notes, look
    )
    for typed, name, symbol, paint in (
        (True, t("positions-scores-pairs"), "circle", theme.muted),
        (False, t("positions-scores-added", token=added), "x-thin-open", theme.selected),
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
    t = look.t
    hover = (
        f"{t('term-query')} <b>%{{customdata[0]}}</b>  {t('term-key')} <b>%{{customdata[1]}}</b><br>"
        f"{t('figure-distance')} <b>%{{x}}</b><br>{t('term-score')} <b>%{{y:.4f}}</b><extra></extra>"
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
    t = look.t
    hover = (
        f"{t('figure-distance')} <b>%{{x}}</b><br>"
        f"{t('term-mean')} <b>%{{y:.4f}}</b> ± %{{customdata[0]:.4f}}<br>"
        f"{t('positions-scores-count')} <b>%{{customdata[1]}}</b><extra></extra>"
    )
    return go.Scatter(
        x=by["distance"],
        y=by["mean"],
        name=t("term-mean"),
        mode="lines",
        line={"width": 2.5, "color": colour},
        customdata=by[["spread", "n"]],
        hovertemplate=hover,
    )


def mean_scores(scores: Mapping[str, Scores], look: Look = DEFAULT_LOOK) -> Drawing:
    """A line for each encoding: its centred scores' mean at each distance."""
    t = look.t
    axes = t("figure-distance"), t("positions-scores-centred")
    figure = noted(chart(t("positions-scores-all"), "", axes, look), [t(note) for note in ALL_NOTES], look)
    tables = []
    for encoding, found in scores.items():
        by = against_distance(found.centred())
        tables.append(by.assign(encoding=encoding))
        figure.add_scatter(
            x=by["distance"],
            y=by["mean"],
            name=t(NAMES[encoding]),
            mode="lines",
            line=line_of(encoding, look),
            customdata=by[["n"]],
            hovertemplate=f"{t('figure-distance')} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>  "
            f"({t('positions-scores-count')} %{{customdata[0]}})",
        )
    figure.update_yaxes(zeroline=True).update_layout(showlegend=True, height=TALLER)
    table = pd.concat(tables, ignore_index=True)
    return Drawing(figure, table[["encoding", *table.columns.drop("encoding")]])
