"""BERT's two questions (1810.04805): what stood where tokens are masked, and does the second text follow the first?

Of every four steps three read single sentences and one reads pairs of segments from contiguous text, of which half
belong together. Every sixteenth step reads sentences that are followed by themselves: from these a model learns to look
up in one text what is in the other, without which it was never seen to judge pairs better than by chance.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.buckets import Buckets
from training.data import IGNORED
from training.loss import chunked_cross_entropy
from training.masked_texts import (
    SEGMENTS,
    MaskedBatch,
    Text,
    lengths,
    masked_batch,
    pair_texts,
    repeated,
    single,
)
from training.passages import next_sentence_pairs, passages
from training.sentences import load_sentences


@dataclass(frozen=True)
class Masking:
    """Masked sentences and next sentences by turns.

    Attributes:
        rows: single sentences in a batch.
        pairs: pairs of segments in a batch.
        rate: part of a sentence's tokens to be guessed.
        pair_rate: part of a pair's tokens to be guessed; what is hidden cannot be compared.
        languages: of the training text; one that is named twice is read twice as often.
    """

    rows: int
    pairs: int
    rate: float
    pair_rate: float
    languages: Sequence[str]

    def batches(self, context: int, seed: int) -> "MaskedTexts":
        """The training sentences and passages."""
        return MaskedTexts(self, context, seed)

    def loss(self, network: nn.Module, batch: MaskedBatch) -> tuple[Tensor, int]:
        """Nats per masked token, plus nats per pair; and the tokens read."""
        weight, bias = network.embedding.weight, network.bias
        tokens, segments, real, targets, follows = (
            torch.from_numpy(part).to(weight.device) for part in batch
        )
        guessed = targets != IGNORED
        with torch.autocast(weight.device.type, torch.bfloat16):
            hidden = network.hidden(tokens, segments, real)
            transformed = network.transform(hidden[guessed])
            answers = network.next_sentence(hidden)
        loss = chunked_cross_entropy(transformed.float(), weight, targets[guessed], bias=bias)
        if (batch.follows != IGNORED).any():
            loss = loss + cross_entropy(answers.float(), follows)
        return loss, int(batch.real.sum())


class MaskedTexts:
    """Batches by number: three of single sentences, then one of pairs."""

    def __init__(self, task: Masking, context: int, seed: int) -> None:
        self.task, self.context, self.seed = task, context, seed
        sentences = load_sentences("train", tuple(task.languages))
        self.sentences = [ids for ids in sentences if len(repeated(ids).tokens) <= context]
        self.buckets = Buckets(np.array([[len(ids)] for ids in self.sentences]), task.rows, seed)
        self.passages = {language: passages(f"passages.{language}.train") for language in SEGMENTS}
        self._pairs = lru_cache(maxsize=2)(self._pairs_of)

    def batch(self, step: int) -> MaskedBatch:
        """The batch of one step."""
        turn, place = divmod(step, 4)
        random = np.random.default_rng([self.seed, 1, step])
        if place == 3:
            return masked_batch(self._turn_of_pairs(turn), self.task.pair_rate, random)
        chosen = [self.sentences[i] for i in self.buckets.indices(3 * turn + place)]
        if step % 16 == 2:  # half as many, which are twice as long
            return masked_batch([repeated(ids) for ids in chosen[::2]], self.task.rate, random)
        return masked_batch([single(ids) for ids in chosen], self.task.rate, random)

    def _turn_of_pairs(self, turn: int) -> list[Text]:
        """The pairs that are read at this turn, counted over all epochs."""
        per_epoch = self._pairs(0)[1].per_epoch - 1  # epochs differ by a few pairs
        epoch, place = divmod(turn, per_epoch)
        texts, buckets = self._pairs(epoch)
        return [texts[i] for i in buckets.indices(place)]

    def _pairs_of(self, epoch: int) -> tuple[list[Text], Buckets]:
        """One epoch's pairs: other segments and other strangers in each."""
        texts = [
            text
            for language, (sentences, characters) in SEGMENTS.items()
            for text in pair_texts(
                next_sentence_pairs(self.passages[language], self.seed + epoch, sentences, characters),
                self.context,
            )
        ]
        return texts, Buckets(lengths(texts), self.task.pairs, self.seed)
