"""Language modelling from left to right: the next token of rows packed with sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.training.data import Batches, Tokens, load_stream
from headlight.training.loss import chunked_cross_entropy
from headlight.training.precision import mixed


@dataclass(frozen=True)
class CausalText:
    """The next token, everywhere.

    Attributes:
        rows: texts in a batch.
        languages: of the training text; one that is named twice is read twice as often.
        repeats: part of the rows that repeat a span of real text, so that an induction head can form.
        random_repeats: part of the rows that repeat random tokens.
    """

    rows: int
    languages: Sequence[str]
    repeats: float
    random_repeats: float

    def batches(self, context: int, seed: int) -> Batches:
        """Rows of exactly `context` tokens."""
        stream = load_stream("train", languages=self.languages)
        return Batches(
            stream, context, self.rows, seed, repeats=self.repeats, random_repeats=self.random_repeats
        )

    def loss(self, network: GPT, batch: tuple[Tokens, Tokens]) -> tuple[Tensor, int]:
        """Nats per token, and the tokens read."""
        return next_token_loss(network, batch)


def next_token_loss(network: GPT, batch: tuple[Tokens, Tokens]) -> tuple[Tensor, int]:
    """Nats per token of inputs and targets [rows, token], and the tokens read."""
    weight = network.embedding.weight
    inputs, targets = (torch.from_numpy(part).to(weight.device) for part in batch)
    with mixed(weight.device):
        hidden = network.hidden(inputs)
    loss = chunked_cross_entropy(hidden.flatten(0, 1).float(), weight, targets.flatten())
    return loss, inputs.numel()
