"""Many texts as token ids, kept under runs/: to cut a corpus takes seconds, to know that it has not changed hardly any.

A file's name is the hash of all that decides what is in it: the tokenizer, and the texts in their order.
"""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from headlight.training.tokenizer import WEIGHTS

CACHE = Path(__file__).parents[1] / "runs" / "cut"


class Cut(NamedTuple):
    """Every text's ids one after the other, uint16 [tokens], and where each text ends among them, [texts]."""

    ids: NDArray[np.uint16]
    ends: NDArray[np.int64]

    def texts(self) -> list[tuple[int, ...]]:
        """The ids of each text."""
        flat, ends = self.ids.tolist(), self.ends.tolist()
        return [tuple(flat[start:end]) for start, end in zip([0, *ends], ends, strict=False)]

    def in_order(self, order: NDArray[np.int64]) -> "Cut":
        """The texts with these numbers, in this order."""
        lengths = np.diff(self.ends, prepend=0)[order]
        ends = np.cumsum(lengths)
        moved = self.ends[order] - ends  # how far each text's tokens go
        return Cut(self.ids[np.arange(lengths.sum()) + np.repeat(moved, lengths)], ends)

    def after(self, token: int) -> NDArray[np.uint16]:
        """All texts in one stream, each after this token."""
        return np.insert(self.ids, np.concatenate([[0], self.ends[:-1]]), token)


def joined(parts: Sequence[Cut]) -> Cut:
    """The texts of all parts, one part after the other."""
    before = np.cumsum([0, *(len(part.ids) for part in parts)])
    ends = [part.ends + start for part, start in zip(parts, before, strict=False)]
    return Cut(np.concatenate([part.ids for part in parts]), np.concatenate(ends))


def cut(texts: Sequence[str], tokenizer: Tokenizer | None = None) -> Cut:
    """The texts' ids, without special tokens, by the shared tokenizer if None."""
    tokenizer = tokenizer or Tokenizer.from_file(str(WEIGHTS))
    identity = hashlib.sha256("\n".join([tokenizer.to_str(), *texts]).encode("utf-8")).hexdigest()[:16]
    kept = CACHE / f"{identity}.npz"
    if not kept.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        partial = CACHE / f"{identity}.{os.getpid()}.partial.npz"  # a killed run leaves no half of a file
        np.savez(partial, **made(texts, tokenizer)._asdict())
        partial.replace(kept)
    with np.load(kept) as found:
        return Cut(found["ids"], found["ends"])


def made(texts: Sequence[str], tokenizer: Tokenizer) -> Cut:
    """The same, by cutting them."""
    parts = [encoding.ids for encoding in tokenizer.encode_batch_fast(texts)]
    ids = np.fromiter((token for part in parts for token in part), dtype=np.uint16)
    return Cut(ids, np.cumsum([len(part) for part in parts], dtype=np.int64))
