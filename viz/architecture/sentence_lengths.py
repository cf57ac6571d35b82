"""How well translators do on short and on long sentences: one line a model, its interval as a band."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.scales import faded
from headlight.viz.style.ticks import escaped
from headlight.viz.style.words import Phrase

Measure = Literal["chrf", "bleu"]
Span = tuple[int, int | None]
Table = Sequence[Mapping[str, Any]]
"""`{"from": 1, "to": 5, "n": 312, "chrf": {"value": 31.2, "interval": [29.9, 32.4]}, "bleu": …}`, as cards have it;
"to" is None for all longer ones."""

TITLE = Phrase("{measure} by length of the source", "{measure} 与原文长度")
NOTE = Phrase("held-out sentences; bands: 95 % intervals", "留出的句子；色带：95% 区间")
LENGTH = Phrase("source tokens", "原文词元数")
SENTENCES = Phrase("sentences", "句子数")
NAMES: dict[Measure, str] = {"chrf": "chrF", "bleu": "BLEU"}
DASHES = ("dot", "dash", "longdash", "solid")
SYMBOLS = ("circle", "square", "diamond", "cross")


def quality_by_length(
    tables: Mapping[str, Table], measure: Measure = "chrf", look: Look = DEFAULT_LOOK
) -> Drawing:
    """A line for each model over the lengths that its table has.

    Args:
        tables: by the model's name.
        measure: which figure of the tables is drawn.
        look: theme and words.
    """
    title = TITLE.of(look.words).format(measure=NAMES[measure])
    figure = chart(title, NOTE.of(look.words), (LENGTH.of(look.words), NAMES[measure]), look)
    spans = sorted({span(row) for rows in tables.values() for row in rows}, key=lambda s: s[0])
    for number, (model, rows) in enumerate(tables.items()):
        drawn = [row for row in sorted(rows, key=lambda row: row["from"]) if measure in row]
        x = [spans.index(span(row)) for row in drawn]
        figure.add_traces([band(x, drawn, measure, line_style(number, look)["color"])])
        figure.add_trace(curve(x, drawn, (model, measure), line_style(number, look), look))
    ticks = {
        "tickmode": "array",
        "tickvals": list(range(len(spans))),
        "ticktext": [printed(s) for s in spans],
    }
    figure.update_xaxes(ticks | {"range": [-0.3, len(spans) - 0.7]})
    figure.update_yaxes(rangemode="tozero").update_layout(showlegend=True)
    return Drawing(figure, measured_table(tables, measure))


def measured_table(tables: Mapping[str, Table], measure: Measure) -> pd.DataFrame:
    """A row for each model and span of lengths; last_length is empty for all longer ones."""
    rows = [
        (model, *span(row), measure, row[measure]["value"], *row[measure]["interval"], row["n"])
        for model, found in tables.items()
        for row in sorted(found, key=lambda row: row["from"])
        if measure in row
    ]
    places = ["model", "first_length", "last_length", "measure"]
    return pd.DataFrame(rows, columns=[*places, "value", "interval_low", "interval_high", "n"])


def curve(
    x: Sequence[int], rows: Table, which: tuple[str, Measure], style: Mapping[str, Any], look: Look
) -> go.Scatter:
    """One model's values; hover gives value, interval and the number of sentences."""
    model, measure = which
    said = [[*row[measure]["interval"], row["n"], printed(span(row))] for row in rows]
    hover = (
        f"<b>{escaped(model)}</b><br>{LENGTH.of(look.words)} %{{customdata[3]}}<br>"
        f"{NAMES[measure]} <b>%{{y:.1f}}</b> (%{{customdata[0]:.1f}} – %{{customdata[1]:.1f}})<br>"
        f"{SENTENCES.of(look.words)} <b>%{{customdata[2]}}</b><extra></extra>"
    )
    return go.Scatter(
        x=x,
        y=[row[measure]["value"] for row in rows],
        name=escaped(model),
        legendgroup=model,
        mode="lines+markers",
        line={"color": style["color"], "width": 2.25, "dash": style["dash"]},
        marker={"symbol": style["symbol"], "size": 8},
        customdata=said,
        hovertemplate=hover,
    )


def band(x: Sequence[int], rows: Table, measure: Measure, colour: str) -> go.Scatter:
    """From the lower ends of the intervals there, and back along the upper ones."""
    low = [row[measure]["interval"][0] for row in rows]
    high = [row[measure]["interval"][1] for row in rows]
    return go.Scatter(
        x=[*x, *reversed(x)],
        y=[*low, *reversed(high)],
        fill="toself",
        fillcolor=faded(colour, 0.14),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
    )


def line_style(number: int, look: Look) -> dict[str, str]:
    """Colour, dashes and marker of the model with this number: none of them alone tells two apart."""
    lines = look.theme.lines
    return {
        "color": lines[number % len(lines)],
        "dash": DASHES[number % len(DASHES)],
        "symbol": SYMBOLS[number % len(SYMBOLS)],
    }


def span(row: Mapping[str, Any]) -> Span:
    """The lengths that a row of a table is about."""
    return row["from"], row["to"]


def printed(lengths: Span) -> str:
    """`1–5`, `31+`"""
    first, last = lengths
    return f"{first}+" if last is None else str(first) if first == last else f"{first}–{last}"
