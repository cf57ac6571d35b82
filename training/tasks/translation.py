"""Translating: the next target token, given the source and the target so far, both directions in one model."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from headlight.training.data import IGNORED
from headlight.training.loss import chunked_cross_entropy
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

    def loss(self, network: nn.Module, batch: PairBatch) -> tuple[Tensor, int]:
        """Nats per target token, and the tokens on both sides, padding not counted."""
        weight: Tensor = network.embedding.weight
        source, real, inputs, targets = (torch.from_numpy(part).to(weight.device) for part in batch)
        with mixed(weight.device):
            hidden = network.hidden(source, inputs, real)
        loss = chunked_cross_entropy(
            hidden.flatten(0, 1).float(), weight, targets.flatten(), smoothing=self.smoothing
        )
        return loss, int(batch.real.sum() + (batch.targets != IGNORED).sum())
