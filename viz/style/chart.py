"""An empty chart: title, a line of notes under it, two named axes."""

import plotly.graph_objects as go

from headlight.viz.style.look import Look
from headlight.viz.style.theme import apply


def chart(title: str, note: str, axes: tuple[str, str], look: Look) -> go.Figure:
    """A themed figure to add lines to.

    Args:
        title, note: the heading, and what is under it in small letters.
        axes: the names of x and y.
        look: theme and words.
    """
    across, up = axes
    figure = go.Figure()
    figure.update_layout(
        title={"text": title, "subtitle": {"text": note}, "pad": {"b": 2.9 * look.theme.size}},
        margin={"t": 5.4 * look.theme.size},
        xaxis={"title": {"text": across}, "showgrid": False, "zeroline": False},
        yaxis={"title": {"text": up}},
        hovermode="closest",
        legend={
            "orientation": "h",
            "x": 0,
            "xanchor": "left",
            "yref": "container",
            "y": 0.02,
            "yanchor": "bottom",
        },
        uirevision=title,
    )
    return apply(figure, look.theme)
