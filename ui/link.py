"""The view as a link: everything that defines what is on the page, to and from the URL's query.

    /?lang=en&model=gpt&text=The+cat…&site=decoder.self.1&head=2&query=5&key=2
    /?model=transformer&text=The+cat…&beam=4&to=zh
    /?model=gpt&text=The+cat…&change=decoder.self.1.2:zero;positions:shuffled=3
    /?model=gpt&text=The+cat…&panel=lines&heads=decoder.self.0.3&sort=induction

A link may have been typed or mangled by anybody: a value that makes no sense is left out, and named, so that the page
can say what it ignored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import Any
from urllib.parse import quote

from headlight.model.site import Site
from headlight.ui.pages.explore.changes.notation import Altered, read_changes, write_changes
from headlight.ui.parts.workbench import view as bench
from headlight.ui.settings import SETTINGS, Settings, natural

# Bytes of percent-encoded text a link carries; servers and proxies refuse much longer ones.
LONGEST_TEXT = 6000
LONGEST_SETTING = 1500

OWN = ("text", "model", "site", "head", "query", "key")
NAMES = (*OWN, "change", *bench.VIEW, *SETTINGS)
"""Every parameter a link to the Explore page may have, but its language and what a view of the trace adds."""


@dataclass(frozen=True)
class View:
    """What the Explore page shows. `site`, `head`, `query` and `key` are None until something chooses them.

    `settings` are those of `ui.settings` that were changed; `changes`, what was changed in the model; `bench`, what the
    workbench shows beside the selection, see `ui.parts.workbench.view`.
    """

    text: str | None = None
    model: str | None = None
    site: Site | None = None
    head: int | None = None
    query: int | None = None
    key: int | None = None
    settings: Settings = field(default_factory=dict)
    changes: tuple[Altered, ...] = ()
    bench: Mapping[str, Any] = field(default_factory=dict)


def read_link(params: Mapping[str, str], known: Callable[[str], bool]) -> tuple[View, tuple[str, ...]]:
    """The view a query describes, and the names of the parameters that made no sense.

    Args:
        params: of the query.
        known: whether there is a model of that name.
    """
    readers: dict[str, Callable[[str], Any]] = {
        "text": str,
        "model": model_of(known),
        "site": Site.parse,
        "head": natural,
        "query": natural,
        "key": natural,
        **bench.READERS,
        **{name: setting.read for name, setting in SETTINGS.items()},
    }
    found, ignored = {}, []
    for name, read in readers.items():
        if name in params:
            try:
                found[name] = read(params[name])
            except ValueError:
                ignored.append(name)
    own, beside = ({name: found.pop(name) for name in names if name in found} for names in (OWN, bench.VIEW))
    changes, whole = read_changes(params.get("change", ""))
    if not whole:
        ignored.append("change")
    return View(**own, settings=found, changes=changes, bench=beside), tuple(ignored)


def model_of(known: Callable[[str], bool]) -> Callable[[str], str]:
    """Reads a model's name; ValueError if there is no such model."""

    def read(value: str) -> str:
        if not known(value):
            raise ValueError(f"expected the name of a model, got {value!r}")
        return value

    return read


def write_link(view: View) -> dict[str, str]:
    """The query that reopens a view."""
    own = {name: getattr(view, name) for name in OWN if getattr(view, name) is not None}
    carried = {name: str(value) for name, value in own.items()}
    if view.text is not None:
        carried["text"] = shortened(view.text)
    if changes := write_changes(view.changes):
        carried["change"] = changes
    settings = {name: shortened(written(value), LONGEST_SETTING) for name, value in view.settings.items()}
    return carried | bench.written(view.bench) | settings


def cut_short(view: View) -> tuple[str, ...]:
    """The parameters of which a link to this view carries only the beginning; the text itself is not among them."""
    link = write_link(view)
    settings = [name for name, value in view.settings.items() if link[name] != written(value)]
    lost = len(read_changes(link.get("change", ""))[0]) < len(view.changes)
    return (*settings, "change") if lost else tuple(settings)


def written(value: Any) -> str:
    """A setting as `SETTINGS` reads it: positions with commas between, numbers without needless digits."""
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def shortened(text: str, longest: int = LONGEST_TEXT) -> str:
    """As much of the text's beginning as a link carries."""
    encoded = accumulate(len(quote(character, errors="replace")) for character in text)
    return text[: sum(1 for _ in takewhile(lambda length: length <= longest, encoded))]
