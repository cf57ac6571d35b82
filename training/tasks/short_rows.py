"""Language modelling from left to right in rows far shorter than the model can read.

What it does beyond the longest row it ever saw is then for it to find out, and for us to measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.training.data import Batches, Tokens, load_stream
from headlight.training.tasks.causal import next_token_loss
from headlight.training.windows import Windows, load_passages


@dataclass(frozen=True)
class ShortRows:
    """The next token, everywhere, of contiguous text and of packed sentences.

    Attributes:
        length: tokens a row.
        windows: rows of contiguous text in a batch.
        sentences: rows packed with sentences in a batch.
        languages: of the sentences; one that is named twice is read twice as often.
        repeats: part of the rows of sentences that repeat a span of text, so that an induction head can form.
        random_repeats: part of the rows of sentences that repeat random tokens.
    """

    length: int
    windows: int
    sentences: int
    languages: Sequence[str]
    repeats: float
    random_repeats: float

    def batches(self, context: int, seed: int) -> "MixedRows":
        """Rows of exactly `length` tokens, whatever the context."""
        return MixedRows(self, seed)

    def loss(self, network: GPT, batch: tuple[Tokens, Tokens]) -> tuple[Tensor, int]:
        """Nats per token, and the tokens read."""
        return next_token_loss(network, batch)


class MixedRows:
    """Batches by number: windows first, then sentences."""

    def __init__(self, task: ShortRows, seed: int) -> None:
        self.windows = Windows(load_passages("train"), task.length, task.windows, seed)
        self.sentences = Batches(
            load_stream("train", languages=task.languages),
            task.length,
            task.sentences,
            seed,
            repeats=task.repeats,
            random_repeats=task.random_repeats,
        )

    def batch(self, step: int) -> tuple[Tokens, Tokens]:
        """Inputs and targets, both int64 [windows + sentences, length]."""
        parts = zip(self.windows.batch(step), self.sentences.batch(step), strict=True)
        inputs, targets = (np.concatenate(part) for part in parts)
        return inputs, targets
