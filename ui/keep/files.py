"""What can be kept of one figure: two images, a file that opens offline, and its numbers."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from ui.keep.images import image_buttons
from ui.keep.words import keep_words
from viz.export import csv_of, offline_html

MIME = {"html": "text/html", "csv": "text/csv", "json": "application/json"}


def figure_files(draw: Callable[[], Any], place: str | None, key: str, name: str, label: str = "") -> None:
    """A small control that opens to four buttons; nothing is drawn or sent while it is closed.

    Args:
        draw: the figure, for the file and its numbers, once somebody asks for them.
        place: a CSS selector of the figure on the page, or of what is around it; None if it is not there now, and no
            image can be taken.
        key: of the control on the page.
        name: of the files, without their endings: safe characters only, see `viz.export.file_name`.
        label: what the control says, as Markdown; "Keep" without one.
    """
    words, language = keep_words(), st.session_state.get("lang", "en")
    opened = st.popover(
        label or words.keep,
        icon=":material/download:",
        type="tertiary",
        key=f"keep_{key}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        if place is not None:
            image_buttons(place, name, f"keep_{key}_images")
        download(words.html, lambda: offline_html(draw(), language), f"{name}.html", f"keep_{key}_html")
        download(words.csv, lambda: csv_of(draw()), f"{name}.csv", f"keep_{key}_csv")


def download(
    label: str, made: Callable[[], str | bytes], name: str, key: str, help: str | None = None
) -> None:
    """A button, as wide as its place, for a file that is made when it is pressed, without a run of the page."""
    mime = MIME.get(name.rpartition(".")[2], "application/octet-stream")
    st.download_button(label, made, name, mime, key=key, help=help, on_click="ignore", width="stretch")
