"""The reading API: what one question costs, and how fifty visitors who ask at once fare.

    python -m benchmarks.api

    alone      questions one after the other, a new text of 16 tokens each time, over one connection to a running
               server: seconds until the answer is there, CPU of the server's process, bytes over the wire
    at once    fifty visitors, each with a connection and sentences of their own, who ask together; every answer is
               compared with a reading by another copy of the model: its tokens, and the code of every cell

Prints Markdown tables.
"""

import gzip
import http.client
import json
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from urllib.parse import urlencode, urlsplit

import numpy as np
import torch
from safetensors.numpy import load as loaded

from benchmarks.visitors.process import server, usage
from benchmarks.visitors.typing import MODEL, SENTENCES, VISITORS, sentence
from headlight.model.trace import Trace
from headlight.model.zoo import load
from headlight.server.engine.threads import threads
from headlight.server.heads import pack

QUESTIONS = 100
LIMIT = 1.0 / 8 + 0.02  # seconds between two questions of one visitor, so that none is refused


@dataclass(frozen=True)
class Fetched:
    """One answer: seconds until all of it was there, and its bytes as they travelled."""

    seconds: float
    sent: bytes

    @property
    def body(self) -> bytes:
        """What was sent, inflated."""
        return gzip.decompress(self.sent)

    @property
    def about(self) -> dict[str, object]:
        """The JSON beside the arrays."""
        length = int.from_bytes(self.body[:8], "little")
        about: dict[str, object] = json.loads(
            json.loads(self.body[8 : 8 + length])["__metadata__"]["headlight"]
        )
        return about


class Visitor:
    """One connection, as a page has it."""

    def __init__(self, url: str, number: int) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        self._headers = {"Accept-Encoding": "gzip", "Headlight-Visitor": f"visitor-{number}"}

    def fetch(self, path: str, **query: str) -> Fetched:
        """What stands at a path below /api/v1; RuntimeError for a problem."""
        start = time.perf_counter()
        self._connection.request("GET", f"/api/v1/{path}?{urlencode(query)}", headers=self._headers)
        answer = self._connection.getresponse()
        sent = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {path}: {sent[:200]!r}")
        return Fetched(time.perf_counter() - start, sent)

    def read(self, text: str) -> Fetched:
        """A reading of a text."""
        return self.fetch("readings", model=MODEL, text=text)


def alone(url: str, pid: int) -> Iterator[str]:
    """Rows of what one question costs: a reading, then a head and a prediction of one that is there."""
    visitor = Visitor(url, 0)
    name = visitor.read(sentence(-1, 0)).about["id"]
    texts = (sentence(-2, number) for number in count())
    heads = (f"readings/{name}/heads/decoder.self.{i // 4 % 6}/{i % 4}" for i in count())
    places = (f"readings/{name}/predictions/{i % 12}" for i in count())
    yield measured("a reading", pid, lambda: visitor.read(next(texts)))
    yield measured("a reading that is remembered", pid, lambda: visitor.read(sentence(-1, 0)))
    yield measured("a head", pid, lambda: visitor.fetch(next(heads)))
    yield measured("a prediction", pid, lambda: visitor.fetch(next(places)))


def measured(name: str, pid: int, ask: Callable[[], Fetched]) -> str:
    """One row: of so many questions one after the other."""
    for _ in range(3):
        ask()
    before, found = usage(pid).cpu, []
    for _ in range(QUESTIONS):
        found.append(ask())
        time.sleep(max(0.0, LIMIT - found[-1].seconds))
    cpu = (usage(pid).cpu - before) / QUESTIONS
    cuts = statistics.quantiles((one.seconds for one in found), n=20)
    sent, whole = (statistics.median(map(len, bodies)) for bodies in zip(*map(sizes, found), strict=True))
    return (
        f"| {name} | {1e3 * cpu:.1f} ms | {1e3 * cuts[9]:.1f} ms | {1e3 * cuts[18]:.1f} ms "
        f"| {sent:,.0f} | {whole:,.0f} |"
    )


def sizes(one: Fetched) -> tuple[bytes, bytes]:
    """What travelled, and what it is."""
    small = one.sent[:2] == b"\x1f\x8b"
    return one.sent, one.body if small else one.sent


def at_once(url: str, pid: int) -> str:
    """The row of fifty visitors who ask together."""
    start = threading.Barrier(VISITORS)

    def typing(number: int) -> list[Fetched]:
        visitor = Visitor(url, number)
        start.wait()
        return [visitor.read(sentence(number, i)) for i in range(SENTENCES)]

    before = usage(pid).cpu
    with ThreadPoolExecutor(VISITORS) as pool:
        found = list(pool.map(typing, range(VISITORS)))
    cpu = (usage(pid).cpu - before) / (VISITORS * SENTENCES)
    own = load(MODEL, torch.device("cpu"))
    with threads(True):  # as the engine reads what is small: another number of them rounds otherwise
        wrong = sum(
            not same(answer, own.trace(sentence(number, i)))
            for number, answers in enumerate(found)
            for i, answer in enumerate(answers)
        )
    cuts = statistics.quantiles((one.seconds for answers in found for one in answers), n=20)
    times = f"{1e3 * cpu:.1f} ms | {1e3 * cuts[9]:.0f} ms | {1e3 * cuts[18]:.0f} ms"
    return f"| {wrong} of {VISITORS * SENTENCES} | {times} |"


def same(answer: Fetched, trace: Trace) -> bool:
    """Whether an answer is about this reading: its text, and every cell of every head."""
    codes = loaded(answer.body)["codes"]
    return answer.about["text"] == trace.text and bool(np.array_equal(codes, pack(trace).codes.plain))


def main() -> None:
    """Measure, and print each row as soon as it is there."""
    with server() as (url, pid):
        print(
            f"| {MODEL}, 16 tokens | CPU | median | p95 | bytes sent | of |\n|---|" + "---:|" * 5, flush=True
        )
        for row in alone(url, pid):
            print(row, flush=True)
        print(f"\n| {VISITORS} at once, wrong | CPU | p50 | p95 |\n|" + "---:|" * 4)
        print(at_once(url, pid), flush=True)


if __name__ == "__main__":
    main()
