"""Changes as they stand in links: a site and a head, a colon, and what is done there; semicolons between them.

    decoder.self.1.2:zero;decoder.self.0.*:temperature=0.5;decoder.self.1.2:cut=5-2;positions:shuffled=3

    zero, mean             the head's context vectors                      row=5:0.5,0,0.5   query 5's weights
    temperature=0.5        divides the scores                              cut=5-2           query 5 may not see key 2
    score=cosine           dot, scaled, cosine or distance                 hide=2            nobody may see key 2
    unmask                 every query may see every key

`*` is every head of the site. `positions:` is followed by `removed` or `shuffled=SEED`.
"""

import math
from collections.abc import Mapping, Sequence

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
from headlight.model.site import Site
from headlight.model.token_positions import Places
from headlight.server.address.fields import Field, Partly, decimal, natural, row_of, spelled

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


def read_row(text: str) -> tuple[float, ...]:
    """A number for each key, in any unit."""
    return normalised([LARGE.read(number) for number in text.split(",")])


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


def write_row(row: Sequence[float]) -> str:
    """Weights without needless digits."""
    return ",".join(f"{weight:.6f}".rstrip("0").rstrip(".") for weight in row)


LARGE = decimal(0, 1e6)
PLAIN = spelled({"zero": ZeroAblation(), "mean": MeanAblation(), "unmask": Unmask()})
WITH_VALUES: Mapping[str, tuple[type[Change], Field]] = {
    "temperature": (Temperature, row_of((decimal(COLDEST, HOTTEST),), "-")),
    "score": (ReplaceScore, row_of((spelled(SCORES),), "-")),
    "cut": (CutEdge, row_of((natural, natural), "-")),
    "hide": (HideToken, row_of((natural,), "-")),
    "row": (ReplaceRow, row_of((natural, Field(read_row, write_row)), ":")),
}
"""What is done to a head, by its word: what it becomes, and the fields of that in their order."""


def read_effect(what: str) -> Change:
    """What is done to a head, as in `temperature=0.5`; ValueError for what makes no sense."""
    word, equals, value = what.partition("=")
    if equals and word in WITH_VALUES:
        kind, values = WITH_VALUES[word]
        return kind(*values.read(value))
    change: Change = PLAIN.read(what)
    return change


def write_effect(change: Change) -> str:
    """What is done to a head, as it is read; ValueError for what has no name in links."""
    for word, (kind, values) in WITH_VALUES.items():
        if type(change) is kind:
            return f"{word}={values.write(tuple(vars(change).values()))}"
    return PLAIN.write(change)


def read_places(what: str) -> Places:
    """`removed` or `shuffled=3`."""
    kind, equals, seed = what.partition("=")
    if kind == "shuffled" and equals:
        return Places("shuffled", natural.read(seed))
    if what == "removed":
        return Places("removed")
    raise ValueError(f"expected removed or shuffled=SEED, got {what!r}")


def read_change(text: str) -> Altered:
    """The change that is written so; ValueError for what is none."""
    where, colon, what = text.partition(":")
    if not colon:
        raise ValueError(f"expected a place, a colon and a change, got {text!r}")
    if where == "positions":
        return read_places(what)
    site, _, head = where.rpartition(".")
    return Intervention(Site.parse(site), read_effect(what), None if head == "*" else natural.read(head))


def write_change(change: Altered) -> str:
    """One change as it is read."""
    if isinstance(change, Places):
        return "positions:removed" if change.kind == "removed" else f"positions:shuffled={change.seed}"
    head = "*" if change.head is None else change.head
    return f"{change.site}.{head}:{write_effect(change.change)}"


def read_changes(text: str) -> tuple[Altered, ...]:
    """The changes a text describes; `Partly` those that make sense, where others do not or there are too many."""
    found, faults = list[Altered](), 0
    for part in filter(None, text.split(";")):
        try:
            found.append(read_change(part))
        except ValueError:
            faults += 1
    if faults or len(found) > MOST:
        raise Partly(tuple(found[:MOST]))
    return tuple(found)


def write_changes(changes: Sequence[Altered]) -> str:
    """Changes as `read_changes` reads them, as many from the first as a link carries."""
    written, room = list[str](), LONGEST
    for change in map(write_change, changes):
        room -= len(change) + 1
        if room < 0:
            break
        written.append(change)
    return ";".join(written)


def cut(changes: Sequence[Altered]) -> bool:
    """Whether a link carries only the first of them."""
    return sum(len(write_change(change)) + 1 for change in changes) > LONGEST


CHANGES = Field(read_changes, write_changes, (), cut)
