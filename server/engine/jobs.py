"""Work that goes on beside the readings, a slice at a time: training that somebody watches, a long measurement.

    engine.background.start("digits-7", job)     # job.advance() is called until it says False
    engine.background.find("digits-7")           # the job, as far as it has come

A reading comes before every slice (`schedule.py`): none waits for more than one, and a slice has the device to itself.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from headlight.server.engine.schedule import Schedule

AT_ONCE = 4  # jobs running or waiting
KEPT = 16  # jobs found at all, with those that are finished or paused
AGE = 15 * 60.0  # seconds a finished or paused job is found after somebody last looked for it
UNWATCHED = 2 * 60.0  # seconds after which a job that nobody has looked for is paused: its visitor has left


class Job(Protocol):
    """Work that can be done in slices."""

    def advance(self) -> bool:
        """Do a slice of at most about 50 ms on the engine's device; False when nothing is left to do.

        Called by the engine's thread alone, never twice at once; whoever draws the job reads it meanwhile.
        """


class Full(ValueError):
    """So many jobs go on that another one has to wait until one of them has ended or been paused."""


@dataclass(eq=False)
class Entry:
    """A job and how it stands."""

    job: Job
    looked_for: float
    failure: Exception | None = None


class Background:
    """The jobs of one engine, under their names. Any thread may ask; all methods return at once."""

    def __init__(self, schedule: Schedule, now: Callable[[], float] = time.monotonic) -> None:
        """
        Args:
            schedule: where jobs that go on have their turns.
            now: a clock, in seconds.
        """
        self._schedule, self._now = schedule, now
        self._bell, self._turns = schedule.bell, schedule.jobs
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()  # least recently looked for first

    def start(self, name: str, job: Job) -> None:
        """Queue a job; one that had this name is forgotten.

        Raises:
            Full: if four others are running or waiting.
        """
        with self._bell:
            self._make_room(but=name)
            self.forget(name)
            self._entries[name] = Entry(job, self._now())
            self._schedule.put(self._turns, name, partial(self._advance, name))
            self._tidy()

    def find(self, name: str) -> Job | None:
        """The job of this name, running, paused or finished; None for one that is unknown or was forgotten."""
        entry = self._look_for(name)
        return None if entry is None else entry.job

    def pause(self, name: str) -> None:
        """Take a job out of the turns, behind the slice that may be going on; it keeps what it has done."""
        with self._bell:
            self._turns.pop(name, None)

    def resume(self, name: str) -> None:
        """Go on with a paused job, behind the others; nothing happens to one that is unknown, runs or has failed.

        Raises:
            Full: if four others are running or waiting.
        """
        entry = self._look_for(name)
        with self._bell:
            if entry is None or entry.failure is not None or name in self._turns:
                return
            self._make_room(but=name)
            self._schedule.put(self._turns, name, partial(self._advance, name))

    def forget(self, name: str) -> None:
        """Stop a job and keep nothing of it."""
        with self._bell:
            self._turns.pop(name, None)
            self._entries.pop(name, None)

    def running(self, name: str) -> bool:
        """Whether the job goes on: neither paused nor finished, failed or unknown."""
        return self._look_for(name) is not None and name in self._turns

    def waiting(self, name: str) -> int:
        """How many other jobs have their slice before this one has its next; 0 for one that does not go on."""
        with self._bell:
            return list(self._turns).index(name) if name in self._turns else 0

    def failure(self, name: str) -> Exception | None:
        """What stopped the job, if an error did."""
        entry = self._look_for(name)
        return None if entry is None else entry.failure

    def _advance(self, name: str) -> None:
        """One slice of one job, on the engine's thread, if anybody watches it still. An error stops this job alone."""
        with self._bell:
            self._tidy()
            if name not in self._turns:
                return
            entry = self._entries[name]
        try:
            goes_on = entry.job.advance()
        except Exception as failure:
            entry.failure, goes_on = failure, False
        with self._bell:
            if not goes_on and self._entries.get(name) is entry:
                self._turns.pop(name, None)

    def _look_for(self, name: str) -> Entry | None:
        with self._bell:
            self._tidy()
            if entry := self._entries.get(name):
                entry.looked_for = self._now()
                self._entries.move_to_end(name)
            return entry

    def _make_room(self, but: str) -> None:
        self._tidy()
        if len(self._turns.keys() - {but}) >= AT_ONCE:
            raise Full(f"expected fewer than {AT_ONCE} jobs at once")

    def _tidy(self) -> None:
        """Pause whom nobody watches; forget what nobody has looked for in a long time, and what is too much."""
        now = self._now()
        for name in [name for name in self._turns if now - self._entries[name].looked_for > UNWATCHED]:
            del self._turns[name]
        resting = [name for name in self._entries if name not in self._turns]
        too_old = [name for name in resting if now - self._entries[name].looked_for > AGE]
        too_many = resting[: max(0, len(self._entries) - KEPT)]
        for name in {*too_old, *too_many}:
            del self._entries[name]
