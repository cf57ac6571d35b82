"""What is remembered, within a bound of bytes and for a while: the least recently used goes first."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

UNUSED = 2 * 60.0  # seconds after which something is forgotten, once there is time

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Shelf(Generic[Key, Kept]):
    """A memory for several threads. What is larger than the bound is kept alone, until something else is."""

    def __init__(
        self, most: int, size: Callable[[Kept], int], now: Callable[[], float] = time.monotonic
    ) -> None:
        """
        Args:
            most: bytes.
            size: bytes of one thing, asked once.
            now: a clock, in seconds.
        """
        self.most, self._size, self._now = most, size, now
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()  # least recently used first
        self._used: dict[Key, float] = {}
        self._lock = threading.Lock()

    def find(self, key: Key) -> Kept | None:
        """What is kept under this key, if it still is."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            self._used[key] = self._now()
            return self._kept[key][0]

    def keep(self, key: Key, value: Kept) -> None:
        """Remember this, and forget as much of the rest as there is no room for."""
        size = self._size(value)
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = value, size
            self._used[key] = self._now()
            total = sum(size for _, size in self._kept.values())
            while total > self.most and len(self._kept) > 1:
                total -= self._drop_oldest()

    def forget_unused(self) -> int:
        """Let go of what nobody has used for a while; how many things that was."""
        with self._lock:
            before = len(self._kept)
            while self._kept and self._now() - self._used[next(iter(self._kept))] > UNUSED:
                self._drop_oldest()
            return before - len(self._kept)

    def _drop_oldest(self) -> int:
        key, (_, freed) = self._kept.popitem(last=False)
        del self._used[key]
        return freed

    @property
    def nbytes(self) -> int:
        """Bytes kept now."""
        with self._lock:
            return sum(size for _, size in self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)
