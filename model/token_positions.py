"""Places taken away or shuffled: what does a model do with the order of its tokens?

    with placed(Places("shuffled", seed=3)):
        trace = load("gpt").trace("The cat is sitting on the mat.")

Token i stands at place i. Inside `placed`, every position encoding of this thread or task takes other places instead:

    removed    tokens stand nowhere: nothing is added to the embeddings (sinusoidal, learned), nothing is turned
               (rotary), nothing is taken off the scores (ALiBi), and every distance is 0 (relative)
    shuffled   the places of each 16 consecutive tokens are permuted, by a draw that a seed names
    shifted    token i stands at place i + k: every distance is what it was

A token's place never depends on how many tokens follow it, so that a model that writes keeps its places while it
writes; where the last 16 are not all there, some of their places stay empty. Masks know nothing of places: a causal
model still sees only the tokens before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import torch
from torch import Tensor

BLOCK = 16
"""Tokens whose places are permuted among themselves."""

PlacesKind = Literal["removed", "shuffled", "shifted"]


@dataclass(frozen=True)
class Places:
    """Other places than 0, 1, 2 …

    Attributes:
        kind: "removed", "shuffled" or "shifted".
        seed: of the permutation; nothing to the others.
        shift: how many places further on the tokens stand, if they are shifted; else 0.

    Raises:
        ValueError: for another kind, a seed that is not from 0 to 2³² − 1, a shift below 0 or of what is not shifted.
    """

    kind: PlacesKind
    seed: int = 0
    shift: int = 0

    def __post_init__(self) -> None:
        if self.kind not in get_args(PlacesKind) or not 0 <= self.seed < 2**32:
            kinds = ", ".join(get_args(PlacesKind))
            raise ValueError(
                f"expected one of {kinds} and a seed from 0 to 2**32 - 1, got {self.kind!r}, {self.seed}"
            )
        if self.shift < 0 or (self.shift and self.kind != "shifted"):
            raise ValueError(
                f"expected a shift of at least 0 for shifted places, got {self.shift} for {self.kind}"
            )

    def of(self, first: int, n: int, limit: int | None = None) -> Tensor:
        """The places of tokens first … first + n − 1, int64 [n]; `limit`: how many places there are, if few.

        Raises:
            ValueError: if tokens are shifted to places that there are not.
        """
        if self.kind == "removed":
            return torch.zeros(n, dtype=torch.int64)
        if self.kind == "shifted":
            return self._shifted(first, n, limit)
        blocks = range(first // BLOCK, -(-(first + n) // BLOCK))
        places = np.concatenate([self._block(b, limit) for b in blocks]) if n else np.zeros(0, np.int64)
        start = first % BLOCK
        return torch.from_numpy(places[start : start + n])

    def reach(self, n: int, limit: int) -> int:
        """How many places n tokens are spread over: all of them are below this."""
        if self.kind == "shifted":
            return min(limit, n + self.shift)
        return 1 if self.kind == "removed" else min(limit, -(-n // BLOCK) * BLOCK)

    def _shifted(self, first: int, n: int, limit: int | None) -> Tensor:
        end = first + n + self.shift
        if limit is not None and end > limit:
            raise ValueError(
                f"expected at most {limit} places, got {end}: {first + n} tokens, shifted by {self.shift}"
            )
        return torch.arange(first + self.shift, end)

    def _block(self, block: int, limit: int | None) -> np.ndarray:
        # RandomState's stream is frozen: a seed means the same for ever.
        places = block * BLOCK + np.random.RandomState([self.seed, block]).permutation(BLOCK).astype(np.int64)
        return places if limit is None else places[places < limit]


_active: ContextVar[Places | None] = ContextVar("places", default=None)


@contextmanager
def placed(places: Places | None) -> Iterator[None]:
    """Have every position encoding take these places inside the block, in this thread or task only; None: its own."""
    token = _active.set(places)
    try:
        yield
    finally:
        _active.reset(token)


def in_force() -> Places | None:
    """The places that stand in for 0, 1, 2 … here, or None."""
    return _active.get()


def rows(first: int, n: int, limit: int) -> slice | Tensor:
    """Which rows of a table with a row for each of `limit` places belong to tokens first … first + n − 1."""
    places = in_force()
    return slice(first, first + n) if places is None else places.of(first, n, limit)
