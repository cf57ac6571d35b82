"""The line of readings: first come, first served; bounded; the same question stands in it once, whoever asks it.

Each asker holds a ticket. A reading goes on while anybody holds a ticket for it: when the last one leaves, it is taken
out of the line, or stops at the next layer if it runs already. Within a session the latest question wins: a newer one
from the same place takes the ticket of an older one.
"""

from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Generic, NamedTuple, TypeVar

from headlight.model.cancellation import Cancelled
from headlight.server.engine.question import Request
from headlight.server.engine.refusal import Crowded
from headlight.server.engine.schedule import Schedule

MOST = 64  # readings that wait at once

A = TypeVar("A")


class Asker(NamedTuple):
    """A visitor's session, and the part of the page that asks."""

    session: str
    place: str = ""


@dataclass(eq=False)
class Reading(Generic[A]):
    """One computation, and the tickets of those who wait for it."""

    request: Request[A]
    kept: bool = False
    tickets: "set[Ticket[A]]" = field(default_factory=set)

    def unwanted(self) -> bool:
        """Whether nobody waits for it any more."""
        return not self.tickets


@dataclass(eq=False)
class Ticket(Generic[A]):
    """One asker's place in the line."""

    line: "Line"
    reading: Reading[A]
    asker: Asker | None
    answer: "Future[A]" = field(default_factory=Future)

    @property
    def answered(self) -> bool:
        """Whether there is an answer, or an error in its place."""
        return self.answer.done()

    def wait(self, seconds: float) -> bool:
        """Wait so long at most; whether it is answered."""
        return bool(wait([self.answer], seconds).done)

    def result(self) -> A:
        """The answer, waited for; or the error that the reading ended with.

        Raises:
            Cancelled: if a newer question of the same asker has taken this one's place.
        """
        return self.answer.result()

    @property
    def ahead(self) -> int:
        """How many readings come before this one; 0 for the one that is read."""
        return self.line.ahead(self.reading)

    def leave(self) -> None:
        """Do not wait any more. To be called by everybody who asked, answered or not."""
        self.line.leave(self)


class Line:
    """All readings that wait, and those that are read. Any thread may ask; the schedule's thread answers."""

    def __init__(self, schedule: Schedule, compute: Callable[[Reading[Any]], Any], most: int = MOST) -> None:
        """
        Args:
            schedule: where readings wait for their turn.
            compute: the answer to a reading.
            most: readings that may wait at once.
        """
        self.most, self._schedule, self._compute = most, schedule, compute
        self._waiting, self._bell = schedule.readings, schedule.bell
        self._wanted: dict[Request[Any], Reading[Any]] = {}  # those that wait and the one that is read
        self._latest: dict[Asker, Ticket[Any]] = {}

    def ask(self, request: Request[A], asker: Asker | None = None, *, keep: bool = False) -> Ticket[A]:
        """Queue a request, or join those who wait for the same one.

        Args:
            request: what to compute.
            asker: whose older question this one replaces; None replaces nothing.
            keep: whether the answer is to be remembered.

        Raises:
            Crowded: if too many wait.
        """
        with self._bell:
            reading = self._wanted.get(request) or Reading(request)
            reading.kept |= keep
            ticket = Ticket(self, reading, asker)
            reading.tickets.add(ticket)
            self._replace_older(ticket)
            if request not in self._wanted:
                if len(self._waiting) >= self.most:
                    self.leave(ticket)
                    raise Crowded
                self._wanted[request] = reading
                self._schedule.put(self._waiting, reading, partial(self._answer, reading))
            return ticket

    def __len__(self) -> int:
        return len(self._waiting)

    def _answer(self, reading: Reading[A]) -> None:
        """Compute, and give everybody who waits the answer, or the error, which reaches nobody else."""
        try:
            answer, error = self._compute(reading), None
        except BaseException as failure:
            answer, error = None, failure
        with self._bell:
            self._forget(reading)
            tickets, reading.tickets = reading.tickets, set()
        for ticket in tickets:
            if error is None:
                ticket.answer.set_result(answer)
            else:
                ticket.answer.set_exception(error)

    def ahead(self, reading: Reading[Any]) -> int:
        """How many readings come before this one."""
        with self._bell:
            running = len(self._wanted) - len(self._waiting)
            return list(self._waiting).index(reading) + running if reading in self._waiting else 0

    def leave(self, ticket: Ticket[Any]) -> None:
        """One waits no more; a reading that nobody waits for is taken out of the line."""
        with self._bell:
            if ticket.asker is not None and self._latest.get(ticket.asker) is ticket:
                del self._latest[ticket.asker]
            reading = ticket.reading
            reading.tickets.discard(ticket)
            if reading.unwanted():
                self._forget(reading)
                self._waiting.pop(reading, None)

    def _replace_older(self, ticket: Ticket[Any]) -> None:
        if ticket.asker is None:
            return
        older = self._latest.get(ticket.asker)
        self._latest[ticket.asker] = ticket
        if older is not None and older in older.reading.tickets:
            self.leave(older)
            older.answer.set_exception(Cancelled())

    def _forget(self, reading: Reading[Any]) -> None:
        if self._wanted.get(reading.request) is reading:
            del self._wanted[reading.request]
