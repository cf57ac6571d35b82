"""Heads attended of late: one head's scores, weights and context are computed once, whoever asks for them.

They are kept while their record is, and of all records together no more than `BYTES`: what nobody has asked for the
longest goes first. A page asks for its chosen head in half a dozen places, and so do all who look at the same text.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable
from weakref import WeakKeyDictionary, ref

from headlight.model.attention import Attended
from headlight.model.record_size import bytes_kept
from headlight.model.turns import Turns

BYTES = 96 * 2**20
"""Of heads kept: one of 2,048 tokens takes 34 MB, one of 16 tokens 3 kB."""

Place = tuple["ref[object]", int]
"""A record, which is not kept alive, and the number of a head."""


class HeadCache:
    """A memory for several threads; a head that two of them ask for is computed by one."""

    def __init__(self, most: int = BYTES) -> None:
        self.most = most
        self._heads: WeakKeyDictionary[object, dict[int, Attended]] = WeakKeyDictionary()
        self._sizes: OrderedDict[Place, int] = (
            OrderedDict()
        )  # least recently asked for first; some of dead records
        self._total = 0
        self._turns, self._lock = Turns(), threading.Lock()

    def of(self, record: object, head: int, compute: Callable[[], Attended]) -> Attended:
        """What is kept of one head, or what `compute` says of it now. To be changed by nobody."""
        place = ref(record), head
        with self._turns.of(place):
            found = self._heads.get(record, {}).get(head)
            if found is None:
                found = compute()
            self._keep(record, place, found)
            return found

    @property
    def nbytes(self) -> int:
        """Bytes of what is kept now."""
        with self._lock:
            for place in [place for place in self._sizes if place[0]() is None]:
                self._total -= self._sizes.pop(place)
            return self._total

    def _keep(self, record: object, place: Place, found: Attended) -> None:
        size = bytes_kept(found)
        if 2 * size > self.most:
            return  # it would drive out all others
        with self._lock:
            self._heads.setdefault(record, {})[place[1]] = found
            self._total += size - self._sizes.pop(place, 0)
            self._sizes[place] = size
            while self._total > self.most:
                (oldest, head), freed = self._sizes.popitem(last=False)
                self._total -= freed
                if (old := oldest()) is not None:
                    del self._heads[old][head]


HEADS = HeadCache()
"""The one of this process."""
