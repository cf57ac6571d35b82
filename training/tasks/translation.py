"""Translating: the next target token, given the source and the target so far, both directions in one model."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from headlight.model.architectures.transformer import Transformer
from headlight.model.recurrent import RecurrentTranslator
from headlight.training.loss import IGNORED, chunked_cross_entropy
from headlight.training.pairs import PairBatch, PairBatches, directed_pairs
from headlight.training.precision import mixed


@dataclass(frozen=True)
class Translation:
    """Teacher forcing on the training pairs.

    Attributes:
        rows: pairs a batch.
        smoothing: of the targets, see `training.loss`.
    """

    rows: int
    smoothing: float

    def batches(self, context: int, seed: int) -> PairBatches:
        """The training pairs, in both directions."""
        return PairBatches(directed_pairs("train"), context, self.rows, seed)

    def loss(self, network: Transformer | RecurrentTranslator[Any], batch: PairBatch) -> tuple[Tensor, int]:
        """Nats per target token, and the tokens on both sides, padding not counted."""
        weight = network.embedding.weight
        source, real, inputs, targets = (torch.from_numpy(part).to(weight.device) for part in batch)
        with mixed(weight.device):
            hidden = network.hidden(source, inputs, real)
        loss = chunked_cross_entropy(
            hidden.flatten(0, 1).float(), weight, targets.flatten(), smoothing=self.smoothing
        )
        return loss, int(batch.real.sum() + (batch.targets != IGNORED).sum())
