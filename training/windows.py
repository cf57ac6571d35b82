"""Windows of contiguous text: short rows to train on, whole passages to measure beyond them.

Sentences packed into a row tell nothing about each other; within a chapter what stood far back still helps. So it is
on chapters that a model's loss against position says what its positions are worth.
"""

from functools import lru_cache

import numpy as np

from headlight.training.cut import cut
from headlight.training.data import Tokens
from headlight.training.passages import join, passages
from headlight.training.tokenizer import BOS


@lru_cache(maxsize=4)
def load_passages(split: str, languages: tuple[str, ...] = ("english", "chinese")) -> list[Tokens]:
    """Every passage of "train" or "heldout" as one row of token ids after <bos>, in the order of the files."""
    texts = [join(p.sentences) for language in languages for p in passages(f"passages.{language}.{split}")]
    return [np.array([BOS, *ids]) for ids in cut(texts).texts()]


class Windows:
    """Batches of windows by number: any `length` adjacent tokens of a passage, after <bos>.

    Every window is equally likely, wherever its passage begins; none reaches over the end of one.

    Args:
        passages: token ids, each after <bos>
        length: tokens a row, <bos> included
        rows: rows a batch
        seed: of which windows are drawn
    """

    def __init__(self, passages: list[Tokens], length: int, rows: int, seed: int) -> None:
        self.passages = [passage for passage in passages if len(passage) > length]
        if not self.passages:
            raise ValueError(f"expected a passage of more than {length} tokens")
        self.length, self.rows, self.seed = length, rows, seed
        self._ends = np.cumsum([len(passage) - length for passage in self.passages])

    def batch(self, step: int) -> tuple[Tokens, Tokens]:
        """Inputs and targets, both int64 [rows, length]."""
        random = np.random.default_rng([self.seed, 2, step])
        numbers = random.integers(self._ends[-1], size=self.rows)
        rows = np.stack([self._row(number) for number in numbers])  # [rows, length + 1]
        return rows[:, :-1], rows[:, 1:]

    def _row(self, number: int) -> Tokens:
        """<bos> and `length` tokens: the window with this number, counted over all passages."""
        place = int(np.searchsorted(self._ends, number, side="right"))
        passage = self.passages[place]
        start = number - (self._ends[place - 1] if place else 0)
        return np.concatenate([[BOS], passage[start + 1 : start + 1 + self.length]])
