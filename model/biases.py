"""What is added to scores before the softmax. Like a mask, a bias is described, and written out on demand.

`bias.values(n_query, n_key, device)`: float32, broadcastable to [batch, head, n_query, n_key].
"""

from dataclasses import dataclass

import torch
from torch import Tensor


class Bias:
    """What is added to scores; the base of every bias."""

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """The bias written out: float32, broadcastable to [batch, head, n_query, n_key]."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class LinearBias(Bias):
    """−slope × distance: ALiBi's penalty (Press et al. 2021, arXiv:2108.12409). `slopes`: [head].

    The last query stands at the last key, so that cached keys keep their distances.
    """

    slopes: Tensor

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        query = torch.arange(n_key - n_query, n_key, device=device).unsqueeze(-1)
        key = torch.arange(n_key, device=device)
        distance = (query - key).abs().float()  # [n_query, n_key]
        return (-self.slopes.to(device).float()[:, None, None] * distance)[None]


@dataclass(frozen=True, eq=False)
class RelativeBias(Bias):
    """(q_i + v)·r_{i−j} × scale: what a query expects of a token at that distance, whatever the token is.

    Source: Dai et al. 2019, Transformer-XL, arXiv:1901.02860, section 3.3, terms (b) and (d).

    Attributes:
        query: q + v, [batch, head, token, d_head]
        distance_key: r_δ, [head, 2·token − 1, d_head]; row token − 1 + δ is distance δ = i − j.
        scale: that of the scores, 1/√d_head.
    """

    query: Tensor
    distance_key: Tensor
    scale: float

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        if (self.query.shape[-2], self.distance_key.shape[-2]) != (n_query, n_query + n_key - 1):
            raise ValueError(
                f"expected distances of {n_query} queries and {n_key} keys, got {self.distance_key.shape}"
            )
        by_distance = self.query.to(device) @ self.distance_key.to(device).mT * self.scale  # [.., n, 2n − 1]
        query = torch.arange(n_query, device=device).unsqueeze(-1)
        place = (query - torch.arange(n_key, device=device) + n_key - 1).expand(
            *by_distance.shape[:2], -1, -1
        )
        return by_distance.gather(-1, place).float()


@dataclass(frozen=True, eq=False)
class ExplicitBias(Bias):
    """Any bias, given in full: broadcastable to [batch, head, n_query, n_key]. Costs n² memory."""

    added: Tensor

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        added = self.added[(None,) * (4 - self.added.ndim)].to(device)
        return added.float().expand(-1, -1, n_query, n_key)
