"""Translation pairs as token ids, both ways, and batches of pairs that are about equally long.

Source and target of a direction, as all translators read and write them:

    source    …, <eos>
    input     <2en> or <2zh>, …         the tag says into which language
    target    …, <eos>

A third split, "validation", is cut from the training pairs the same way the held-out ones were: recipes are chosen by
it, and the held-out pairs are looked at once, for the card.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from headlight.training import corpus
from headlight.training.buckets import Buckets
from headlight.training.cut import cut
from headlight.training.loss import IGNORED
from headlight.training.split import Pair, hold_out
from headlight.training.tokenizer import EOS, PAD, TO_CHINESE, TO_ENGLISH

VALIDATION_PAIRS = 1000
Split = Literal["train", "validation", "heldout"]
Ids = NDArray[np.int64]


class Directed(NamedTuple):
    """One pair read in one direction; the token ids of both texts, without special tokens."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    tag: int


class PairBatch(NamedTuple):
    """Source [rows, n] and where it is no padding, target inputs and targets [rows, m]; padded targets are IGNORED."""

    source: Ids
    real: NDArray[np.bool_]
    inputs: Ids
    targets: Ids


@lru_cache(maxsize=3)
def text_pairs(split: Split) -> list[Pair]:
    """(English, Chinese) of a split; the small grammar's artificial pairs are in "train" alone."""
    if split == "heldout":
        return corpus.pairs("pairs.heldout")
    training, validation = training_and_validation()
    return validation if split == "validation" else training + corpus.pairs("grammar.train")


@cache
def training_and_validation() -> tuple[list[Pair], list[Pair]]:
    """The pairs that are not held out, cut in two."""
    return hold_out(corpus.pairs("pairs.train"), VALIDATION_PAIRS)


@lru_cache(maxsize=3)
def directed_pairs(split: Split) -> list[Directed]:
    """Every pair of a split in both directions: all into Chinese, then all into English."""
    pairs = text_pairs(split)
    english = cut([pair[0] for pair in pairs]).texts()
    chinese = cut([pair[1] for pair in pairs]).texts()
    into_chinese = [Directed(e, c, TO_CHINESE) for e, c in zip(english, chinese, strict=True)]
    return into_chinese + [Directed(c, e, TO_ENGLISH) for e, c in zip(english, chinese, strict=True)]


def as_batch(pairs: Sequence[Directed]) -> PairBatch:
    """Pad pairs to one rectangle a side."""
    source = padded([(*pair.source, EOS) for pair in pairs], PAD)
    inputs = padded([(pair.tag, *pair.target) for pair in pairs], PAD)
    targets = padded([(*pair.target, EOS) for pair in pairs], IGNORED)
    real = padded([(1,) * (len(pair.source) + 1) for pair in pairs], 0).astype(bool)
    return PairBatch(source, real, inputs, targets)


def padded(rows: Sequence[Sequence[int]], filler: int) -> Ids:
    """Rows of ids as one array [rows, longest], `filler` behind the shorter ones."""
    array = np.full((len(rows), max(map(len, rows))), filler, dtype=np.int64)
    for row, ids in zip(array, rows, strict=True):
        row[: len(ids)] = ids
    return array


class PairBatches:
    """Batches of directed pairs by number.

    Args:
        pairs: those too long for the context are left out.
        context: longest source or target, special tokens included.
        rows: pairs a batch.
        seed: of the order.
    """

    def __init__(self, pairs: Sequence[Directed], context: int, rows: int, seed: int) -> None:
        self.pairs = [pair for pair in pairs if max(len(pair.source), len(pair.target)) < context]
        lengths = np.array([[len(pair.target), len(pair.source)] for pair in self.pairs])
        self.buckets = Buckets(lengths, rows, seed)

    def batch(self, step: int) -> PairBatch:
        """The batch of one step."""
        return as_batch([self.pairs[index] for index in self.buckets.indices(step)])
