"""Counted multiply–adds: what grows with n and what with n², over length, and the parts at one length."""

from collections.abc import Mapping, Sequence
from math import log10

import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.cost_counts import Part, crossing
from headlight.viz.cost.units import short
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.words import Phrase

TITLE = Phrase("Multiply–adds over length, {model}", "乘加次数与长度，{model}")
NOTE = Phrase("products of matrices in one pass", "一次前向计算中的矩阵乘积")
PARTS_TITLE = Phrase("At {n:,} tokens: {total}", "{n:,} 个词元时：{total}")
LENGTH = Phrase("tokens", "词元数")
COUNT = Phrase("multiply–adds", "乘加次数")
QUADRATIC = Phrase("with n²: queries × keys, weights × values", "随 n² 增长：查询 × 键，权重 × 值")
LINEAR = Phrase("with n: everything else", "随 n 增长：其余一切")
CROSSING = Phrase("equal at {n:,.0f}", "{n:,.0f} 处相等")
CONTEXT = Phrase("the model reads {n:,}", "模型至多读 {n:,}")
LENGTHS = tuple(2**power for power in range(17))
TICKS = (1, 10, 100, 1_000, 10_000)
HEIGHT = 400
TURNED = 1_000  # tokens: marks from there on are named to their left


def counts_by_length(
    parts: Sequence[Part], model: str, n: int, context: int, look: Look = DEFAULT_LOOK
) -> Drawing:
    """Two lines, log–log: `data[0].y` is all that grows with n², `data[1].y` all that grows with n.

    Marked are the chosen length, the model's longest text, and where the two are equal.
    """
    words, theme = look.words, look.theme
    figure = chart(
        TITLE.of(words).format(model=model), NOTE.of(words), (LENGTH.of(words), COUNT.of(words)), look
    )
    groups = {QUADRATIC: quadratic(parts), LINEAR: linear(parts)}
    for (phrase, group), colour, dash in zip(
        groups.items(), theme.lines[1::-1], ("solid", "dash"), strict=True
    ):
        if group:
            figure.add_scatter(
                x=LENGTHS,
                y=[sum(part.count(length) for part in group) for length in LENGTHS],
                name=phrase.of(words),
                mode="lines",
                line={"color": colour, "width": 2.5, "dash": dash},
                hovertemplate=f"%{{x:,}} {LENGTH.of(words)}<br><b>%{{y:.4~s}}</b><extra></extra>",
            )
    marks: list[tuple[float, str, str]] = [
        (n, f"<b>{n:,}</b>", theme.selected),
        (context, CONTEXT.of(words).format(n=context), theme.muted),
    ]
    if (meet := crossing(parts)) is not None:
        marks.append((meet, CROSSING.of(words).format(n=meet), theme.text))
    for place, (x, said, colour) in enumerate(sorted(marks)):
        mark(figure, (x, said, colour), place)
    figure.update_xaxes(type="log", tickvals=TICKS, ticktext=[f"{t:,}" for t in TICKS], range=[0, 4.82])
    figure.update_yaxes(type="log", dtick=2, tickformat="~s")
    figure.update_layout(showlegend=True, height=HEIGHT, margin_b=110, legend={"y": 0})
    return Drawing(figure, pd.concat([counted(parts, length) for length in LENGTHS], ignore_index=True))


def counted(parts: Sequence[Part], n: int) -> pd.DataFrame:
    """Columns tokens, grows_with ("n^2" or "n"), multiply_adds: the sums of both groups at one length."""
    groups = {"n^2": quadratic(parts), "n": linear(parts)}
    rows = [(n, name, sum(part.count(n) for part in group)) for name, group in groups.items() if group]
    return pd.DataFrame(rows, columns=["tokens", "grows_with", "multiply_adds"])


def mark(figure: go.Figure, marked: tuple[float, str, str], place: int) -> None:
    """A dotted line at a length, and what it is, each a line below the one to its left."""
    x, said, colour = marked
    figure.add_vline(x=x, line={"color": colour, "width": 1.5, "dash": "dot"}, layer="below")
    figure.add_annotation(
        x=log10(x),
        y=1 - 0.075 * place,
        yref="paper",
        text=said,
        xanchor="right" if x > TURNED else "left",
        xshift=-4 if x > TURNED else 4,
        showarrow=False,
        bgcolor=figure.layout.template.layout.paper_bgcolor,
        font={"color": colour, "size": figure.layout.template.layout.font.size - 1},
    )


def parts_at(parts: Sequence[Part], names: Mapping[str, str], n: int, look: Look = DEFAULT_LOOK) -> Drawing:
    """A bar for every part that multiplies anything, in the order of the pass; `data[0].x` are the counts.

    Args:
        names: of the parts, by their keys, plain text.
        n: tokens.
    """
    words, theme = look.words, look.theme
    shown = [part for part in parts if part.count(n)]
    counts = [part.count(n) for part in shown]
    title = PARTS_TITLE.of(words).format(n=n, total=short(sum(counts)))
    figure = chart(title, "", (COUNT.of(words), ""), look)
    figure.add_bar(
        x=counts,
        y=[names[part.name] for part in shown],
        orientation="h",
        marker={"color": [theme.lines[1] if part.quadratic else theme.lines[0] for part in shown]},
        text=[f"{count / sum(counts):.1%}" for count in counts],
        textposition="auto",
        insidetextanchor="end",
        hovertemplate="<b>%{y}</b><br>%{x:,}<extra></extra>",
    )
    figure.update_xaxes(tickformat="~s", showgrid=True, rangemode="tozero")
    figure.update_yaxes(autorange="reversed").update_layout(height=HEIGHT)
    growth = ["n^2" if part.quadratic else "n" for part in shown]
    columns = {"part": [part.name for part in shown], "grows_with": growth, "multiply_adds": counts}
    table = pd.DataFrame({"tokens": n} | columns)
    return Drawing(figure, table.assign(share=table["multiply_adds"] / max(1, sum(counts))))


def quadratic(parts: Sequence[Part]) -> list[Part]:
    """Those that grow with n²."""
    return [part for part in parts if part.quadratic]


def linear(parts: Sequence[Part]) -> list[Part]:
    """All others."""
    return [part for part in parts if not part.quadratic]
