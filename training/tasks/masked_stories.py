"""BERT's two questions, asked of stories, of sentences and of pairs of segments by turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from torch import Tensor

from headlight.model.architectures.bert import Bert
from headlight.training import borders
from headlight.training.buckets import Buckets
from headlight.training.masked_texts import MaskedBatch, masked_batch, paired, room_for, single
from headlight.training.segment_pairs import SegmentPairs
from headlight.training.sentences import Sentence
from headlight.training.stories.shards import shard
from headlight.training.tasks.masking import masked_loss
from headlight.training.validation import sentences

TURNS = ("stories", "sentences", "stories", "pairs", "stories", "sentences")


@dataclass(frozen=True)
class MaskedStories:
    """Masked stories, masked sentences and next sentences by `TURNS`.

    Attributes:
        stories: stories in a batch.
        rows: sentences in a batch.
        pairs: pairs of segments in a batch.
        rate: part of the tokens of a story or a sentence to be guessed.
        pair_rate: part of a pair's tokens to be guessed; what is hidden cannot be compared.
        languages: of the sentences; one that is named twice is read twice as often.
    """

    stories: int
    rows: int
    pairs: int
    rate: float
    pair_rate: float
    languages: Sequence[str]

    def batches(self, context: int, seed: int) -> "MaskedTurns":
        """The stories, the training sentences and the training passages."""
        return MaskedTurns(self, context, seed)

    def loss(self, network: Bert, batch: MaskedBatch) -> tuple[Tensor, int]:
        """Nats per masked token, plus nats per pair; and the tokens read."""
        return masked_loss(network, batch)


class MaskedTurns:
    """Batches by number, of one kind each."""

    def __init__(self, task: MaskedStories, context: int, seed: int) -> None:
        self.task, self.seed, self.context, self.room = task, seed, context, room_for(context)
        natural = [text for language in task.languages for text in sentences("train", language)]
        encodings = borders.tokenizer().encode_batch_fast(natural)
        self.sentences = [tuple(e.ids) for e in encodings if len(e.ids) + 2 <= context]
        self.buckets = by_length(self.sentences, task.rows, seed)
        self.pairs = SegmentPairs(task.pairs, seed, borders.tokenizer())
        self._stories = lru_cache(maxsize=2)(self._stories_of)

    def batch(self, step: int) -> MaskedBatch:
        """The batch of one step."""
        round_, turn = divmod(step, len(TURNS))
        number = round_ * TURNS.count(TURNS[turn]) + TURNS[:turn].count(TURNS[turn])  # of its kind
        random = np.random.default_rng([self.seed, 1, step])
        match TURNS[turn]:
            case "pairs":
                texts = [paired(pair, self.room) for pair in self.pairs.bucket(number)]
                return masked_batch(texts, self.task.pair_rate, random)
            case "sentences":
                chosen = [self.sentences[i] for i in self.buckets.indices(number)]
            case _:
                chosen = self._story_bucket(number)
        return masked_batch([single(ids) for ids in chosen], self.task.rate, random)

    def _story_bucket(self, number: int) -> list[Sentence]:
        per_shard = self._stories(0)[1].per_epoch - 8  # shards differ by a few stories that are too long
        part, place = divmod(number, per_shard)
        told, buckets = self._stories(part)
        return [told[i] for i in buckets.indices(place)]

    def _stories_of(self, number: int) -> tuple[list[Sentence], Buckets]:
        told = [ids for ids in shard(number, borders.tokenizer()) if len(ids) + 2 <= self.context]
        return told, by_length(told, self.task.stories, self.seed)


def by_length(texts: Sequence[Sentence], rows: int, seed: int) -> Buckets:
    """Batches of texts about equally long."""
    return Buckets(np.array([[len(ids)] for ids in texts]), rows, seed)
