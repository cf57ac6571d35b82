"""Heads attended of late: one head's scores, weights and context are computed once, whoever asks for them.

They are kept while their record is, and of all records together no more than `BYTES`: what nobody has asked for the
longest goes first. A page asks for its chosen head in half a dozen places, and so do all who look at the same text.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary, ref

from headlight.model.attention import Attended
from headlight.model.memory import bytes_kept

if TYPE_CHECKING:
    from headlight.model.step import AttentionStep

BYTES = 96 * 2**20
"""Of heads kept: one of 2,048 tokens takes 34 MB, one of 16 tokens 3 kB."""

Place = tuple["ref[AttentionStep]", int]
"""A record, which is not kept alive, and the number of a head."""


class Turn(NamedTuple):
    """The lock of a head that is being computed, and how many threads want it."""

    lock: threading.Lock
    wanted: int


class HeadCache:
    """A memory for several threads; a head that two of them ask for is computed by one."""

    def __init__(self, most: int = BYTES) -> None:
        self.most = most
        self._heads: WeakKeyDictionary[AttentionStep, dict[int, Attended]] = WeakKeyDictionary()
        self._sizes: OrderedDict[Place, int] = OrderedDict()  # least recently asked for first
        self._turns: dict[Place, Turn] = {}
        self._lock = threading.Lock()

    def of(self, step: "AttentionStep", head: int, compute: Callable[[], Attended]) -> Attended:
        """What is kept of one head, or what `compute` says of it now. To be changed by nobody."""
        place = ref(step), head
        with self._turn(place):
            found = self._heads.get(step, {}).get(head)
            if found is None:
                found = compute()
            self._keep(step, place, found)
            return found

    @property
    def nbytes(self) -> int:
        """Bytes of what is kept now."""
        with self._lock:
            self._forget_dead()
            return sum(self._sizes.values())

    @contextmanager
    def _turn(self, place: Place) -> Iterator[None]:
        with self._lock:
            lock, wanted = self._turns.get(place, Turn(threading.Lock(), 0))
            self._turns[place] = Turn(lock, wanted + 1)
        try:
            with lock:
                yield
        finally:
            with self._lock:
                lock, wanted = self._turns.pop(place)
                if wanted > 1:
                    self._turns[place] = Turn(lock, wanted - 1)

    def _keep(self, step: "AttentionStep", place: Place, found: Attended) -> None:
        size = bytes_kept(found)
        if 2 * size > self.most:
            return  # it would drive out all others
        with self._lock:
            self._heads.setdefault(step, {})[place[1]] = found
            self._sizes[place] = size
            self._sizes.move_to_end(place)
            self._forget_dead()
            while sum(self._sizes.values()) > self.most:
                (record, head), _ = self._sizes.popitem(last=False)
                if (old := record()) is not None:
                    del self._heads[old][head]

    def _forget_dead(self) -> None:
        for place in [place for place in self._sizes if place[0]() is None]:
            del self._sizes[place]


HEADS = HeadCache()
"""The one of this process."""
