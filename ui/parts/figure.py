"""A drawing on the page, in its own colours, with no button that sends it anywhere, and ways to keep it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from headlight.ui.parts.figures import Picked, plots
from headlight.ui.parts.keep.files import Kept, figure_files
from headlight.viz.drawing import Drawing
from headlight.viz.files.export import file_name, heading

WITHOUT_BUTTONS = {"displayModeBar": False}


def figure(drawing: Drawing, key: str, about: str | None = None) -> None:
    """Draw a figure, and under it what it and its table can be kept as.

    Args:
        drawing: the figure and its table.
        key: keeps it in its place from run to run, and names its files.
        about: a description for those who do not see it; without one, its title.
    """
    with st.container(gap=None):
        kept = bare_figure(drawing, key, about)
        with st.container(horizontal=True, horizontal_alignment="right"):
            figure_files([kept], key)


def bare_figure(drawing: Drawing, key: str, about: str | None = None) -> Kept:
    """The same without the control, and what it needs: for a menu of several figures."""
    described(drawing, key, about, image_button(key))
    return Kept(lambda: drawing, f".st-key-{key}", key, file_name(key))


def clickable_figure(
    drawing: Drawing, key: str, on_pick: Callable[[Picked], None], about: str | None = None
) -> None:
    """A map of which a cell can be chosen by a click, which `on_pick` is told before the page runs again."""
    described(drawing, key, about, WITHOUT_BUTTONS, on_pick)


def described(
    drawing: Drawing,
    key: str,
    about: str | None,
    config: dict[str, Any],
    on_pick: Callable[[Picked], None] | None = None,
) -> None:
    """The figure alone, with its description."""
    plots({key: (about or heading(drawing.figure), drawing)}, key, config, on_pick=on_pick)


def image_button(key: str) -> dict[str, Any]:
    """Plotly's own button for an image saves a sharp PNG under a name that says what it is."""
    return {"toImageButtonOptions": {"format": "png", "scale": 3, "filename": file_name(key)}}
