"""What the norms do to the length of a token's vector: what they read, and what they give."""

import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.residual import is_parallel, is_pre_norm, norm_effects, shares_norms
from headlight.analysis.tables import in_front
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.named_map import names_axis
from headlight.viz.maps.residual_stream import (
    moment,
    residual_stream,
    standing,
    stream_name,
    stream_of,
    stream_table,
    stream_tokens,
)
from headlight.viz.selection import Selection
from headlight.viz.style.chart import chart
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.ticks import short_label
from headlight.viz.view import Options, View

BEFORE, AFTER = "view-layer-norm-before", "view-layer-norm-after"


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """A pair of dots for each norm: the length before and after, of the selected token or on average."""
    selection.step(trace)
    stack, t = stream_of(trace, selection), look.t
    table = norm_effects(trace, stack)
    tokens = stream_tokens(trace, stack)
    if selection.query is None:
        whose = t("view-layer-norm-mean", n=len(tokens))
    else:
        table = table[table["token"] == selection.query]
        label = short_label(tokens[selection.query].label)
        whose = t("view-layer-norm-one", query=selection.query, token=label)
    lengths = table.groupby(["layer", "sublayer"], sort=False)[["before", "after"]].mean().reset_index()
    figure = chart(
        t("view-layer-norm-title") + stream_name(trace, stack, look),
        "",
        (t("view-layer-norm-length"), ""),
        look,
    )
    figure.add_trace(bridges(lengths, look))
    for column, phrase, style in (
        ("before", BEFORE, {"symbol": "circle-open", "color": look.theme.lines[1], "line": {"width": 2}}),
        ("after", AFTER, {"symbol": "circle", "color": look.theme.accent}),
    ):
        figure.add_scatter(
            x=lengths[column],
            y=list(range(len(lengths))),
            name=t(phrase),
            mode="markers",
            marker={"size": 10} | style,
            hovertemplate=f"<b>%{{y}}</b><br>{t(phrase)} <b>%{{x:.3f}}</b><extra></extra>",
        )
    moments = zip(lengths["layer"], lengths["sublayer"], strict=True)
    down = names_axis([moment(layer, name, look) for layer, name in moments])
    figure.update_layout(
        yaxis=down | {"range": [len(lengths) - 0.5, -0.5], "showgrid": True},
        showlegend=True,
        height=190 + 30 * len(lengths),
    )
    figure.update_xaxes(rangemode="tozero", showgrid=True)
    noted(figure, [t(form(trace, stack)), *standing(trace, stack, look), whose], look)
    return Drawing(figure, drawn(table, lengths, trace, selection))


def drawn(table: pd.DataFrame, lengths: pd.DataFrame, trace: Trace, selection: Selection) -> pd.DataFrame:
    """The selected token's lengths; without one the means, and over how many tokens they are."""
    stack = stream_of(trace, selection)
    if selection.query is not None:
        return stream_table(table, trace, stack)
    return in_front(lengths.assign(n=len(stream_tokens(trace, stack))), {"stack": stack})


def form(trace: Trace, stack: str) -> str:
    """Where the norms stand."""
    if is_parallel(trace, stack):
        return "view-layer-norm-one-norm" if shares_norms(trace, stack) else "view-layer-norm-two-norms"
    return "view-layer-norm-pre-norm" if is_pre_norm(trace, stack) else "view-layer-norm-post-norm"


def bridges(lengths: pd.DataFrame, look: Look) -> go.Scatter:
    """A thin line from each length before to the one after."""
    x, y = [], []
    for row, (before, after) in enumerate(zip(lengths["before"], lengths["after"], strict=True)):
        x += [before, after, None]
        y += [row, row, None]
    line = {"color": look.theme.muted, "width": 1.5}
    return go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", showlegend=False)


VIEW = View(
    name="layer_norm",
    title="view-layer-norm-name",
    question="view-layer-norm-question",
    needs=residual_stream,
    controls=(),
    draw=draw,
    order=230,
    family="stream",
)
