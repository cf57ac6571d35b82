"""The record of an attention that computes its weights by itself: there are no queries, keys and values to be had."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Self

import torch
from torch import Tensor

from headlight.model.attention import ScaledDotProduct
from headlight.model.masks import Causal
from headlight.model.record_size import tensors_in
from headlight.model.rows import EVERY
from headlight.model.site import Site
from headlight.model.step import Array, AttentionStep, Terms, read_only


@dataclass(frozen=True, eq=False)
class WeightsStep(AttentionStep):
    """An attention of which only the weights can be had: its vectors are 0 wide, and asking for them is an error.

    Attributes:
        recorded: [head, n_query, n_key], as the model computed them.
    """

    recorded: Tensor = field(kw_only=True)

    @property
    def weights_only(self) -> bool:
        """True: there is nothing else."""
        return True

    def weights(self, head: int | None = None, keys: slice = EVERY) -> Array:
        """The model's own weights, nothing recomputed: [.., n_query, n_key], or these keys' columns."""
        return read_only((self.recorded if head is None else self.recorded[head])[..., keys])

    def weights_there(self, head: int) -> Tensor:
        """One head's weights where the record lies, float32 [n_query, n_key]."""
        return self.recorded[head].float()

    def rows(self, start: int, stop: int) -> Self:
        """The step of these queries alone; ValueError if there are none such."""
        return replace(super().rows(start, stop), recorded=self.recorded[:, start:stop])

    def kept(self) -> Iterator[Tensor]:
        """Every tensor the record keeps alive: its vectors are empty."""
        return tensors_in((self.recorded, self.mask))

    def dot_products(self, head: int | None = None) -> Array:
        """ValueError: there are no vectors."""
        raise self._absent()

    def scores(self, head: int | None = None) -> Array:
        """ValueError: there are no vectors."""
        raise self._absent()

    def terms(self, head: int, query: int, key: int) -> Terms[Array]:
        """ValueError: there are no vectors."""
        raise self._absent()

    def queries(self, head: int) -> Array:
        """ValueError: there are no vectors."""
        raise self._absent()

    def keys(self, head: int) -> Array:
        """ValueError: there are no vectors."""
        raise self._absent()

    def values(self, head: int) -> Array:
        """ValueError: there are no vectors."""
        raise self._absent()

    def _absent(self) -> ValueError:
        return ValueError(f"expected queries, keys and values at {self.site}; only weights were recorded")


def weights_alone(site: Site, weights: Tensor) -> WeightsStep:
    """A step of weights [head, n_query, n_key] alone.

    What lies behind each query and is nothing but zeros, in every row of every head, counts as masked.
    """
    heads, n_query, n_key = weights.shape
    later = torch.ones(n_query, n_key, dtype=torch.bool, device=weights.device).triu(1)
    causal = n_query == n_key > 1 and not weights[:, later].any()
    query, key = weights.new_zeros(heads, n_query, 0), weights.new_zeros(heads, n_key, 0)
    score, mask = ScaledDotProduct(1.0), Causal() if causal else None
    return WeightsStep(site, query, key, key, query, score, mask=mask, recorded=weights)
