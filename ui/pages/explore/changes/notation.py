"""Changes as they stand in links: a site and a head, a colon, and what is done there; semicolons between them.

    decoder.self.1.2:zero;decoder.self.0.*:temperature=0.5;decoder.self.1.2:cut=5-2;positions:shuffled=3

    zero, mean             the head's context vectors                      row=5:0.5,0,0.5   query 5's weights
    temperature=0.5        divides the scores                              cut=5-2           query 5 may not see key 2
    score=cosine           dot, scaled, cosine or distance                 hide=2            nobody may see key 2
    unmask                 every query may see every key

`*` is every head of the site. `positions:` is followed by `removed` or `shuffled=SEED`.
"""

import math
from collections.abc import Callable, Mapping, Sequence

from headlight.model.attention import Cosine, DotProduct, NegativeSquaredDistance, ScaledDotProduct, Score
from headlight.model.interventions import (
    Change,
    CutEdge,
    HideToken,
    Intervention,
    MeanAblation,
    ReplaceRow,
    ReplaceScore,
    Temperature,
    Unmask,
    ZeroAblation,
)
from headlight.model.places import Places
from headlight.model.site import Site
from headlight.ui.settings import decimal, natural

Altered = Intervention | Places
"""One thing that is changed: attention somewhere, or where tokens stand."""

COLDEST, HOTTEST = 0.05, 20.0
LONGEST = 3000  # bytes of changes a link carries
MOST = 64  # changes

SCORES: Mapping[str, Score] = {
    "dot": DotProduct(),
    "scaled": ScaledDotProduct(),
    "cosine": Cosine(),
    "distance": NegativeSquaredDistance(),
}


def read_changes(text: str) -> tuple[tuple[Altered, ...], bool]:
    """The changes a text describes, and whether all of it made sense; what does not is left out."""
    found, whole = list[Altered](), True
    for part in filter(None, text.split(";")):
        try:
            found.append(read_change(part))
        except ValueError:
            whole = False
    return tuple(found[:MOST]), whole and len(found) <= MOST


def read_change(text: str) -> Altered:
    """The change that is written so; ValueError for what is none."""
    where, colon, what = text.partition(":")
    if not colon:
        raise ValueError(f"expected a place, a colon and a change, got {text!r}")
    if where == "positions":
        return read_places(what)
    site, _, head = where.rpartition(".")
    return Intervention(Site.parse(site), read_effect(what), None if head == "*" else natural(head))


def read_places(what: str) -> Places:
    """`removed` or `shuffled=3`."""
    kind, equals, seed = what.partition("=")
    if (kind, equals) == ("removed", ""):
        return Places("removed")
    if (kind, equals) == ("shuffled", "="):
        return Places("shuffled", natural(seed))
    raise ValueError(f"expected removed or shuffled=SEED, got {what!r}")


def read_effect(what: str) -> Change:
    """What is done to a head, as in `temperature=0.5`."""
    name, _, value = what.partition("=")
    if what in PLAIN:
        return PLAIN[what]
    if name not in READERS:
        raise ValueError(f"expected one of {', '.join((*PLAIN, *READERS))}, got {what!r}")
    return READERS[name](value)


def read_score(name: str) -> Change:
    """`cosine`"""
    if name not in SCORES:
        raise ValueError(f"expected one of {', '.join(SCORES)}, got {name!r}")
    return ReplaceScore(SCORES[name])


def read_cut(cell: str) -> Change:
    """`5-2`: a query and a key."""
    query, _, key = cell.partition("-")
    return CutEdge(natural(query), natural(key))


def read_row(text: str) -> Change:
    """`5:0.5,0,0.5`: a query, and a number for each key, in any unit."""
    query, _, numbers = text.partition(":")
    return ReplaceRow(natural(query), normalised([decimal(0, 1e6)(number) for number in numbers.split(",")]))


PLAIN: Mapping[str, Change] = {"zero": ZeroAblation(), "mean": MeanAblation(), "unmask": Unmask()}
READERS: Mapping[str, Callable[[str], Change]] = {
    "temperature": lambda value: Temperature(decimal(COLDEST, HOTTEST)(value)),
    "score": read_score,
    "cut": read_cut,
    "hide": lambda value: HideToken(natural(value)),
    "row": read_row,
}


def normalised(numbers: Sequence[float]) -> tuple[float, ...]:
    """Numbers from 0, divided by their sum, to six digits so that a link reproduces them; ValueError if all are 0.

    What rounding leaves over goes to the largest.
    """
    total = math.fsum(numbers)
    if not total > 0:
        raise ValueError("expected at least one number above 0")
    row = [round(number / total, 6) for number in numbers]
    largest = row.index(max(row))
    row[largest] = round(row[largest] + 1 - math.fsum(row), 6)
    return tuple(row)


def write_changes(changes: Sequence[Altered]) -> str:
    """Changes as `read_changes` reads them, as many from the first as a link carries."""
    written, room = list[str](), LONGEST
    for change in map(write_change, changes):
        room -= len(change) + 1
        if room < 0:
            break
        written.append(change)
    return ";".join(written)


def write_change(change: Altered) -> str:
    """One change as it is read."""
    if isinstance(change, Places):
        return "positions:removed" if change.kind == "removed" else f"positions:shuffled={change.seed}"
    head = "*" if change.head is None else change.head
    return f"{change.site}.{head}:{write_effect(change.change)}"


def write_effect(change: Change) -> str:
    """What is done to a head, as it is read; ValueError for what has no name in links."""
    match change:
        case Temperature(temperature):
            return f"temperature={temperature:g}"
        case ReplaceScore(replacement):
            return f"score={named(SCORES, replacement)}"
        case CutEdge(query, key):
            return f"cut={query}-{key}"
        case HideToken(key):
            return f"hide={key}"
        case ReplaceRow(query, row):
            return f"row={query}:{','.join(f'{weight:.6f}'.rstrip('0').rstrip('.') for weight in row)}"
    return named(PLAIN, change)


def named(names: Mapping[str, object], value: object) -> str:
    """The name of a value; ValueError if it has none."""
    for name, known in names.items():
        if known == value:
            return name
    raise ValueError(f"expected one of {', '.join(names)}, got {value!r}")
