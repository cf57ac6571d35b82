"""What is remembered, within a bound of bytes: the least recently used goes first."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Kept = TypeVar("Kept")


class Shelf(Generic[Key, Kept]):
    """A memory for several threads. What is larger than the bound is kept alone, until something else is."""

    def __init__(self, most: int, size: Callable[[Kept], int]) -> None:
        """
        Args:
            most: bytes.
            size: bytes of one thing, asked once.
        """
        self.most, self._size = most, size
        self._kept: OrderedDict[Key, tuple[Kept, int]] = OrderedDict()  # least recently used first
        self._lock = threading.Lock()

    def find(self, key: Key) -> Kept | None:
        """What is kept under this key, if it still is."""
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def keep(self, key: Key, value: Kept) -> None:
        """Remember this, and forget as much of the rest as there is no room for."""
        size = self._size(value)
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = value, size
            total = sum(size for _, size in self._kept.values())
            while total > self.most and len(self._kept) > 1:
                _, (_, freed) = self._kept.popitem(last=False)
                total -= freed

    @property
    def nbytes(self) -> int:
        """Bytes kept now."""
        with self._lock:
            return sum(size for _, size in self._kept.values())

    def __len__(self) -> int:
        return len(self._kept)
