"""How much one visitor may ask: a token bucket for each session, so that a script cannot keep everybody else waiting.

A bucket holds at most `burst` tokens and gets `rate` a second; a question takes one. A person never notices: the page
that asks most, History, asks every architecture once a text.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

from headlight.server.engine.refusal import Hurried

BURST = 64  # questions at once
RATE = 8.0  # questions a second, for as long as one likes


@dataclass
class Bucket:
    """Tokens left, and when that was counted."""

    tokens: float
    counted: float


class Allowance:
    """The buckets of all sessions; those that would be full again are forgotten, so that their number stays bounded."""

    def __init__(
        self, burst: int = BURST, rate: float = RATE, now: Callable[[], float] = time.monotonic
    ) -> None:
        self.burst, self.rate, self._now = burst, rate, now
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()  # least recently counted first
        self._lock = threading.Lock()

    def take(self, session: str) -> None:
        """Take one token.

        Raises:
            Hurried: if there is none; it says in how many seconds there will be one.
        """
        with self._lock:
            now = self._now()
            self._forget_full(now)
            bucket = self._buckets.setdefault(session, Bucket(self.burst, now))
            bucket.tokens = min(self.burst, bucket.tokens + self.rate * (now - bucket.counted))
            bucket.counted = now
            self._buckets.move_to_end(session)
            if bucket.tokens < 1:
                raise Hurried(seconds=ceil((1 - bucket.tokens) / self.rate))
            bucket.tokens -= 1

    def __len__(self) -> int:
        return len(self._buckets)

    def _forget_full(self, now: float) -> None:
        while self._buckets:
            oldest = next(iter(self._buckets))
            if now - self._buckets[oldest].counted < self.burst / self.rate:
                return
            del self._buckets[oldest]
