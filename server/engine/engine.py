"""The engine: runs models for many visitors on one device, one reading at a time, and remembers recent traces.

Sessions hold texts and settings, never tensors; they ask here for the trace of a text and get the same object again
while it is remembered. Who asks when others are reading waits in a queue (`server.engine.request_queue`); what takes
long and can be done in slices goes on in the background (`server.engine.jobs`).
"""

import weakref
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

import torch

from headlight.model.readers.reader import Reader
from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.engine.cache import BoundedCache
from headlight.server.engine.jobs import Background
from headlight.server.engine.memory import collect, give_back
from headlight.server.engine.question import Completion, Question, Request
from headlight.server.engine.rate_limiter import Allowance
from headlight.server.engine.refusal import TooLong
from headlight.server.engine.request_queue import Asker, Line, Reading, Ticket
from headlight.server.engine.schedule import Schedule, Worker
from headlight.server.engine.transport import Here, Transport
from headlight.server.engine.visitors import Nobody, Visitors

MEMORY = 256 * 2**20  # bytes of traces kept
LONGEST = (
    200_000  # characters; splitting so many into tokens, to read a few hundred, takes a third of a second
)

A = TypeVar("A")


class Engine:
    """Traces for many sessions from one device."""

    def __init__(
        self,
        device: torch.device,
        memory: int = MEMORY,
        transport: Transport | None = None,
        visitors: Visitors | None = None,
    ) -> None:
        """
        Args:
            device: that models run on.
            memory: bytes of traces that are kept.
            transport: who computes; None for this process.
            visitors: who asks, and how they wait; None for nobody.
        """
        self.device = device
        self._visitors = Nobody() if visitors is None else visitors
        self.allowance = Allowance()
        self._transport = Here(device) if transport is None else transport
        self._traces: BoundedCache[Request[Any], Trace] = BoundedCache(memory, lambda trace: trace.nbytes)
        schedule, tidy = Schedule(), tidying(self._traces)
        self.line = Line(schedule, answering(self._transport, self._traces))
        self.background = Background(schedule)
        for number in range(self._transport.at_once):
            weakref.finalize(self, Worker(schedule, tidy, jobs=number == 0).close)

    def trace(self, question: Question, place: str = "") -> Trace:
        """The trace of a text, remembered or read now.

        Args:
            question: what to read.
            place: the part of the page that asks. A session's newer question from the same place replaces an older one.

        Raises:
            ValueError: if the options do not fit the text.
            Refused: if the engine does not take the question now: a ValueError that `visitor.said` puts into words.
        """
        remembered = self._traces.find(question)
        if remembered is not None:
            return remembered
        if (asking := self._visitors.name()) is not None:
            self.allowance.take(asking)
        return self._ask(question, place, keep=True)

    def remembered(self, question: Question) -> Trace | None:
        """The trace of a text, if it is still remembered."""
        return self._traces.find(question)

    def queued(self, question: Question, visitor: str, place: str | None) -> Ticket[Trace]:
        """A place in the line, for who waits in a way of their own, and leaves it in any case.

        Args:
            question: what to read.
            visitor: who asks, by a name of theirs.
            place: the part of the page that asks, whose older question this one replaces; None replaces nothing.

        Raises:
            Refused: if the engine does not take the question now.
        """
        refuse_long(question)
        self.allowance.take(visitor)
        return self.line.ask(question, None if place is None else Asker(visitor, place), keep=True)

    def passing(self, question: Question) -> Trace:
        """The trace of a text, remembered or read now, and not kept: for readings that nobody will look at again.

        A measurement asks many, one after the other, each behind whoever waits then; so they are not counted.
        """
        return self._traces.find(question) or self._ask(question)

    def completed(
        self, trace: Trace, beginning: Sequence[int], places: Places | None = None
    ) -> tuple[int, ...]:
        """The beginning of a translation and what its model writes behind it, see `Translator.completed`."""
        return self._ask(Completion(trace, tuple(beginning), places))

    def model(self, name: str) -> Reader:
        """A model, loaded at its first use."""
        return self._transport.model(name)

    @property
    def nbytes(self) -> int:
        """Bytes of traces kept now."""
        return self._traces.nbytes

    def _ask(self, request: Request[A], place: str = "", *, keep: bool = False) -> A:
        refuse_long(request)
        asking = self._visitors.name()
        asker = None if asking is None else Asker(asking, place)
        ticket = self.line.ask(request, asker, keep=keep)
        try:
            return self._visitors.wait(ticket)
        finally:
            ticket.leave()


def refuse_long(request: Request[Any]) -> None:
    """Raise TooLong for what is longer than any text that is read, even in part."""
    if request.characters > LONGEST:
        raise TooLong(characters=request.characters, most=LONGEST)


def answering(
    transport: Transport, traces: BoundedCache[Request[Any], Trace]
) -> Callable[[Reading[Any]], object]:
    """What the worker does with a reading. It refers to no engine, so that one that nobody uses can go."""

    def answer(reading: Reading[Any]) -> object:
        remembered = traces.find(
            reading.request
        )  # somebody may have asked the same while this one was on its way
        if remembered is not None:
            return remembered
        computed = transport.compute(reading.request, reading.unwanted)
        if reading.kept:
            traces.keep(reading.request, computed)
        return computed

    return answer


def tidying(traces: BoundedCache[Request[Any], Trace]) -> Callable[[], None]:
    """What the worker does while there is nothing to read."""

    def tidy() -> None:
        forgotten = traces.forget_unused()
        if collect() or forgotten:
            give_back()

    return tidy


@cache
def device_name(device: torch.device) -> str:
    """How the page names a device: `GPU (NVIDIA …)`, `GPU (Apple)` or `CPU`."""
    if device.type == "cuda":
        return f"GPU ({torch.cuda.get_device_name(device)})"
    return "GPU (Apple)" if device.type == "mps" else "CPU"
