"""Tokens as axis labels.

A token may be anything a person typed. Plotly reads some tags, entities, $TeX$ and %{templates} in text, and a
browser obeys bidirectional controls, so a label goes through `shown` (no raw controls) and `escaped` (literal).

Tokens stand at the integers: on a category axis repeated tokens would merge. At most `MAX_LABELS` of them are
printed, since labels cost more time than cells; the others, and the full text of long ones, appear on hover by way
of `labelalias`, which costs n strings and not n².
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

from headlight.model.tokens import Token

MAX_LABELS = 32
MAX_COLUMNS = 12  # widest printed label; a Chinese character is two columns wide

ISOLATE, POP = "\u2068", "\u2069"
JOINERS = "\u200c\u200d"  # they hold emoji and Indic clusters together
# Characters Plotly would act on. A dollar sign begins TeX where MathJax is loaded.
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "%": "&#37;"}


def shown(text: str) -> str:
    """Text safe to put beside other text: controls by name, no line breaks, right-to-left isolated.

    `"a\\x00b"` becomes `a‹0000›b`; spaces do not break; text with right-to-left
    characters is set between U+2068 and U+2069 so that it cannot reorder its surroundings.
    """
    visible = "".join(visible_character(c) for c in text)
    if any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in visible):
        return ISOLATE + visible + POP
    return visible


def visible_character(character: str) -> str:
    """The character itself, unless it would not show, break the line or steer the text around it."""
    code = ord(character)
    category = unicodedata.category(character)
    if category in ("Zl", "Zp", "Cc", "Cs", "Cn", "Co") or (category == "Cf" and character not in JOINERS):
        return f"‹{code:04X}›"
    return "\u00a0" if category == "Zs" else character


def escaped(text: str) -> str:
    """Text that Plotly prints as it stands: `<b>` shows as `<b>`, not as bold."""
    return "".join(ENTITIES.get(c, c) for c in text)


def label(text: str) -> str:
    """A whole label, for hover."""
    return escaped(shown(text))


def short_label(text: str, columns: int = MAX_COLUMNS) -> str:
    """A label for an axis, at most `columns` wide, shortened with an ellipsis between whole characters."""
    return escaped(shown(shortened(text, columns)))


def shortened(text: str, columns: int) -> str:
    """The text, or its beginning and `…`; marks and joined emoji stay whole."""
    taken = widths(text)
    if sum(taken) <= columns:
        return text
    end, used = 0, 1  # the ellipsis
    while (
        used + taken[end] <= columns
    ):  # what takes no column joins the character before it, and is kept with it
        used += taken[end]
        end += 1
    return text[:end] + "…"


def widths(text: str) -> list[int]:
    """Columns each character takes, as in a terminal: 2 for Chinese and emoji, 0 for what joins the one before."""
    return [
        0 if joins(before, character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for before, character in zip("\0" + text, text, strict=False)
    ]


def joins(before: str, character: str) -> bool:
    """Whether a character belongs to the one before it: marks, variation selectors, skin tones, joined emoji."""
    tone = 0x1F3FB <= ord(character) <= 0x1F3FF
    joined = before == "\u200d" or character in JOINERS
    return tone or joined or unicodedata.category(character) in ("Mn", "Me")


def labelled(n: int, most: int = MAX_LABELS) -> range:
    """Which of n tokens are printed: evenly spaced from the first, at most `most`."""
    return range(0, n, max(1, -(-n // most)))


def token_axis(tokens: Sequence[Token], title: str) -> dict[str, Any]:
    """A Plotly axis with the tokens at 0 … n − 1.

    Hover names every token, as `3 · cat`. Plotly prefers a tick's text to its alias wherever the two coincide, so
    the ticks stand a thousandth of the axis aside: too little to see, enough to give hover the whole label.
    """
    n = len(tokens)
    printed = labelled(n)
    return {
        "title": {"text": title},
        "type": "linear",
        "tickmode": "array",
        "tickvals": [i + n / 1000 for i in printed],
        "ticktext": [short_label(tokens[i].label) for i in printed],
        "ticklabeloverflow": "allow",  # to see which labels reach beyond the figure takes longer than to draw it
        "labelalias": {str(i): f"{i} · {label(token.label)}" for i, token in enumerate(tokens)},
        "exponentformat": "none",
        "hoverformat": "d",
        "range": [-0.5, n - 0.5],
        "showgrid": False,
        "zeroline": False,
    }
