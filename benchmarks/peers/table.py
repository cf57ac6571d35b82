"""Findings as Markdown, and how many times better ours are than the best peer's, beside what was to be reached."""

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from benchmarks.peers.seen import BERTVIZ, OURS, Seen


class Found(NamedTuple):
    """A number, and whether it may be more: what was not seen within a limit took at least that."""

    number: float
    at_least: bool = False


Measure = Callable[[Seen], Found | None]


@dataclass(frozen=True)
class Goal:
    """How many times more of something peers need, on a text of n tokens.

    Attributes:
        what: it is about.
        measure: what was found, less being better; None for a view that did not come to it.
        least: times, to be reached.
        against: whose views are compared; all peers' if "".
    """

    what: str
    measure: Measure
    n: int
    least: float
    against: str = ""


def sent(seen: Seen) -> Found | None:
    """Bytes for the view."""
    return Found(seen.sent) if seen.sent else None


def seconds(seen: Seen) -> Found | None:
    """Until it was painted."""
    if seen.seconds is not None:
        return Found(seen.seconds)
    return Found(seen.waited, at_least=True) if seen.waited else None


def switch(seen: Seen) -> Found | None:
    """Until another head was."""
    return None if seen.switch is None else Found(seen.switch)


GOALS = (
    Goal("bytes", sent, 128, 20.0),
    Goal("bytes", sent, 512, 200.0, BERTVIZ),
    Goal("time to all heads", seconds, 128, 15.0),
    Goal("time to all heads", seconds, 256, 60.0),
    Goal("time to another head", switch, 128, 40.0),
)


def best(seen: Iterable[Seen], goal: Goal) -> tuple[Found, Seen] | None:
    """The least number among the views with all heads in them that a goal is about; None if none came to it."""
    there = [
        (found, one)
        for one in seen
        if (one.tool == goal.against or (one.tool != OURS and not goal.against))
        and (one.n, one.whole) == (goal.n, True)
        and (found := goal.measure(one)) is not None
    ]
    return min(there, key=lambda pair: pair[0], default=None)


def times(seen: Sequence[Seen], goal: Goal) -> Found | None:
    """Theirs / ours; infinite where no peer came to it, None where one of both sides was not measured."""
    ours = best(seen, replace(goal, against=OURS))
    if ours is None or not any(one.tool != OURS and one.n == goal.n for one in seen):
        return None
    theirs = best(seen, goal)
    return Found(math.inf) if theirs is None else Found(theirs[0].number / ours[0].number, theirs[0].at_least)


def goals(seen: Sequence[Seen]) -> str:
    """What was to be reached, and what was."""
    lines = ["| | tokens | against | to reach | reached |", "|---|---:|---|---:|---:|"]
    for goal in GOALS:
        if (found := times(seen, goal)) is None:
            continue
        theirs = best(seen, goal)
        name = "none came to it" if theirs is None else f"{theirs[1].tool}, {theirs[1].view}"
        reached = "∞" if theirs is None else f"{'at least ' * found.at_least}{found.number:,.1f} ×"
        lines.append(f"| {goal.what} | {goal.n} | {name} | {goal.least:g} × | {reached} |")
    return "\n".join(lines)


def views(seen: Iterable[Seen]) -> str:
    """Every view at every length."""
    lines = [
        "| tokens | view | received for it | whole page | to the painted view | n | to another head | n | memory |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in sorted(seen, key=lambda one: one.n):
        painted = one.failed if one.seconds is None else f"{one.seconds:.2f} s"
        switched = (one.failed if one.seconds is not None else "") or "–"
        if one.switch is not None:
            switched = f"{one.switch:,.0f} ms"
        memory = "–" if math.isnan(one.memory) else f"{one.memory:,.0f} MB"
        lines.append(
            f"| {one.n} | {one.tool}, {one.view} | {megabytes(one.sent)} | {megabytes(one.page)} | {painted} "
            f"| {len(one.painted)} | {switched} | {len(one.switched)} | {memory} |"
        )
    return "\n".join(lines)


def megabytes(number: int) -> str:
    """Bytes in MB, to two places below 10."""
    if not number:
        return "–"
    return f"{number / 1e6:,.2f} MB" if number < 1e7 else f"{number / 1e6:,.0f} MB"


def quartiles(values: Sequence[float]) -> str:
    """Median and quartiles."""
    low, middle, high = statistics.quantiles(values, n=4)
    return f"{middle:.3f} ({low:.3f}–{high:.3f})"
