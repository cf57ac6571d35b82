"""What is laid on or under a map: the hatched ground of masked cells, the chosen cell's frame, the sink badge."""

import base64
from typing import Any

import plotly.graph_objects as go

from viz.look import Look
from viz.selection import Selection
from viz.theme import Theme

SINK = 0.3
"""First tokens that take more than this share of the attention are called a sink."""


def hatched_ground(theme: Theme) -> dict[str, Any]:
    """A layout image under the plot: diagonal stripes, which show where a map has no cell."""
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='700' height='700'>"
        "<pattern id='h' width='7' height='7' patternUnits='userSpaceOnUse' patternTransform='rotate(45)'>"
        f"<rect width='7' height='7' fill='{theme.masked}'/><rect width='1.5' height='7' fill='{theme.hatch}'/>"
        "</pattern><rect width='700' height='700' fill='url(#h)'/></svg>"
    )
    return {
        "source": "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode(),
        "xref": "x domain",
        "yref": "y domain",
        "x": 0,
        "y": 1,
        "sizex": 1,
        "sizey": 1,
        "sizing": "fill",
        "layer": "below",
    }


def cell_marks(selection: Selection, theme: Theme) -> list[dict[str, Any]]:
    """A frame around the chosen cell; around the whole row or column if only one of the two is chosen."""
    if selection.query is None and selection.key is None:
        return []
    mark: dict[str, Any] = {
        "type": "rect",
        "name": "selected",
        "line": {"color": theme.selected, "width": 2},
        "fillcolor": "rgba(0,0,0,0)",
    }
    mark |= span("x", selection.key) | span("y", selection.query)
    return [mark]


def span(axis: str, index: int | None) -> dict[str, Any]:
    """From edge to edge of one token's cells, or of the whole axis."""
    if index is None:
        return {f"{axis}ref": f"{axis} domain", f"{axis}0": 0, f"{axis}1": 1}
    return {f"{axis}ref": axis, f"{axis}0": index - 0.5, f"{axis}1": index + 0.5}


def sink_badge(figure: go.Figure, share: float, look: Look) -> go.Figure:
    """Print the first token's share beside the title where it is a sink; NaN (one token) is none."""
    if share > SINK:
        theme = look.theme
        badge = look.words.sink_badge.format(share=f"{share:.0%}")
        style = f"font-size:{theme.size - 1}px;font-weight:400;color:{theme.accent}"
        figure.layout.title.text += f"  <span style='{style}'>⚓\u00a0{badge}</span>"
    return figure
