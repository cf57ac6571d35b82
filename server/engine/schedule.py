"""What a device has to do, and the thread that does it: readings as they came, then background work in turns.

One forward pass at a time: more only slow each other down. Always the same thread, which keeps torch's own threads,
where Streamlit's thread of a run would start them anew for every sentence.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Condition, Thread, current_thread

PATIENCE = 5.0  # seconds that closing waits for what is going on
QUIET = 20.0  # seconds without anything to do before there is time to tidy up

Turn = Callable[[], None]
Queue = OrderedDict[Hashable, Turn]


class Schedule:
    """Two queues under one lock: a reading comes before every job.

    Attributes:
        bell: rung when there is something to do; also the lock of all that waits.
        readings: those that wait, first come first; one is taken out as it begins.
        jobs: those that go on, next one first; with its slice one goes behind the others, and stays out if it is taken
            out meanwhile.
    """

    def __init__(self) -> None:
        self.bell, self.readings, self.jobs = Condition(), Queue(), Queue()

    def put(self, queue: Queue, name: Hashable, turn: Turn) -> None:
        """Have something done behind the others of its queue."""
        with self.bell:
            queue[name] = turn
            self.bell.notify_all()

    def next(self, *, jobs: bool = True) -> Turn | None:
        """What is to be done now; None if nothing is. `jobs`: whether it may be a slice of one."""
        with self.bell:
            if self.readings:
                return self.readings.popitem(last=False)[1]
            if not jobs or not self.jobs:
                return None
            self.jobs.move_to_end(next(iter(self.jobs)))
            return next(reversed(self.jobs.values()))


class Worker:
    """A thread that does what a schedule has; it knows nothing of the engine."""

    def __init__(self, schedule: Schedule, tidy: Callable[[], None], *, jobs: bool) -> None:
        """
        Args:
            schedule: what to do.
            tidy: called now and then while there is nothing to do.
            jobs: whether it does background work too; one thread alone does, as no job has two slices at once.
        """
        self._schedule, self._tidy, self._jobs, self._closing = schedule, tidy, jobs, False
        self._thread = Thread(target=self._work, name="engine", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let the thread end after what it is doing."""
        with self._schedule.bell:
            self._closing = True
            self._schedule.bell.notify_all()
        if self._thread is not current_thread():
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        while not self._closing:
            self._turn()

    def _turn(self) -> None:
        """One reading or one slice. A frame of its own, so that nothing of it is held while there is nothing to do."""
        with self._schedule.bell:
            turn = self._schedule.next(jobs=self._jobs)
            if turn is None and not self._closing and not self._schedule.bell.wait(QUIET):
                self._tidy()
        if turn is not None:
            turn()
