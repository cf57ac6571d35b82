"""What the workbench shows beside the selection: which panel, which heads together, in what order. All of it optional.

    panel      "heatmap", "lines" or "text"
    heads      further heads to compare, ((site, head), …); in a link decoder.self.0.3,decoder.self.2.1
    threshold  weights below it have no line
    sort       "layer", or the metric that ranks the heads
    scale      "shared": one colour scale for all tiles; "head": each tile's own
    pinned     "query" or "key": which token of the selection the lines or the text stay with
    window     of a long text, the first query and the first key that are shown; in a link 256,0
    pooling    "mean" or "maximum": what the tiles of a long text stand for

What is absent is as at first. Bad values raise ValueError when read from a link; what a trace
lacks, the browser ignores.
"""

from collections.abc import Callable, Mapping
from typing import Any

from headlight.model.site import Site
from headlight.ui.parts.workbench.metrics import METRICS
from headlight.ui.settings import one_of

VIEW = ("panel", "heads", "threshold", "sort", "scale", "pinned", "window", "pooling")

PANELS = ("heatmap", "lines", "text")
SORTS = ("layer", *METRICS)
SCALES = ("shared", "head")
PINNED = ("query", "key")
POOLINGS = ("mean", "maximum")

Head = tuple[str, int]


def share(text: str) -> float:
    """A weight from 0 to 1."""
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(f"expected a weight from 0 to 1, got {text!r}")
    return value


def heads(text: str) -> tuple[Head, ...]:
    """`decoder.self.0.3,decoder.self.2.1`, as sites and heads."""
    found = []
    for part in text.split(","):
        site, _, head = part.rpartition(".")
        if not (head.isascii() and head.isdigit()):
            raise ValueError(f"expected a head such as decoder.self.0.3, got {part!r}")
        found.append((str(Site.parse(site)), int(head)))
    return tuple(found)


def start(text: str) -> tuple[int, int]:
    """`256,0`, as the first query and the first key."""
    numbers = text.split(",")
    if len(numbers) != 2 or not all(n.isascii() and n.isdigit() and len(n) < 10 for n in numbers):
        raise ValueError(f"expected the first query and key of a window, such as 256,0, got {text!r}")
    return int(numbers[0]), int(numbers[1])


READERS: Mapping[str, Callable[[str], Any]] = {
    "panel": one_of(PANELS),
    "heads": heads,
    "threshold": share,
    "sort": one_of(SORTS),
    "scale": one_of(SCALES),
    "pinned": one_of(PINNED),
    "window": start,
    "pooling": one_of(POOLINGS),
}
"""From a link's parameter to a value of `view`; ValueError if it makes no sense."""


def written(view: Mapping[str, Any]) -> dict[str, str]:
    """The parameters of a link that `READERS` reads back; only what differs from the beginning."""
    given = {name: view[name] for name in VIEW if view.get(name) not in (None, (), [])}
    return {name: spelled(value) for name, value in given.items()}


def spelled(value: Any) -> str:
    """One value as a link has it."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return f"{value:g}"
    return ",".join(str(part) if isinstance(part, int) else f"{part[0]}.{part[1]}" for part in value)
