"""A task: what a small network reads, and what it has to say at which places.

Ids are those of `learning.vocabulary`: the shared special tokens first, then the task's own symbols. Every row begins
with `<bos>`, since a reader puts one in front of what is typed.
"""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from headlight.model.tokenizer import BOS, SPECIAL

Ids = NDArray[np.int64]

FIRST = len(SPECIAL)
"""The id of a task's first symbol."""
START, PAD = SPECIAL.index(BOS), SPECIAL.index("<pad>")
UNSCORED = -100
"""The target of a place that is not scored; what PyTorch's cross-entropy passes over."""
HELD_OUT = 2**32 - 1
"""The number of the batch that is drawn for measuring; no batch of a run has it."""


@dataclass(frozen=True, eq=False)
class Batch:
    """Rows of tokens and what is expected at each place.

    Attributes:
        tokens: [row, place]
        targets: [row, place], the id to be said there, or `UNSCORED`.
        sources: [row, place], the place where that answer can be read, or −1 where there is none.
    """

    tokens: Ids
    targets: Ids
    sources: Ids


class Task(Protocol):
    """What is learned. Equal tasks give equal batches for equal numbers and seeds."""

    @property
    def symbols(self) -> tuple[str, ...]:
        """What there is to say, in the order of the ids from `FIRST` on."""

    @property
    def length(self) -> int:
        """Tokens in a row, `<bos>` among them."""

    @property
    def foretells(self) -> bool:
        """Whether what is to be said is the token that comes next, so that a network without a mask can see it."""

    def batch(self, number: int, seed: int, rows: int) -> Batch:
        """The rows of one step of training."""

    def held_out(self, seed: int, rows: int) -> Batch:
        """Rows for measuring, which no step of training draws on purpose."""


def drawing(number: int, seed: int) -> np.random.Generator:
    """Where the chance of one batch comes from."""
    return np.random.default_rng([seed, number])


def blank(shape: tuple[int, ...], value: int) -> Ids:
    """An array of ids, all the same."""
    return np.full(shape, value, dtype=np.int64)


def foretelling(tokens: Ids, scored: NDArray[np.bool_], sources: Ids) -> Batch:
    """A batch whose targets are the tokens that come next, where they are scored."""
    following = np.concatenate([tokens[:, 1:], blank((len(tokens), 1), UNSCORED)], 1)
    return Batch(tokens, np.where(scored, following, UNSCORED), np.where(scored, sources, -1))


def with_start(rows: NDArray[Any]) -> Ids:
    """Numbers of symbols [row, place] as ids, `<bos>` in front of each row."""
    return np.concatenate([blank((len(rows), 1), START), rows.astype(np.int64) + FIRST], 1)
