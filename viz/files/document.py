"""One HTML file with text, tables and live Plotly figures that opens anywhere, without a network.

plotly.js comes out of the installed package and is in the file once. The file asks nobody for anything: its content
policy forbids it. Everything that a visitor may have typed goes in as text, with controls by name
(`viz.style.ticks.shown`).
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote

import plotly.graph_objects as go
from plotly.io import to_html
from plotly.offline import get_plotlyjs

from headlight.viz.drawing import Drawing
from headlight.viz.style.theme import FONTS, LIGHT, Theme
from headlight.viz.style.ticks import shown

STYLE = Path(__file__).with_name("document.css")
COLOURS = ("paper", "text", "muted", "grid", "accent", "selected")
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
RESERVED = "!#$%&'()*+,/:;=?@[]~"  # what an address may hold as it is, besides letters and digits
CONFIG = {"displaylogo": False, "showSendToCloud": False, "responsive": True}
HEIGHT = "clamp(420px, 105vw, 640px)"  # of a figure that does not say its own


@dataclass(frozen=True)
class Heading:
    """The title of the page (level 1) or of a part of it."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Paragraph:
    """A sentence or two."""

    text: str


@dataclass(frozen=True)
class Quotation:
    """What was typed, or written by a model."""

    text: str


@dataclass(frozen=True)
class Link:
    """An address to follow, printed as it is; only http and https are."""

    address: str


@dataclass(frozen=True)
class Facts:
    """Names and what they are, as a list of pairs."""

    pairs: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """Rows under headings. `lit`: the row to light up, if any; `words`: how many columns from the left are words."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]] = field(repr=False)
    lit: int | None = None
    words: int = 1


Part: TypeAlias = Heading | Paragraph | Quotation | Link | Facts | Table | Drawing


def document(title: str, parts: Sequence[Part], theme: Theme = LIGHT, language: str = "en") -> str:
    """The file's whole text.

    Args:
        title: on the page's tab.
        parts: from top to bottom.
        theme: colours of the page; figures have their own.
        language: of the page, as in `lang="en"`.
    """
    colours = "".join(f"--{name}: {getattr(theme, name)}; " for name in COLOURS)
    root = f":root {{ {colours}--scheme: {theme.name}; --fonts: {FONTS}; }}"
    body = "\n".join(drawn(part, number) for number, part in enumerate(parts))
    return f"""<!doctype html>
<html lang="{html.escape(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{literal(title)}</title>
<style>{root}
{STYLE.read_text(encoding="utf-8")}</style>
<script>{get_plotlyjs()}</script>
</head>
<body>
{body}
</body>
</html>
"""


def drawn(part: Part, number: int) -> str:
    """One part as HTML; a figure's element has its number."""
    match part:
        case Heading(text):
            return f"<h{part.level}>{literal(text)}</h{part.level}>"
        case Paragraph(text):
            return f"<p>{literal(text)}</p>"
        case Quotation(text):
            return f'<blockquote dir="auto">{literal(text)}</blockquote>'
        case Link(address) if address.startswith(("http://", "https://")):
            followed = html.escape(quote(address, safe=RESERVED))
            return f'<p><a href="{followed}" rel="noreferrer">{literal(address)}</a></p>'
        case Link(address):
            return f"<p>{literal(address)}</p>"
        case Facts(pairs):
            return (
                f"<dl>{''.join(f'<dt>{literal(k)}</dt><dd>{literal(v)}</dd>' for k, v in pairs.items())}</dl>"
            )
        case Table():
            return table(part)
    return live(part.figure, f"figure-{number}")


def live(figure: go.Figure, name: str) -> str:
    """A figure in an element of this name; the library has to be there already."""
    made: str = to_html(
        figure, CONFIG, include_plotlyjs=False, full_html=False, default_height=HEIGHT, div_id=name
    )
    return f'<div class="figure">{made}</div>'


def table(part: Table) -> str:
    """A table in a box of its own, which scrolls where it is wider than the page."""
    head = row("th", part.headings, part.words)
    lit = {part.lit: ' class="lit"'}
    rows = "".join(
        f"<tr{lit.get(i, '')}>{row('td', cells, part.words)}</tr>" for i, cells in enumerate(part.rows)
    )
    return f'<div class="scrolling"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def row(tag: str, cells: Sequence[str], words: int) -> str:
    """The cells of one row."""
    said = ' class="words"'
    return "".join(f"<{tag}{said if i < words else ''}>{literal(c)}</{tag}>" for i, c in enumerate(cells))


def literal(text: str) -> str:
    """Text that HTML shows as it stands; spaces may break a line."""
    return html.escape(shown(text).replace("\u00a0", " "))
