"""Language modelling from left to right, of sentences and of stories: rows of one kind and rows of the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.training import borders
from headlight.training.data import Batches, Stream, Tokens
from headlight.training.stories import shards
from headlight.training.tasks.causal import next_token_loss
from headlight.training.tokenizer import BOS
from headlight.training.validation import sentences


@dataclass(frozen=True)
class CausalStories:
    """The next token, everywhere.

    Attributes:
        rows: rows of natural sentences in a batch.
        stories: rows of stories in a batch.
        languages: of the sentences; one that is named twice is read twice as often.
        repeats: part of the rows of sentences that repeat a span of text, so that an induction head can form.
        random_repeats: part of the rows of sentences that repeat random tokens.
    """

    rows: int
    stories: int
    languages: Sequence[str]
    repeats: float
    random_repeats: float

    def batches(self, context: int, seed: int) -> "SentencesAndStories":
        """Rows of exactly `context` tokens."""
        return SentencesAndStories(self, context, seed)

    def loss(self, network: GPT, batch: tuple[Tokens, Tokens]) -> tuple[Tensor, int]:
        """Nats per token, and the tokens read."""
        return next_token_loss(network, batch)


class SentencesAndStories:
    """Batches by number: sentences first, then stories, of which each shard is read once."""

    def __init__(self, task: CausalStories, context: int, seed: int) -> None:
        self.task, self.context, self.seed = task, context, seed
        natural = [text for language in task.languages for text in sentences("train", language)]
        self.sentences = Batches(
            as_stream(natural, seed),
            context,
            task.rows,
            seed,
            repeats=task.repeats,
            random_repeats=task.random_repeats,
        )
        self._shard = lru_cache(maxsize=2)(self._shard_of)
        self.steps_per_shard = self._shard(0).rows_per_epoch // task.stories

    def batch(self, step: int) -> tuple[Tokens, Tokens]:
        """Inputs and targets, both int64 [rows + stories, context]."""
        number, place = divmod(step, self.steps_per_shard)
        parts = zip(self.sentences.batch(step), self._shard(number).batch(place), strict=True)
        inputs, targets = (np.concatenate(part) for part in parts)
        return inputs, targets

    def _shard_of(self, number: int) -> Batches:
        told = shards.stream(number, borders.tokenizer(), self.seed)
        return Batches(told, self.context, self.task.stories, self.seed, repeats=0, random_repeats=0)


def as_stream(texts: Sequence[str], seed: int) -> Stream:
    """Texts in random order as tokens, each after <bos>."""
    order = np.random.default_rng([seed, 4]).permutation(len(texts))
    encodings = borders.tokenizer().encode_batch_fast([texts[i] for i in order])
    return np.fromiter((token for e in encodings for token in (BOS, *e.ids)), dtype=np.uint16)
