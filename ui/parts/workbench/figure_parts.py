"""The chosen head's figure in two: the frame that all heads over the same tokens share, and what is its own."""

from typing import Any, NamedTuple

import numpy as np
import plotly.graph_objects as go
import plotly.io as pio
from numpy.typing import NDArray


class FigureParts(NamedTuple):
    """A figure, to be put together again in the browser (`web/workbench/model.js`).

    Attributes:
        frame: the figure as JSON without what follows: axes, ticks, colour scale, notes, theme.
        numbers: of its first map, float32 [n_query, n_key], NaN where masked; [0, 0] for a figure without one.
        title: its title, which names the head.
        shapes: around the chosen cell.
    """

    frame: str
    numbers: NDArray[np.float32]
    title: str
    shapes: list[dict[str, Any]]


def parts_of(figure: go.Figure) -> FigureParts:
    """Take a figure apart; what it was drawn for (`layout.meta`) is left out."""
    drawn = figure.to_plotly_json()
    data, layout = drawn["data"], drawn["layout"]
    numbers = np.asarray(figure.data[0].z if data else np.zeros((0, 0)), np.float32)
    for first in data[:1]:
        del first["z"]
    title = layout.get("title", {}).pop("text", "")
    shapes = [shape.to_plotly_json() for shape in figure.layout.shapes]
    for name in ("shapes", "meta"):
        layout.pop(name, None)
    return FigureParts(pio.to_json(drawn, validate=False), numbers, title, shapes)
