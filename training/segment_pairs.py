"""Pairs of segments from the training passages: does the second follow the first? It is BERT's second question.

Each epoch has other segments and other strangers, in buckets of about equally long pairs.
"""

from functools import lru_cache

from tokenizers import Tokenizer

from headlight.training.buckets import Buckets
from headlight.training.masked_texts import SEGMENTS, Pair, encoded, lengths
from headlight.training.passages import next_sentence_pairs, passages


class SegmentPairs:
    """Buckets of pairs, counted over all epochs."""

    def __init__(self, rows: int, seed: int, tokenizer: Tokenizer | None = None) -> None:
        """
        Args:
            rows: pairs in a bucket.
            seed: of the first epoch; each later one has the next.
            tokenizer: None for the shared one.
        """
        self.rows, self.seed, self.tokenizer = rows, seed, tokenizer
        self.passages = {language: passages(f"passages.{language}.train") for language in SEGMENTS}
        self._epoch = lru_cache(maxsize=2)(self._epoch_of)

    def bucket(self, number: int) -> list[Pair]:
        """The pairs of one bucket."""
        per_epoch = self._epoch(0)[1].per_epoch - 1  # epochs differ by a few pairs
        epoch, place = divmod(number, per_epoch)
        pairs, buckets = self._epoch(epoch)
        return [pairs[i] for i in buckets.indices(place)]

    def _epoch_of(self, epoch: int) -> tuple[list[Pair], Buckets]:
        pairs = [
            pair
            for language, (most, characters) in SEGMENTS.items()
            for pair in encoded(
                next_sentence_pairs(self.passages[language], self.seed + epoch, most, characters),
                self.tokenizer,
            )
        ]
        return pairs, Buckets(lengths(pairs), self.rows, self.seed)
