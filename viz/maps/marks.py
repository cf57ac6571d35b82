"""What is laid on or around a map: the hatched ground of masked cells, the chosen cell's frame, blinds, notes."""

import base64
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.paint import Paint
from headlight.viz.style.theme import Theme

ANCHOR = "⚓"
"""The sign of a sink."""


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


def covers(columns: Sequence[int], theme: Theme) -> list[dict[str, Any]]:
    """Plain blinds over columns that are hidden, with an anchor on each: neither masked, which is hatched, nor zero."""
    return [
        {
            "type": "rect",
            "name": "hidden",
            "fillcolor": theme.grid,
            "line": {"width": 0},
            "label": {"text": ANCHOR, "textposition": "top center", "font": {"color": theme.muted}},
        }
        | span("x", column)
        | span("y", None)
        for column in columns
    ]


def badge(figure: go.Figure, text: str, look: Look) -> go.Figure:
    """Print a warning beside the title."""
    theme = look.theme
    style = f"font-size:{theme.size - 1}px;font-weight:400;color:{theme.accent}"
    figure.layout.title.text += f"  <span style='{style}'>{ANCHOR}\u00a0{text}</span>"
    return figure


def notes(z: NDArray[np.float32], paint: Paint, look: Look) -> list[str]:
    """Under the title: which way the map reads and what hatching means if there is any; then the colour scale."""
    reading = look.words.orientation
    if np.isnan(z).any():
        reading += f" · {look.words.masked_legend}"
    return [reading, paint.legend()]


def with_notes(figure: go.Figure, usual: Sequence[str], further: Sequence[str], look: Look) -> go.Figure:
    """Print the usual lines under the title, for which there is room, and make room for further ones."""
    if further:
        return noted(figure, [*usual, *further], look)
    return figure.update_layout(title_subtitle_text="<br>".join(usual))
