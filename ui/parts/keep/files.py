"""What can be kept of one figure: two images, a file that opens offline, and its numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from headlight.ui.markdown import as_markdown
from headlight.ui.parts.keep.images import image_buttons
from headlight.ui.words import language, t
from headlight.viz.drawing import Drawing
from headlight.viz.files.export import csv_of, heading, offline_html

MIME = {"html": "text/html", "csv": "text/csv", "json": "application/json"}


@dataclass(frozen=True)
class Kept:
    """A figure that can be kept.

    Attributes:
        draw: the figure and its table, for the files, once somebody asks for them.
        place: a CSS selector of the figure on the page, or of what is around it; None if it is not there now, and no
            image can be taken.
        key: tells its buttons from others on the page.
        name: of the files, without their endings: safe characters only, see `viz.files.export.file_name`.
    """

    draw: Callable[[], Drawing]
    place: str | None
    key: str
    name: str


def figure_files(figures: Sequence[Kept], key: str, label: str = "") -> None:
    """A small control that opens to four buttons for each figure; nothing is drawn or sent while it is closed.

    Args:
        figures: one, or several that stand together.
        key: of the control on the page.
        label: what the control says, as Markdown; "Keep" without one.
    """
    opened = st.popover(
        label or t("keep-keep"),
        icon=":material/download:",
        type="tertiary",
        key=f"keep_{key}",
        on_change="rerun",
    )
    if not opened.open:
        return
    with opened:
        for kept in figures:
            if len(figures) > 1:
                st.markdown(f"**{as_markdown(heading(kept.draw().figure))}**")
            files(kept)


def files(kept: Kept) -> None:
    """One figure's buttons."""
    spoken = language()
    name, key, draw = kept.name, f"keep_{kept.key}", kept.draw
    if kept.place is not None:
        image_buttons(kept.place, name, f"{key}_images")
    download(t("keep-html"), lambda: offline_html(draw(), spoken), f"{name}.html", f"{key}_html")
    download(t("keep-csv"), lambda: csv_of(draw()), f"{name}.csv", f"{key}_csv")


def download(
    label: str, made: Callable[[], str | bytes], name: str, key: str, help: str | None = None
) -> None:
    """A button, as wide as its place, for a file that is made when it is pressed, without a run of the page."""
    mime = MIME.get(name.rpartition(".")[2], "application/octet-stream")
    st.download_button(label, made, name, mime, key=key, help=help, on_click="ignore", width="stretch")
