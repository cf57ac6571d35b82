"""Fifty who never pause: no error, no answer to somebody else's text, how long each waits, what memory it takes.

    python -m benchmarks.visitors typing

    engine   50 threads, each with sentences of its own, at one engine; every answer is compared, to the last bit, with
             a reading by another copy of the model
    engine, with a job beside
             the same while a job in the background multiplies matrices, 20 ms a slice
    page     50 sessions on the Explore page of a running server; every token strip is compared with the tokens of the
             session's own text. Time is from Enter to the end of the script's run.

Everybody types the next sentence as soon as the last is there, which is more than people do. Prints Markdown tables.
"""

import asyncio
import contextlib
import gc
import os
import statistics
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import torch

from benchmarks.session import Session, together, visiting
from benchmarks.visitors.process import resident, server, watched
from headlight.model.trace import Trace
from headlight.model.zoo import load
from headlight.server.engine import Engine, Question
from headlight.server.engine.cache import UNUSED
from headlight.server.engine.schedule import QUIET
from headlight.server.engine.threads import threads

VISITORS, SENTENCES = 50, 3
MODEL = "gpt"
SLICE = 0.02  # seconds
LEFT = UNUSED + 3 * QUIET  # seconds after which a server has forgotten who has left, and what they read


@dataclass(frozen=True)
class Measured:
    """One row: seconds of every answer, how many were wrong, and megabytes before, at most and after."""

    name: str
    alone: float
    times: list[float]
    wrong: int
    memory: tuple[float, float, float]


class Multiplying:
    """A job that never ends."""

    def advance(self) -> bool:
        end = time.perf_counter() + SLICE
        while time.perf_counter() < end:
            torch.randn(128, 128) @ torch.randn(128, 128)
        return True


def sentence(visitor: int, number: int) -> str:
    """About 16 tokens that no other visitor types."""
    return f"Visitor {visitor} wrote letter {number}: the dog that ran home was wet again."


def at_the_engine(name: str, job: Multiplying | None) -> Measured:
    """50 threads at one engine."""
    engine, own = Engine(torch.device("cpu")), load(MODEL, torch.device("cpu"))
    engine.trace(Question(MODEL, "Warm up."))
    if job is not None:
        engine.background.start("job", job)
    alone = statistics.median(timed(engine, sentence(-1, number))[0] for number in range(9))
    typing = partial(asking, engine, threading.Barrier(VISITORS))
    with watched(os.getpid()) as memory, ThreadPoolExecutor(VISITORS) as pool:
        found = [pair for pairs in pool.map(typing, range(VISITORS)) for pair in pairs]
    texts = [sentence(visitor, number) for visitor in range(VISITORS) for number in range(SENTENCES)]
    with threads(True):  # as the engine reads what is small: another number of them rounds otherwise
        wrong = sum(not same(trace, own.trace(text)) for (_, trace), text in zip(found, texts, strict=True))
    times = [seconds for seconds, _ in found]
    del engine, typing, found
    gc.collect()
    return Measured(name, alone, times, wrong, (memory[0], max(memory), resident(os.getpid())))


def asking(engine: Engine, start: threading.Barrier, visitor: int) -> list[tuple[float, Trace]]:
    """What one visitor is answered, and how many seconds that took each time."""
    start.wait()
    return [timed(engine, sentence(visitor, number)) for number in range(SENTENCES)]


def timed(engine: Engine, text: str) -> tuple[float, Trace]:
    """Seconds until the answer, and the answer."""
    start = time.perf_counter()
    trace = engine.trace(Question(MODEL, text))
    return time.perf_counter() - start, trace


def same(one: Trace, other: Trace) -> bool:
    """Whether both read the same text and have the same numbers."""
    queries = zip(one.steps, other.steps, strict=True)
    return one.text == other.text and all(torch.equal(a.query, b.query) for a, b in queries)


def at_the_page() -> tuple[Measured, int]:
    """50 sessions at a server, and how many of them were told that others came first."""
    with server() as (url, pid):
        return asyncio.run(on_the_page(url, pid))


async def on_the_page(url: str, pid: int) -> tuple[Measured, int]:
    tokenizer = load(MODEL).tokenizer
    async with visiting(url, lang="en", text="Warm up.") as first:
        await first.type()
        alone = statistics.median([await first.type(sentence(-1, number)) for number in range(5)])
    async with contextlib.AsyncExitStack() as stack:
        sessions = [
            await stack.enter_async_context(visiting(url, lang="en", text="Warm up."))
            for _ in range(VISITORS)
        ]
        with watched(pid) as memory:
            await together([session.type() for session in sessions])
            found = await together([typing(session, i) for i, session in enumerate(sessions)])
    wrong = sum(
        shown != [token.label for token in tokenizer.encode(sentence(visitor, number), 256).tokens]
        for visitor, seen in enumerate(found)
        for number, (_, shown) in enumerate(seen)
    )
    errors = [error for session in sessions for error in session.errors]
    print(*sorted(set(errors)), sep="\n", file=sys.stderr)
    await asyncio.sleep(LEFT)
    times = [seconds for seen in found for seconds, _ in seen]
    row = Measured("page", alone, times, wrong + len(errors), (memory[0], max(memory), resident(pid)))
    return row, sum(bool(session.waited) for session in sessions)


async def typing(session: Session, visitor: int) -> list[tuple[float, list[str]]]:
    """What one visitor sees after each sentence, and when."""
    return [(await session.type(sentence(visitor, number)), session.tokens) for number in range(SENTENCES)]


def header() -> str:
    """The first two lines of a Markdown table."""
    names = "wrong | answers a second | alone, median | p50 | p95 | memory before | at most | after"
    return f"| {VISITORS} visitors, {SENTENCES} sentences each | {names} |\n|---|" + "---:|" * 8


def line(row: Measured) -> str:
    """A row as Markdown."""
    cuts = statistics.quantiles(row.times, n=20)
    rate = VISITORS / statistics.mean(row.times)  # everybody is always waiting for an answer
    before, most, after = row.memory
    return (
        f"| {row.name} | {row.wrong} of {len(row.times)} | {rate:.1f} | {1e3 * row.alone:.0f} ms "
        f"| {1e3 * cuts[9]:.0f} ms | {1e3 * cuts[18]:.0f} ms | {before:.0f} MB | {most:.0f} MB | {after:.0f} MB |"
    )


def show() -> None:
    """Measure, and print each row as soon as it is there."""
    print(header(), flush=True)
    print(line(at_the_engine("engine", None)), flush=True)
    print(line(at_the_engine("engine, with a job beside", Multiplying())), flush=True)
    page, told = at_the_page()
    print(line(page))
    print(f"\n{told} of {VISITORS} sessions were told how many readings come before theirs.")
