"""How figures look: light and dark. Everything is spelled out, so that no host's default template shows through."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import plotly.graph_objects as go

from headlight.viz.style.scales import (
    DIVERGING_DARK,
    DIVERGING_LIGHT,
    SEQUENTIAL_DARK,
    SEQUENTIAL_LIGHT,
    ColourScale,
)

FONTS = (
    'Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, '
    '"PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", '
    '"Source Han Sans SC", "WenQuanYi Micro Hei", sans-serif, '
    '"Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"'
)
"""System fonts, Chinese and emoji among them: nothing is fetched."""

EDGE = 16
"""Pixels between the figure's edge and what is drawn."""


@dataclass(frozen=True)
class Theme:
    """Colours, `#rrggbb`, and the text's size in pixels.

    Attributes:
        name: "light" or "dark".
        paper: behind the whole figure.
        plot: behind line charts.
        masked: the ground of cells that may not be attended to; `hatch` is their stripes.
        text, muted: headings and tokens; what is secondary.
        grid: grid lines and frames.
        accent: badges and single lines.
        selected: the frame of the chosen cell, apart from every colour of the scales.
        lines: colours that tell lines apart (Okabe & Ito's, adjusted for contrast).
        sequential, diverging: colour scales.
        size: font size of the body.
    """

    name: Literal["light", "dark"]
    paper: str
    plot: str
    masked: str
    hatch: str
    text: str
    muted: str
    grid: str
    accent: str
    selected: str
    lines: tuple[str, ...]
    sequential: ColourScale
    diverging: ColourScale
    size: int = 13


LIGHT = Theme(
    name="light",
    paper="#ffffff",
    plot="#ffffff",
    masked="#f3f4f6",
    hatch="#d9dde3",
    text="#1a2230",
    muted="#5b6675",
    grid="#e3e6eb",
    accent="#1a6db9",
    selected="#d6336c",
    lines=("#1a6db9", "#c2570c", "#00806a", "#a0468c", "#8a6d00", "#5b6675", "#d4a017"),
    sequential=SEQUENTIAL_LIGHT,
    diverging=DIVERGING_LIGHT,
)

DARK = Theme(
    name="dark",
    paper="#0e1117",
    plot="#0e1117",
    masked="#1b212b",
    hatch="#343e4d",
    text="#e8ecf2",
    muted="#9aa5b4",
    grid="#2a313c",
    accent="#5cb8f0",
    selected="#ff6b9d",
    lines=("#5cb8f0", "#f2994a", "#3ecfab", "#e08cc8", "#e3c34a", "#9aa5b4", "#b9a7ff"),
    sequential=SEQUENTIAL_DARK,
    diverging=DIVERGING_DARK,
)


def apply(fig: go.Figure, theme: Theme) -> go.Figure:
    """Give the figure this theme's own template, in place of whichever it was born with; returns the figure."""
    fig.layout.template = template(theme)
    return fig


@cache
def template(theme: Theme) -> go.layout.Template:
    """The theme as a Plotly template, made once: a figure takes a copy."""
    layout = {
        "paper_bgcolor": theme.paper,
        "plot_bgcolor": theme.plot,
        "font": {"family": FONTS, "color": theme.text, "size": theme.size},
        "title": {
            "x": 0,
            "xref": "container",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "pad": {"l": EDGE, "b": 4.6 * theme.size},
            "font": {"size": theme.size + 4, "color": theme.text, "weight": 600},
            "subtitle": {"font": {"size": theme.size - 1, "color": theme.muted, "weight": 400}},
        },
        "hoverlabel": {
            "bgcolor": theme.paper,
            "bordercolor": theme.muted,
            "font": {"family": FONTS, "color": theme.text, "size": theme.size},
            "align": "left",
            "namelength": -1,
        },
        "legend": {"font": {"color": theme.text, "size": theme.size - 1}, "bgcolor": "rgba(0,0,0,0)"},
        "colorway": list(theme.lines),
        "margin": {"l": EDGE, "r": EDGE, "t": 7.2 * theme.size, "b": EDGE},
        "modebar": {"bgcolor": "rgba(0,0,0,0)", "color": theme.muted, "activecolor": theme.text},
        "xaxis": axis(theme),
        "yaxis": axis(theme),
    }
    return go.layout.Template(layout=layout)


def axis(theme: Theme) -> dict[str, Any]:
    """Both axes of the template: no tick marks, quiet lines."""
    return {
        "color": theme.muted,
        "tickfont": {"color": theme.text, "size": theme.size - 1},
        "title": {"font": {"color": theme.muted, "size": theme.size - 1}, "standoff": 10},
        "gridcolor": theme.grid,
        "linecolor": theme.grid,
        "zerolinecolor": theme.grid,
        "automargin": True,
        "ticks": "",
        "ticklabelstandoff": 4,
    }
