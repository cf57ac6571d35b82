"""The lines of a drawing of who may look at whom: one for each key that a query may look at, and arrows."""

import plotly.graph_objects as go

from headlight.viz.architecture.wiring import Bundle, Point, Wiring
from headlight.viz.style.look import Look
from headlight.viz.style.scales import faded

COLOURS = {
    ("encoder", "self"): 0,
    ("decoder", "cross"): 1,
    ("decoder", "self"): 2,
    ("decoder", "content"): 0,
    ("decoder", "query_stream"): 1,
}
"""Which of the theme's line colours each kind of attention has."""


def fan(bundle: Bundle, look: Look) -> go.Scatter:
    """Every line of one attention, faint where there are many."""
    lines = bundle.lines()
    opacity = 0.5 if len(lines) < 40 else 0.28
    colour = faded(colour_of(bundle, look), opacity)
    return segments([(bundle.asking(i), bundle.keys.point(j)) for i, j in lines], colour, 1, str(bundle.site))


def strong_fan(bundle: Bundle, look: Look) -> go.Scatter:
    """The lines of the query in focus."""
    lines = [(i, j) for i, j in bundle.lines() if i == bundle.focus]
    drawn = [(bundle.asking(i), bundle.keys.point(j)) for i, j in lines]
    return segments(drawn, colour_of(bundle, look), 2.25, f"{bundle.site} {bundle.focus}")


def segments(drawn: list[tuple[Point, Point]], colour: str, width: float, name: str) -> go.Scatter:
    """Straight lines in one trace: start, end, pen up."""
    x = [v for start, end in drawn for v in (start[0], end[0], None)]
    y = [v for start, end in drawn for v in (start[1], end[1], None)]
    line = {"color": colour, "width": width}
    return go.Scatter(x=x, y=y, name=name, mode="lines", line=line, hoverinfo="skip", showlegend=False)


def arrows(parts: Wiring, look: Look) -> go.Scatter:
    """What is handed on; the heads stand on the way, where no node covers them."""
    halfway = [(start, between(start, end, 0.62), end) for start, end in parts.arrows]
    figure = segments([], look.theme.muted, 1.25, "arrows")
    return figure.update(
        x=[v for points in halfway for v in (*(p[0] for p in points), None)],
        y=[v for points in halfway for v in (*(p[1] for p in points), None)],
        mode="lines+markers",
        marker={
            "symbol": "arrow",
            "angleref": "previous",
            "size": [0, 7, 0, 0] * len(halfway),
            "color": look.theme.muted,
            "opacity": 1,
            "line": {"width": 0},
        },
    )


def between(start: Point, end: Point, share: float) -> Point:
    """A point on the way."""
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def colour_of(bundle: Bundle, look: Look) -> str:
    """Each kind of attention has one of the theme's line colours."""
    return look.theme.lines[COLOURS[bundle.site.stack, bundle.site.kind]]
