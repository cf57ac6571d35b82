"""A drawing as a file: HTML that opens offline, its numbers as CSV, and names that any system takes."""

import html
import re

import plotly.graph_objects as go

from headlight.viz.drawing import Drawing
from headlight.viz.files.csv import csv_bytes
from headlight.viz.files.document import document
from headlight.viz.style.theme import DARK, LIGHT

UNSAFE = re.compile(r"[^A-Za-z0-9._]+")
TAG = re.compile(r"</?(?:b|i|br|span|sub|sup|em|a)\b[^<>]*>")
LONGEST = 80  # characters of a name


def offline_html(drawing: Drawing, language: str = "en") -> str:
    """The text of an HTML file with this figure alone, live, in its own colours, badges and notes.

    Args:
        drawing: by any function of `viz`; nothing is changed in it.
        language: of the figure's words.
    """
    paper = drawing.figure.layout.template.layout.paper_bgcolor
    theme = DARK if paper == DARK.paper else LIGHT
    return document(heading(drawing.figure), [drawing], theme, language)


def csv_of(drawing: Drawing) -> bytes:
    """The drawing's table as a CSV file, see `viz.files.csv`."""
    return csv_bytes(drawing.table)


def heading(figure: go.Figure) -> str:
    """The figure's title as plain text, its badge behind it."""
    title = figure.layout.title.text
    return " ".join(plain(title).split()) if title else "Headlight"


def plain(text: str) -> str:
    """A title as a person reads it: no tags, no entities."""
    return html.unescape(TAG.sub(lambda tag: " " if tag[0].startswith("<br") else "", text))


def file_name(*parts: object) -> str:
    """`headlight-gpt-L2H5`, to put an ending to: ASCII letters, digits, dots and underscores, and no folder."""
    safe = "-".join(filter(None, (UNSAFE.sub("-", str(part)).strip("-._") for part in ("headlight", *parts))))
    return safe[:LONGEST].rstrip("-._")
