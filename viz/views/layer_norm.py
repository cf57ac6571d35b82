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
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

TITLE = Phrase("What the norms do", "归一化做了什么")
PRE_NORM = Phrase("pre-norm: x + sublayer(norm(x))", "pre-norm：x + 子层(norm(x))")
POST_NORM = Phrase("post-norm: norm(x + sublayer(x))", "post-norm：norm(x + 子层(x))")
TWO_NORMS = Phrase(
    "pre-norm: x + attention(norm(x)) + feed-forward(norm′(x))",
    "pre-norm：x + 注意力(norm(x)) + 前馈(norm′(x))",
)
ONE_NORM = Phrase(
    "pre-norm: x + attention(norm(x)) + feed-forward(norm(x))",
    "pre-norm：x + 注意力(norm(x)) + 前馈(norm(x))",
)
MEAN = Phrase("mean over {n} tokens", "{n} 个词元的平均")
ONE = Phrase("of the selected token {query} · {token}", "所选词元 {query} · {token}")
BEFORE, AFTER = Phrase("before the norm", "归一化之前"), Phrase("after the norm", "归一化之后")
LENGTH = Phrase("length ‖x‖₂", "长度 ‖x‖₂")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """A pair of dots for each norm: the length before and after, of the selected token or on average."""
    selection.step(trace)
    stack, words = stream_of(trace, selection), look.words
    table = norm_effects(trace, stack)
    tokens = stream_tokens(trace, stack)
    if selection.query is None:
        whose = MEAN.of(words).format(n=len(tokens))
    else:
        table = table[table["token"] == selection.query]
        label = short_label(tokens[selection.query].label)
        whose = ONE.of(words).format(query=selection.query, token=label)
    lengths = table.groupby(["layer", "sublayer"], sort=False)[["before", "after"]].mean().reset_index()
    figure = chart(TITLE.of(words) + stream_name(trace, stack, look), "", (LENGTH.of(words), ""), look)
    figure.add_trace(bridges(lengths, look))
    for column, phrase, style in (
        ("before", BEFORE, {"symbol": "circle-open", "color": look.theme.lines[1], "line": {"width": 2}}),
        ("after", AFTER, {"symbol": "circle", "color": look.theme.accent}),
    ):
        figure.add_scatter(
            x=lengths[column],
            y=list(range(len(lengths))),
            name=phrase.of(words),
            mode="markers",
            marker={"size": 10} | style,
            hovertemplate=f"<b>%{{y}}</b><br>{phrase.of(words)} <b>%{{x:.3f}}</b><extra></extra>",
        )
    moments = zip(lengths["layer"], lengths["sublayer"], strict=True)
    down = names_axis([moment(layer, name, look) for layer, name in moments])
    figure.update_layout(
        yaxis=down | {"range": [len(lengths) - 0.5, -0.5], "showgrid": True},
        showlegend=True,
        height=190 + 30 * len(lengths),
    )
    figure.update_xaxes(rangemode="tozero", showgrid=True)
    noted(figure, [form(trace, stack).of(words), *standing(trace, stack, look), whose], look)
    return Drawing(figure, drawn(table, lengths, trace, selection))


def drawn(table: pd.DataFrame, lengths: pd.DataFrame, trace: Trace, selection: Selection) -> pd.DataFrame:
    """The selected token's lengths; without one the means, and over how many tokens they are."""
    stack = stream_of(trace, selection)
    if selection.query is not None:
        return stream_table(table, trace, stack)
    return in_front(lengths.assign(n=len(stream_tokens(trace, stack))), {"stack": stack})


def form(trace: Trace, stack: str) -> Phrase:
    """Where the norms stand."""
    if is_parallel(trace, stack):
        return ONE_NORM if shares_norms(trace, stack) else TWO_NORMS
    return PRE_NORM if is_pre_norm(trace, stack) else POST_NORM


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
    title=Phrase("Layer norm", "层归一化"),
    question=Phrase(
        "What does each layer norm do to a token’s length?", "每个层归一化怎样改变词元向量的长度？"
    ),
    needs=residual_stream,
    controls=(),
    draw=draw,
    order=230,
    family="stream",
)
