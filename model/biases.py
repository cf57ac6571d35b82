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
class ExplicitBias(Bias):
    """Any bias, given in full: broadcastable to [batch, head, n_query, n_key]. Costs n² memory."""

    added: Tensor

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        added = self.added[(None,) * (4 - self.added.ndim)].to(device)
        return added.float().expand(-1, -1, n_query, n_key)
