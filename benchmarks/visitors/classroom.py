"""A class: everybody opens the page within ten seconds, types a sentence every fifteen, then all press Enter at once.

    python -m benchmarks.visitors class --sessions 40

A teacher has opened the page before: the model is loaded, as it is from the second visitor on. Times are from
connecting, or Enter, to the end of the script's run; CPU is the server's whole process, by question.
"""

import asyncio
import contextlib
import os
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.page import ROOT
from benchmarks.session import Session, visiting
from benchmarks.visitors.process import Usage, server, usage, watched
from headlight.model.zoo import load

MODEL = "gpt"
WITHIN, EVERY, ROUNDS = 10.0, 15.0, 3
PATIENCE = 120.0  # seconds after which a visitor has given up
LINK = {"lang": "en", "text": "Warm up."}


@dataclass
class Phase:
    """One thing that all do: seconds of each who was answered, and of how many the server made nothing or wrong."""

    name: str
    times: list[float] = field(default_factory=list)
    wrong: int = 0
    refused: int = 0
    cpu: float = 0.0

    def line(self) -> str:
        """A row of the table."""
        cuts = statistics.quantiles(self.times, n=20) if len(self.times) > 1 else [float("nan")] * 19
        asked = len(self.times) + self.refused
        return (
            f"| {self.name} | {asked} | {self.wrong} | {self.refused} | {1e3 * cuts[9]:.0f} ms "
            f"| {1e3 * cuts[18]:.0f} ms | {1e3 * self.cpu / max(asked, 1):.0f} ms |"
        )


@dataclass(frozen=True)
class Lesson:
    """What a class saw, and what its server used: before, at most (megabytes), and while all were still there."""

    phases: tuple[Phase, ...]
    before: Usage
    most: float
    after: Usage


def sentence(visitor: int, number: int) -> str:
    """About 16 tokens that no other visitor types."""
    return f"Visitor {visitor} wrote letter {number}: the dog that ran home was wet again."


def lesson(sessions: int, checkout: Path = ROOT) -> Lesson:
    """Hold one, at what `make run` starts in a checkout."""
    with server(checkout) as (url, pid):
        return asyncio.run(held(url, pid, sessions))


async def held(url: str, pid: int, sessions: int) -> Lesson:
    """The three phases, one after the other."""
    opening, typing, together = Phase("open"), Phase(f"a sentence every {EVERY:.0f} s"), Phase("all at once")
    async with contextlib.AsyncExitStack() as stack:
        teacher = await stack.enter_async_context(visiting(url, **LINK))
        await teacher.type()
        await teacher.type(sentence(-1, 0))
        before = usage(pid)
        with watched(pid) as memory:
            visits: list[Session | None] = await phase(
                opening,
                pid,
                [entering(opening, stack, url, WITHIN * i / sessions) for i in range(sessions)],
            )
            present = [(i, visit) for i, visit in enumerate(visits) if visit is not None]
            rounds = [
                asking(typing, visit, i, n, EVERY * (n + i / sessions))
                for i, visit in present
                for n in range(ROUNDS)
            ]
            await phase(typing, pid, rounds)
            await phase(together, pid, [asking(together, visit, i, ROUNDS, 0) for i, visit in present])
        after = usage(pid)
    return Lesson((opening, typing, together), before, max(memory), after)


async def phase(of: Phase, pid: int, doing: list[Any]) -> list[Any]:
    """Do all of it at once, and note the CPU it took."""
    start = usage(pid).cpu
    done = await asyncio.gather(*doing)
    of.cpu = usage(pid).cpu - start
    return done


async def entering(of: Phase, stack: contextlib.AsyncExitStack, url: str, after: float) -> Session | None:
    """Open the page after a while; None where the server did not let somebody in."""
    await asyncio.sleep(after)
    start = time.perf_counter()
    try:
        visit = await asyncio.wait_for(stack.enter_async_context(visiting(url, **LINK)), PATIENCE)
        await asyncio.wait_for(visit.type(), PATIENCE)
    except (OSError, TimeoutError):
        of.refused += 1
        return None
    of.times.append(time.perf_counter() - start)
    of.wrong += visit.tokens != expected(LINK["text"])
    return visit


async def asking(of: Phase, visit: Session, visitor: int, number: int, after: float) -> None:
    """Type one sentence after a while; who waits for an answer still types the next when it is there."""
    await asyncio.sleep(after)
    text = sentence(visitor, number)
    start = time.perf_counter()
    try:
        async with visit.turn:
            known = len(visit.errors)
            await asyncio.wait_for(visit.type(text), PATIENCE)
            of.times.append(time.perf_counter() - start)
            of.wrong += visit.tokens != expected(text) or len(visit.errors) > known
    except (OSError, TimeoutError):
        of.refused += 1


def expected(text: str) -> list[str]:
    """The labels of the token strip under a text."""
    return [token.label for token in load(MODEL).tokenizer.encode(text, 256).tokens]


def show(sessions: int, checkout: Path) -> None:
    """Hold a lesson and print its tables."""
    load_before = os.getloadavg()[0]
    held = lesson(sessions, checkout)
    print(f"| {sessions} sessions | asked | wrong | refused | p50 | p95 | CPU each |\n|---|" + "---:|" * 6)
    print(*(phase.line() for phase in held.phases), sep="\n")
    before, after = held.before, held.after
    print(
        f"\nMemory {before.memory:.0f} MB before, {held.most:.0f} at most, {after.memory:.0f} after; file descriptors "
        f"{before.descriptors} before, {after.descriptors} after, while all are there; threads {before.threads} and "
        f"{after.threads}; load average {load_before:.1f} at the start.",
        flush=True,
    )
    sys.stdout.flush()
