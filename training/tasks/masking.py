"""BERT's two questions (1810.04805): what stood where tokens are masked, and does the second text follow the first?

At first only single sentences are read. Then three of every four steps read pairs of segments from contiguous text, of
which half belong together; and in the end one of every three.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from headlight.model.architectures.bert import Bert
from headlight.training.buckets import Buckets
from headlight.training.growth import Growth
from headlight.training.loss import IGNORED, chunked_cross_entropy
from headlight.training.masked_texts import (
    MaskedBatch,
    Text,
    masked_batch,
    paired,
    room_for,
    single,
)
from headlight.training.precision import mixed
from headlight.training.segment_pairs import SegmentPairs
from headlight.training.sentences import load_sentences


@dataclass(frozen=True)
class Masking:
    """Masked sentences and next sentences by turns.

    Attributes:
        rows: single sentences in a batch.
        pairs: pairs of segments in a batch, while these have their full length.
        rate: part of a sentence's tokens to be guessed.
        pair_rate: part of a pair's tokens to be guessed; what is hidden cannot be compared.
        languages: of the training text; one that is named twice is read twice as often.
        pairs_from: the step from which pairs are read.
        fewer_from: the step from which fewer are.
        growth: how pairs become what they are from something easier.
    """

    rows: int
    pairs: int
    rate: float
    pair_rate: float
    languages: Sequence[str]
    pairs_from: int
    fewer_from: int
    growth: Growth

    def batches(self, context: int, seed: int) -> "MaskedTexts":
        """The training sentences and passages."""
        return MaskedTexts(self, context, seed)

    def loss(self, network: Bert, batch: MaskedBatch) -> tuple[Tensor, int]:
        """Nats per masked token, plus nats per pair; and the tokens read."""
        return masked_loss(network, batch)


def masked_loss(network: Bert, batch: MaskedBatch) -> tuple[Tensor, int]:
    """Nats per masked token, plus nats per pair if there are pairs; and the tokens read."""
    weight, bias = network.embedding.weight, network.bias
    tokens, segments, real, targets, follows = (torch.from_numpy(part).to(weight.device) for part in batch)
    guessed = targets != IGNORED
    with mixed(weight.device):
        hidden = network.hidden(tokens, segments, real)
        transformed = network.transform(hidden[guessed])
        answers = network.next_sentence(hidden)
    loss = chunked_cross_entropy(transformed.float(), weight, targets[guessed], bias=bias)
    if (batch.follows != IGNORED).any():
        loss = loss + cross_entropy(answers.float(), follows)
    return loss, int(batch.real.sum())


class MaskedTexts:
    """Batches by number: of single sentences; then three of pairs in four; then one in three."""

    def __init__(self, task: Masking, context: int, seed: int) -> None:
        self.task, self.seed, self.room = task, seed, room_for(context)
        sentences = load_sentences("train", tuple(task.languages))
        self.sentences = [ids for ids in sentences if len(single(ids).tokens) <= context]
        self.buckets = Buckets(np.array([[len(ids)] for ids in self.sentences]), task.rows, seed)
        self.pairs = SegmentPairs(task.pairs, seed)

    def batch(self, step: int) -> MaskedBatch:
        """The batch of one step."""
        random = np.random.default_rng([self.seed, 1, step])
        turn = self._turn(step)
        if turn is None:
            chosen = [single(self.sentences[i]) for i in self.buckets.indices(step)]
            return masked_batch(chosen, self.task.rate, random)
        return masked_batch(self._turn_of_pairs(turn), self.task.pair_rate, random)

    def _turn(self, step: int) -> int | None:
        """How many steps before this one read pairs; None if this one does not."""
        if step < self.task.pairs_from:
            return None
        if step < self.task.fewer_from:
            turn, place = divmod(step - self.task.pairs_from, 4)
            return None if place == 3 else 3 * turn + place
        turn, place = divmod(step - self.task.fewer_from, 3)
        return None if place < 2 else 3 * (self.task.fewer_from - self.task.pairs_from) // 4 + turn

    def _turn_of_pairs(self, turn: int) -> list[Text]:
        """The pairs that are read at this turn; as many more as they are shorter.

        One in six is a real neighbour as soon as there is room for one.
        """
        room, overlap = self.task.growth.room(turn, self.room), self.task.growth.overlap(turn)
        batches = self.room // room
        numbers = range(turn * batches, (turn + 1) * batches)
        pairs = [pair for number in numbers for pair in self.pairs.bucket(number)]
        grown = room == self.room
        return [paired(pair, room, 0 if grown and i % 6 == 0 else overlap) for i, pair in enumerate(pairs)]
