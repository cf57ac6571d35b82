"""A Plotly figure on the page, in its own colours, with no button that sends it anywhere, and ways to keep it."""

from typing import Any

import streamlit as st

from ui.keep.files import Kept, figure_files
from viz.export import file_name

CONFIG = {"displaylogo": False, "showSendToCloud": False, "plotlyServerURL": ""}


def figure(drawn: Any, key: str, about: str | None = None) -> None:
    """Draw a Plotly figure, and under it what it can be kept as.

    Args:
        drawn: the figure.
        key: keeps it in its place from run to run, and names its files.
        about: a description for those who do not see it.
    """
    with st.container(gap=None):
        kept = bare_figure(drawn, key, about)
        with st.container(horizontal=True, horizontal_alignment="right"):
            figure_files([kept], key)


def bare_figure(drawn: Any, key: str, about: str | None = None) -> Kept:
    """The same without the control, and what it needs: for a menu of several figures."""
    st.plotly_chart(drawn, theme=None, key=key, config=config(key), alt=about)
    return Kept(lambda: drawn, f".st-key-{key}", key, file_name(key))


def config(key: str) -> dict[str, Any]:
    """Plotly's own settings: its button for an image saves a sharp PNG under a name that says what it is."""
    return CONFIG | {"toImageButtonOptions": {"format": "png", "scale": 3, "filename": file_name(key)}}
