"""Figures in one component, drawn again in their places: Streamlit's own charts would be made anew at every change."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from headlight.ui.component import component
from headlight.ui.words import language
from headlight.viz.drawing import Drawing

NAME = "headlight_figures"
CONFIG: Mapping[str, Any] = {
    "displaylogo": False,
    "showSendToCloud": False,  # Plotly's default offers to upload the visitor's text
    "plotlyServerURL": "",
    "modeBarButtonsToRemove": ["select2d", "lasso2d"],
}
"""Plotly's own settings, of every figure."""

Picked = dict[str, Any]
"""A cell of a map that was clicked: `{"figure": "map", "x": 3, "y": 5}`."""


def plots(
    figures: Mapping[str, tuple[str, Drawing]],
    key: str,
    config: Mapping[str, Any],
    narrowest: int = 0,
    on_pick: Callable[[Picked], None] | None = None,
) -> None:
    """Draw figures side by side.

    Args:
        figures: by name, each a description for those who do not see it and a drawing.
        key: of the component on the page.
        config: Plotly's own settings, beside those of every figure.
        narrowest: pixels below which a figure moves into a row of its own.
        on_pick: called with a clicked cell before the page runs again.
    """

    def report() -> None:
        if on_pick and (picked := st.session_state[key].get("picked")):
            on_pick(picked)

    data = {
        "figures": [[name, about, drawn.figure.to_json()] for name, (about, drawn) in figures.items()],
        "config": {**CONFIG, **config},
        "narrowest": narrowest,
        "picks": on_pick is not None,
        "language": language(),
    }
    component(NAME, "figures/index.js", "mountPlots", ("figures/plots.css",))(
        key=key, data=data, on_picked_change=report
    )
