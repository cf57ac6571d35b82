"""Batches of texts that are about equally long, by number: little padding, and yet another order in each epoch."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

POOL = 64  # batches that are cut from one sorted pool; larger pads less and mixes less
Indices = NDArray[np.int64]


class Buckets:
    """Which texts are in which batch. Each epoch shuffles anew, sorts pools by length, and cuts them.

    Args:
        lengths: of each text, int [text, key]; texts are sorted by the last key, then by the one before it.
        rows: texts a batch.
        seed: of the order.

    Raises:
        ValueError: if there are fewer texts than rows.
    """

    def __init__(self, lengths: Indices, rows: int, seed: int) -> None:
        if len(lengths) < rows:
            raise ValueError(f"expected at least {rows} texts, got {len(lengths)}")
        self.lengths, self.rows, self.seed = lengths, rows, seed
        self.per_epoch = len(lengths) // rows
        self._epoch = lru_cache(maxsize=2)(self._shuffled)

    def indices(self, step: int) -> Indices:
        """The texts of one step's batch, [rows]."""
        epoch, place = divmod(step, self.per_epoch)
        batch: Indices = self._epoch(epoch)[place]
        return batch

    def _shuffled(self, epoch: int) -> Indices:
        """The texts of every batch of an epoch, [batch, rows]."""
        random = np.random.default_rng([self.seed, epoch])
        order = random.permutation(len(self.lengths))[: self.per_epoch * self.rows]
        pools = np.array_split(order, np.arange(POOL * self.rows, len(order), POOL * self.rows))
        batches = np.concatenate([pool[np.lexsort(self.lengths[pool].T)] for pool in pools])
        return random.permutation(batches.reshape(self.per_epoch, self.rows))
