"""One thread at a time for each of many things, while other threads are about other things."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager


class Turns:
    """Locks by name, each there while somebody wants it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[Hashable, tuple[threading.Lock, int]] = {}  # and how many threads want it

    @contextmanager
    def of(self, thing: Hashable) -> Iterator[None]:
        """Wait until no other thread is about this thing."""
        with self._lock:
            turn, wanted = self._turns.get(thing, (threading.Lock(), 0))
            self._turns[thing] = turn, wanted + 1
        try:
            with turn:
                yield
        finally:
            with self._lock:
                turn, wanted = self._turns.pop(thing)
                if wanted > 1:
                    self._turns[thing] = turn, wanted - 1
