"""The view as a link: everything that defines what is on the page, to and from the URL's query.

    /?lang=en&model=gpt&text=The+cat…&site=decoder.self.1&head=2&query=5&key=2

A link may have been typed or mangled by anybody: a value that makes no sense is left out, and named, so that the page
can say what it ignored.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from itertools import accumulate, takewhile
from typing import Any
from urllib.parse import quote

from model.site import Site

LONGEST_TEXT = (
    6000  # bytes of percent-encoded text a link carries; servers and proxies refuse much longer ones
)


@dataclass(frozen=True)
class View:
    """What the Explore page shows. `site`, `head`, `query` and `key` are None until something chooses them."""

    text: str | None = None
    model: str | None = None
    site: Site | None = None
    head: int | None = None
    query: int | None = None
    key: int | None = None


def read_link(params: Mapping[str, str], models: Collection[str]) -> tuple[View, tuple[str, ...]]:
    """The view a query describes, and the names of the parameters that made no sense."""
    readers: dict[str, Callable[[str], Any]] = {
        "text": str,
        "model": lambda value: one_of(value, models),
        "site": Site.parse,
        "head": natural,
        "query": natural,
        "key": natural,
    }
    found, ignored = {}, []
    for name, reader in readers.items():
        if name in params:
            try:
                found[name] = reader(params[name])
            except ValueError:
                ignored.append(name)
    return View(**found), tuple(ignored)


def write_link(view: View) -> dict[str, str]:
    """The query that reopens a view."""
    values = {field.name: getattr(view, field.name) for field in fields(view)}
    values["text"] = None if view.text is None else shortened(view.text)
    return {name: str(value) for name, value in values.items() if value is not None}


def shortened(text: str) -> str:
    """As much of the text's beginning as a link carries."""
    encoded = accumulate(len(quote(character, errors="replace")) for character in text)
    return text[: sum(1 for _ in takewhile(lambda length: length <= LONGEST_TEXT, encoded))]


def natural(value: str) -> int:
    """A number from 0 to 999,999 in ASCII digits, else ValueError."""
    if not (value.isascii() and value.isdigit() and len(value) <= 6):
        raise ValueError(f"expected a small whole number, got {value!r}")
    return int(value)


def one_of(value: str, choices: Collection[str]) -> str:
    """The value itself if it is one of the choices, else ValueError."""
    if value not in choices:
        raise ValueError(f"expected one of {', '.join(choices)}, got {value!r}")
    return value
