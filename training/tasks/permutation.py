"""Permutation language modelling (1906.08237): each token from those before it in an order drawn anew for each text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from headlight.model.architectures.xlnet import XLNet
from headlight.training.buckets import Buckets
from headlight.training.loss import IGNORED, chunked_cross_entropy
from headlight.training.pairs import padded
from headlight.training.precision import mixed
from headlight.training.sentences import Sentence, load_sentences
from headlight.training.tokenizer import BOS, PAD

Ids = NDArray[np.int64]


class OrderedBatch(NamedTuple):
    """Tokens, their ranks and what they have to be foretold as, each [rows, n]; only real tokens are foretold."""

    tokens: Ids
    rank: Ids
    targets: Ids


@dataclass(frozen=True)
class Permutation:
    """A random order for every text.

    Attributes:
        rows: texts in a batch.
        languages: of the training text; one that is named twice is read twice as often.
    """

    rows: int
    languages: Sequence[str]

    def batches(self, context: int, seed: int) -> "PermutedSentences":
        """The training sentences."""
        return PermutedSentences(load_sentences("train", self.languages), context, self.rows, seed)

    def loss(self, network: XLNet, batch: OrderedBatch) -> tuple[Tensor, int]:
        """Nats per foretold token, and the tokens read."""
        weight, bias = network.embedding.weight, network.bias
        tokens, rank, targets = (torch.from_numpy(part).to(weight.device) for part in batch)
        with mixed(weight.device):
            hidden = network.hidden(tokens, rank)
        foretold = targets != IGNORED
        loss = chunked_cross_entropy(hidden[foretold].float(), weight, targets[foretold], bias=bias)
        return loss, int((batch.tokens != PAD).sum())


class PermutedSentences:
    """Batches of sentences by number, each sentence with an order of its own.

    Args:
        sentences: those too long for the context are left out.
        context: longest text, `<bos>` included.
        rows: texts a batch.
        seed: of their sequence and of the orders.
    """

    def __init__(self, sentences: Sequence[Sentence], context: int, rows: int, seed: int) -> None:
        self.sentences = [sentence for sentence in sentences if len(sentence) < context]
        self.seed = seed
        self.buckets = Buckets(np.array([[len(s)] for s in self.sentences]), rows, seed)

    def batch(self, step: int) -> OrderedBatch:
        """The batch of one step."""
        chosen = [self.sentences[index] for index in self.buckets.indices(step)]
        return ordered_batch(chosen, np.random.default_rng([self.seed, 1, step]))


def ordered_batch(sentences: Sequence[Sentence], random: np.random.Generator) -> OrderedBatch:
    """Sentences behind `<bos>`, which is always first in the order; padding comes last."""
    tokens = padded([(BOS, *sentence) for sentence in sentences], PAD)
    targets = padded([(IGNORED, *sentence) for sentence in sentences], IGNORED)
    keys = random.random(tokens.shape) + (targets == IGNORED)  # real tokens below 1, padding above
    keys[:, 0] = -1
    return OrderedBatch(tokens, keys.argsort(-1).argsort(-1), targets)
