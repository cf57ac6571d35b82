"""The one thread that computes on a device: readings in their order, and while none waits, background work in slices.

One forward pass at a time: more only slow each other down. Always the same thread, which keeps torch's own threads,
where Streamlit's thread of a run would start them anew for every sentence.
"""

from collections.abc import Callable
from functools import partial
from threading import Condition, Thread, current_thread
from typing import Any

from headlight.server.engine.jobs import Background
from headlight.server.engine.request_queue import Line, Reading

PATIENCE = 5.0  # seconds that closing waits for what is going on
QUIET = 20.0  # seconds without anything to do before there is time to tidy up


class Worker:
    """A thread that serves a line, and the background while the line is empty; it knows nothing of the engine."""

    def __init__(
        self,
        bell: Condition,
        line: Line,
        background: Background,
        compute: Callable[[Reading[Any]], object],
        tidy: Callable[[], None],
    ) -> None:
        """
        Args:
            bell: rung by `line` and `background` when there is something to do.
            line, background: what to do.
            compute: the answer to a reading.
            tidy: called now and then while there is nothing to do.
        """
        self._bell, self._line, self._background, self._compute = bell, line, background, compute
        self._tidy = tidy
        self._closing = False
        self._thread = Thread(target=self._work, name="engine", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Let the thread end after what it is doing."""
        with self._bell:
            self._closing = True
            self._bell.notify_all()
        if self._thread is not current_thread():
            self._thread.join(PATIENCE)

    def _work(self) -> None:
        while self._turn():
            pass

    def _turn(self) -> bool:
        """One reading or one slice. A frame of its own, so that nothing of it is held while there is nothing to do."""
        turn = self._next()
        if turn is not None:
            turn()
        return turn is not None

    def _next(self) -> Callable[[], None] | None:
        with self._bell:
            while not self._closing:
                if reading := self._line.take():
                    return partial(self._line.answer, reading, partial(self._compute, reading))
                if job := self._background.next():
                    return partial(self._background.advance, *job)
                if not self._bell.wait(QUIET):
                    self._tidy()
            return None
