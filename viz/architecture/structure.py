"""Who may look at whom: a model's attention as lines between the tokens of one text.

Squares are tokens, circles are states. A line means that the state may look there, an arrow that something is handed
on. Every line is a True of a recorded mask (`AttentionStep.visible`); one token's lines are drawn strong.
"""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.tables import labels as token_labels
from headlight.model.outcomes import Permuted
from headlight.model.trace import Trace
from headlight.viz.architecture.blueprints import VECTOR, wiring
from headlight.viz.architecture.wires import arrows, fan, strong_fan
from headlight.viz.architecture.wiring import Bundle, Point, Recurrence, Row, Wiring, masked_in
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import label, short_label
from headlight.viz.style.words import Phrase

TITLE = Phrase("What it may look at", "能看到什么")
STRONG = Phrase("line = may look at; strong = one token’s view", "连线 = 可以看到；粗线 = 其中一个词元的视野")
HANDED = Phrase("arrow = handed on, read or written", "箭头 = 传递、读入或写出")
ORDER = Phrase("number = place in the order", "数字 = 在顺序中的位置")
LEFT_OUT = Phrase("{n} tokens in the middle are not drawn", "中间有 {n} 个词元未画出")
SEES = Phrase("may look at {seen} of {all}", "可以看到 {all} 个中的 {seen} 个")
TOKEN = Phrase("token", "词元")
HUB = Phrase("context vector c: all that is kept of the source", "上下文向量 c：原文留下的全部信息")
COLUMNS = 9  # width of a printed token
NAMED = 12  # tokens spelled out on hover
TILTED = 56  # pixels that tilted labels take above the drawing
ASIDE = 46  # at its right
BELOW = 62  # and below it
NOTE = 16  # pixels of a line of notes
ROW = 74  # from one row to the next
MARGIN = 0.16  # rows above the uppermost and below the lowest
UPPERMOST = "uppermost"  # the row whose tokens are printed above the drawing


def structure(trace: Trace, recurrence: Recurrence | None = None, look: Look = DEFAULT_LOOK) -> Drawing:
    """A model's attention over one text, drawn from the masks it used.

    Args:
        trace: one model's reading of one text.
        recurrence: how a recurrent translator hands its state on; None for a model that only attends.
        look: theme and words.

    Raises:
        ValueError: for a trace with neither attention nor recurrence.
    """
    parts = wiring(trace, recurrence)
    figure = chart(TITLE.of(look.words), notes(parts, trace, look), ("", ""), look)
    figure.add_traces([arrows(parts, look)] if parts.arrows else [])
    for bundle in parts.bundles:
        figure.add_traces([fan(bundle, look), strong_fan(bundle, look)])
    figure.add_traces([nodes(row, parts, trace, look) for row in parts.rows])
    if parts.hub is not None:
        figure.add_trace(hub(parts.hub, look))
    return Drawing(axes(figure, parts, look), partial(seen_table, parts.bundles))


def seen_table(bundles: Sequence[Bundle]) -> pd.DataFrame:
    """Who may look at whom, a row for each True of the masks: attention (`decoder.self`), query, key, their tokens."""
    frames = []
    for bundle in bundles:
        queries, keys = np.nonzero(bundle.visible)
        columns = {
            "attention": f"{bundle.site.stack}.{bundle.site.kind}",
            "query": queries,
            "query_token": token_labels(bundle.queries.tokens)[queries],
            "key": keys,
            "key_token": token_labels(bundle.keys.tokens)[keys],
        }
        frames.append(pd.DataFrame(columns))
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame()


def notes(parts: Wiring, trace: Trace, look: Look) -> str:
    """Under the title: what lines, arrows and numbers mean, and how much is not drawn."""
    said = [STRONG] if parts.bundles else []
    said += [HANDED] if parts.arrows else []
    said += [ORDER] if isinstance(trace.outcome, Permuted) else []
    lines = [phrase.of(look.words) for phrase in said]
    lines += [LEFT_OUT.of(look.words).format(n=parts.left_out)] if parts.left_out else []
    return "<br>".join(lines)


def nodes(row: Row, parts: Wiring, trace: Trace, look: Look) -> go.Scatter:
    """One row of tokens or states; hover says what each may look at."""
    theme, token = look.theme, row.shape == "token"
    masked = masked_in(trace)
    ranks = rank(trace.outcome) if token and isinstance(trace.outcome, Permuted) else {}
    size = 17 if ranks else 11
    return go.Scatter(
        x=list(row.x.values()),
        y=[row.y] * len(row.x),
        name=row.name.of(look.words),
        uid=UPPERMOST if row is parts.rows[-1] else None,
        mode="markers+text",
        text=[str(ranks.get(i, "")) for i in row.x],
        textfont={"size": theme.size - 3, "color": theme.text},
        customdata=[hover(i, row, parts, look) for i in row.x],
        hovertemplate="%{customdata}<extra></extra>",
        showlegend=False,
        marker={
            "symbol": "square" if token else "circle",
            "size": size if token else 10,
            "color": [
                theme.selected if i in masked else theme.masked if token else theme.paper for i in row.x
            ],
            "line": {"color": theme.muted if token else theme.text, "width": 1.25},
            "opacity": 1,
        },
    )


def rank(permuted: Permuted) -> dict[int, int]:
    """Each position's place in the order."""
    return {position: place for place, position in enumerate(permuted.order)}


def hover(index: int, row: Row, parts: Wiring, look: Look) -> str:
    """A node's token, and what it may look at by each attention that it asks."""
    lines = [f"<b>{index} · {label(row.tokens[index].label)}</b>"]
    for bundle in parts.bundles:
        if bundle.queries is row:
            seen = [j for j, sees in enumerate(bundle.visible[index]) if sees]
            count = SEES.of(look.words).format(seen=len(seen), all=bundle.visible.shape[1])
            names = " ".join(short_label(bundle.keys.tokens[j].label) for j in seen[:NAMED])
            lines.append(f"{look.words.site(bundle.site)}: {count}")
            lines += [names + (" …" if len(seen) > NAMED else "")] if seen else []
    return "<br>".join(lines)


def hub(point: Point, look: Look) -> go.Scatter:
    """The one vector between encoder and decoder."""
    theme = look.theme
    return go.Scatter(
        x=[point[0]],
        y=[point[1]],
        mode="markers+text",
        name="c",
        text=["<b>c</b>"],
        textfont={"size": theme.size + 1, "color": theme.paper},
        marker={"symbol": "circle", "size": 26, "color": theme.accent, "line": {"width": 0}, "opacity": 1},
        hovertemplate=f"{HUB.of(look.words)}<extra></extra>",
        showlegend=False,
    )


def axes(figure: go.Figure, parts: Wiring, look: Look) -> go.Figure:
    """Tokens below and above the drawing, row names at its left, room for the notes."""
    bottom, top = parts.rows[0], parts.rows[-1]
    heights = [row.y for row in parts.rows]
    names = [row.name.of(look.words) for row in parts.rows]
    if parts.hub is not None:
        heights, names = [*heights, parts.hub[1]], [*names, VECTOR.of(look.words)]
    span = max(heights) + 2 * MARGIN
    quiet = {"showgrid": False, "zeroline": False}
    figure.update_xaxes(labels(bottom) | quiet)
    figure.update_yaxes(tickvals=heights, ticktext=names, range=[-MARGIN, max(heights) + MARGIN], **quiet)
    above = 0
    if top.shape == "token":
        figure.update_layout(xaxis2=labels(top) | quiet | {"overlaying": "x", "side": "top"})
        figure.update_traces(xaxis="x2", selector={"uid": UPPERMOST})
        figure.update_layout(margin_r=ASIDE)  # or Plotly leaves out the last label
        above = TILTED
    above += NOTE * figure.layout.title.subtitle.text.count("<br>")
    figure.update_layout(
        title_pad_b=figure.layout.title.pad.b + above, margin_t=figure.layout.margin.t + above
    )
    return figure.update_layout(height=figure.layout.margin.t + span * ROW + BELOW)


def labels(row: Row) -> dict[str, object]:
    """A row's tokens as tilted ticks."""
    printed = [short_label(row.tokens[i].label, COLUMNS) for i in row.x]
    ticks = {"tickmode": "array", "tickvals": list(row.x.values()), "ticktext": printed}
    return ticks | {"tickangle": -45, "range": [0, 1]}
