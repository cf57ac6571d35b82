"""A figure as a file: HTML that opens offline, its numbers as CSV, and names that any system takes."""

import re

import plotly.graph_objects as go

from headlight.viz.files.document import document
from headlight.viz.style.theme import DARK, LIGHT
from headlight.viz.table_of import plain, table_of

UNSAFE = re.compile(r"[^A-Za-z0-9._]+")
LONGEST = 80  # characters of a name


def offline_html(figure: go.Figure, language: str = "en") -> str:
    """The text of an HTML file with this figure alone, live, in its own colours, badges and notes.

    Args:
        figure: by any function of `viz`; nothing is changed in it.
        language: of the figure's words.
    """
    paper = figure.layout.template.layout.paper_bgcolor
    theme = DARK if paper == DARK.paper else LIGHT
    return document(heading(figure), [figure], theme, language)


def csv_of(figure: go.Figure) -> bytes:
    """The figure's numbers (`viz.table_of`) as a CSV file in UTF-8; its mark at the start tells Excel so."""
    text: str = table_of(figure).to_csv(index=False)
    return text.encode("utf-8-sig")


def heading(figure: go.Figure) -> str:
    """The figure's title as plain text, its badge behind it."""
    title = figure.layout.title.text
    return " ".join(plain(title).split()) if title else "Headlight"


def file_name(*parts: object) -> str:
    """`headlight-gpt-L2H5`, to put an ending to: ASCII letters, digits, dots and underscores, and no folder."""
    safe = "-".join(filter(None, (UNSAFE.sub("-", str(part)).strip("-._") for part in ("headlight", *parts))))
    return safe[:LONGEST].rstrip("-._")
