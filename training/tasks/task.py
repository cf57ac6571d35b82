"""What every task offers to the training loop."""

from typing import Any, Protocol

from torch import Tensor


class Batches(Protocol):
    """Batches by number: the same number gives the same batch, so that a killed run misses and repeats nothing."""

    def batch(self, step: int) -> Any:
        """The batch of one step, as the task's loss takes it."""


class Task(Protocol):
    """Something to learn."""

    def batches(self, context: int, seed: int) -> Batches:
        """The training data, in rows of at most `context` tokens."""

    def loss(self, network: Any, batch: Any) -> tuple[Tensor, int]:
        """The mean loss of a batch, and how many tokens the network read for it."""
