"""The two heads that are compared: those that were chosen, as far as both readings have them, or else others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from headlight.analysis.changed_heads import changed_heads
from headlight.analysis.correspondence import of_maps
from headlight.analysis.first_head import Head, opening_head, opening_query
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui import address_bar
from headlight.ui.cache import shared
from headlight.ui.engine import shared_engine
from headlight.ui.pages.compare.address import HEADS
from headlight.ui.pages.compare.state import Chosen, chosen
from headlight.ui.parts.head_choice import choice_of, choices, selection_of
from headlight.ui.readings import Readings
from headlight.viz.compare.side import Pairs, Side

KEPT = 32  # pairs of readings, a number for each head
ROUNDING = 1e-6  # nats; what is less has not changed


@dataclass(frozen=True, eq=False)
class Pair:
    """Both sides, and which of their tokens belong together.

    Attributes:
        left, right: a reading and its head; the left selection has a query, the right one that query's counterpart, or
            None where it has none.
        pairs: of queries and of keys.
        shared: whether A's head exists in B under the same address.
    """

    left: Side
    right: Side
    pairs: Pairs
    shared: bool


@shared(KEPT)
def changed(left: Question, right: Question, *, readings: Readings) -> pd.DataFrame:
    """How far every head of both readings has changed, computed once for everybody who compares them."""
    return changed_heads(readings.of(left), readings.of(right))


def pair_of(left: Question, right: Question, readings: Readings) -> Pair | None:
    """What is compared of two readings; None if one of them has no attention."""
    ours, theirs = readings.of(left), readings.of(right)
    if not (ours.steps and theirs.steps):
        return None
    wanted = known(chosen(), ours, theirs)
    head = wanted.left or opening(ours, changed(left, right, readings=readings))
    other = counterpart(head, wanted, choices(theirs))
    one, two = selection_of(head), selection_of(other)
    pairs = of_maps(ours, one.site, theirs, two.site)
    step = ours.step(one.site)
    query = wanted.query
    if query is None or query >= step.n_query:
        if query is not None and wanted.from_link:
            address_bar.ignore("query")
        replaced = pairs[0].left[pairs[0].replaced & (pairs[0].left > 0)]
        query = int(replaced[0]) if len(replaced) else opening_query(ours, step)
    return Pair(
        Side(ours, replace(one, query=query)),
        Side(theirs, replace(two, query=pairs[0].counterpart(query))),
        pairs,
        head in choices(theirs),
    )


def known(wanted: Chosen, left: Trace, right: Trace) -> Chosen:
    """What was chosen, without the heads that are not there; if a link asked for them, the page says so."""
    for side, trace, (site, number) in zip(("left", "right"), (left, right), HEADS, strict=True):
        head = getattr(wanted, side)
        if head is not None and head not in choices(trace):
            wanted = replace(wanted, left=None) if side == "left" else replace(wanted, right=None)
            if wanted.from_link:
                there = str(selection_of(head).site) in map(str, trace.sites())
                address_bar.ignore(number if there else site)
    return wanted


def opening(left: Trace, table: pd.DataFrame) -> str:
    """The head that changed most; where none did, the one that Explore begins with."""
    values = table["divergence"].to_numpy()
    if len(values) and np.nan_to_num(values).max() > ROUNDING:
        most = table.iloc[int(np.nanargmax(values))]
        return f"{most['site']}.{most['head']}"
    first = opening_head(left, shared_engine().model(left.model_name).card)
    return choice_of(Head(first.site, first.head))


def counterpart(head: str, wanted: Chosen, offered: Sequence[str]) -> str:
    """B's head: A's if both are linked and B has it, else the one that was chosen, else the one most like A's."""
    if wanted.linked and head in offered:
        return head
    if wanted.right is not None and wanted.right in offered:
        return wanted.right
    ours = selection_of(head)

    def unlike(other: str) -> tuple[bool, int, int]:
        theirs = selection_of(other)
        kinds = (ours.site.stack, ours.site.kind), (theirs.site.stack, theirs.site.kind)
        return kinds[0] != kinds[1], abs(ours.site.layer - theirs.site.layer), abs(ours.head - theirs.head)

    return min(offered, key=unlike)
