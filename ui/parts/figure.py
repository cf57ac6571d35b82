"""A Plotly figure on the page, in its own colours, with no button that sends it anywhere, and ways to keep it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from headlight.ui.parts.figures import Picked, plots
from headlight.ui.parts.keep.files import Kept, figure_files
from headlight.viz.files.export import file_name, heading

WITHOUT_BUTTONS = {"displayModeBar": False}


def figure(drawn: Any, key: str, about: str | None = None) -> None:
    """Draw a Plotly figure, and under it what it can be kept as.

    Args:
        drawn: the figure.
        key: keeps it in its place from run to run, and names its files.
        about: a description for those who do not see it; without one, its title.
    """
    with st.container(gap=None):
        kept = bare_figure(drawn, key, about)
        with st.container(horizontal=True, horizontal_alignment="right"):
            figure_files([kept], key)


def bare_figure(drawn: Any, key: str, about: str | None = None) -> Kept:
    """The same without the control, and what it needs: for a menu of several figures."""
    plots({key: (about or heading(drawn), drawn)}, key, image_button(key))
    return Kept(lambda: drawn, f".st-key-{key}", key, file_name(key))


def clickable_figure(
    drawn: Any, key: str, on_pick: Callable[[Picked], None], about: str | None = None
) -> None:
    """A map of which a cell can be chosen by a click, which `on_pick` is told before the page runs again."""
    plots({key: (about or heading(drawn), drawn)}, key, WITHOUT_BUTTONS, on_pick=on_pick)


def image_button(key: str) -> dict[str, Any]:
    """Plotly's own button for an image saves a sharp PNG under a name that says what it is."""
    return {"toImageButtonOptions": {"format": "png", "scale": 3, "filename": file_name(key)}}
