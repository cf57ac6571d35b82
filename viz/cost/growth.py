"""What attention costs as a text grows: time and memory over length, both logarithmic, where powers are straight."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from headlight.analysis.cost_growth import PowerLaw, fits
from headlight.viz.architecture.sentence_lengths import line_style
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look

WAYS = {
    "naive": "term-naive",
    "recorded": "term-recorded",
    "fast": "term-fast",
}
TICKS = (16, 64, 256, 1024, 4096)
HEIGHT = 430


def time_by_length(table: pd.DataFrame, look: Look = DEFAULT_LOOK) -> Drawing:
    """A line for each way of a `growth_table`: medians in ms over tokens, quartiles as bars, the law that fits."""
    figure = growth_chart(
        ("cost-growth-time-title", "cost-growth-time-note"), "cost-growth-milliseconds", ",.4~g", look
    )
    laws = fits(table, "median")
    for number, (way, phrase) in enumerate(WAYS.items()):
        rows = table[table["way"] == way]
        style, name = line_style(number, look), called(phrase, laws.get(way), look)
        bars = {
            "array": 1e3 * (rows["high"] - rows["median"]),
            "arrayminus": 1e3 * (rows["median"] - rows["low"]),
        }
        hover = (
            f"<b>{look.t(phrase)}</b><br>%{{x:,}} {look.t('term-tokens')}<br><b>%{{y:.4~g}}</b> "
            f"{look.t('cost-growth-milliseconds')}<br>%{{customdata}} {look.t('cost-growth-rounds')}<extra></extra>"
        )
        figure.add_scatter(
            x=rows["n"],
            y=1e3 * rows["median"],
            error_y=bars | {"symmetric": False, "thickness": 1.5, "width": 4, "color": style["color"]},
            customdata=rows["rounds"],
            hovertemplate=hover,
            **drawn(name, style),
        )
    draw_laws(figure, laws, 1e3, look)
    return Drawing(figure, table.rename(columns={"n": "tokens"}))


def memory_by_length(table: pd.DataFrame, d_head: int, look: Look = DEFAULT_LOOK) -> Drawing:
    """The same for bytes: peaks where nothing is recorded, what a record keeps, and what both are by counting."""
    figure = growth_chart(
        ("cost-growth-memory-title", "cost-growth-memory-note"), "cost-growth-bytes", "~s", look
    )
    laws = {"naive": "peak", "recorded": "kept", "fast": "peak"}
    fitted = {way: fits(table, column).get(way) for way, column in laws.items()}
    for number, (way, phrase) in enumerate(WAYS.items()):
        rows = table[table["way"] == way]
        hover = (
            f"<b>{look.t(phrase)}</b><br>%{{x:,}} {look.t('term-tokens')}<br>"
            f"<b>%{{y:,}}</b> {look.t('cost-growth-bytes')}<extra></extra>"
        )
        figure.add_scatter(
            x=rows["n"],
            y=rows[laws[way]],
            hovertemplate=hover,
            **drawn(called(phrase, fitted[way], look), line_style(number, look)),
        )
    lengths = sorted(set(table["n"]))
    counted = {
        look.t("cost-growth-all-weights"): [4 * n**2 for n in lengths],
        look.t("cost-growth-record", d=d_head): [4 * 4 * n * d_head for n in lengths],
    }
    for (name, y), dash in zip(counted.items(), ("dot", "dash"), strict=True):
        figure.add_scatter(
            x=lengths,
            y=y,
            name=name,
            mode="lines",
            line={"color": look.theme.muted, "width": 1.5, "dash": dash},
            hovertemplate=f"<b>{name}</b><br>%{{x:,}} · %{{y:,}} {look.t('cost-growth-bytes')}<extra></extra>",
        )
    n = table["n"]
    bytes_counted = {"weights_bytes": 4 * n**2, "record_bytes": 4 * 4 * n * d_head}
    return Drawing(figure, table.assign(**bytes_counted).rename(columns={"n": "tokens"}))


def growth_chart(titles: tuple[str, str], unit: str, form: str, look: Look) -> go.Figure:
    """Two logarithmic axes. `titles`: heading and note; `form`: how ticks are written, in d3's language."""
    t = look.t
    title, note = (t(phrase) for phrase in titles)
    figure = chart(title, note, (t("term-tokens"), t(unit)), look)
    figure.update_xaxes(type="log", tickvals=TICKS, ticktext=[f"{n:,}" for n in TICKS], range=[1.1, 3.7])
    figure.update_yaxes(type="log", dtick=1, tickformat=form)
    return figure.update_layout(
        showlegend=True, height=HEIGHT, margin_b=110, legend={"y": 0, "entrywidth": 0}
    )


def draw_laws(figure: go.Figure, laws: Mapping[str, PowerLaw], unit: float, look: Look) -> None:
    """Each fitted law as a dotted line over the lengths it was fitted to."""
    for number, way in enumerate(WAYS):
        if law := laws.get(way):
            figure.add_scatter(
                x=[law.first, law.last],
                y=[unit * law.at(law.first), unit * law.at(law.last)],
                mode="lines",
                line={"color": line_style(number, look)["color"], "width": 5, "dash": "dot"},
                opacity=0.45,
                hoverinfo="skip",
                showlegend=False,
            )


def called(way: str, law: PowerLaw | None, look: Look) -> str:
    """`naive · n^1.98`, once it can be fitted."""
    return look.t(way) + (f" · n<sup>{law.exponent:.2f}</sup>" if law else "")


def drawn(name: str, style: Mapping[str, str]) -> dict[str, object]:
    """How a way's line looks."""
    return {
        "name": name,
        "mode": "lines+markers",
        "line": {"color": style["color"], "width": 2.25},
        "marker": {"symbol": style["symbol"], "size": 8},
    }
