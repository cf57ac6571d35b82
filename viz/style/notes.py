"""Lines of notes under a figure's title: as many as there are, each short enough for a phone."""

from collections.abc import Sequence

import plotly.graph_objects as go

from headlight.viz.style.look import Look


def noted(figure: go.Figure, lines: Sequence[str], look: Look) -> go.Figure:
    """Print the lines under the title and make room for them; the figure, changed in place."""
    size = look.theme.size
    return figure.update_layout(
        title={"subtitle": {"text": "<br>".join(lines)}, "pad": {"b": (1.2 + 1.7 * len(lines)) * size}},
        margin={"t": (3.6 + 1.8 * len(lines)) * size},
    )
