"""What is added to scores before the softmax. Like a mask, a bias is described, and written out on demand.

`bias.values(n_query, n_key, device)`: float32, broadcastable to [batch, head, n_query, n_key].
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from headlight.model.token_positions import Places


class Bias:
    """What is added to scores; the base of every bias."""

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """The bias written out: float32, broadcastable to [batch, head, n_query, n_key]."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class LinearBias(Bias):
    """−slope × distance: ALiBi's penalty (Press et al. 2021, arXiv:2108.12409).

    The last query stands at the last key, so that cached keys keep their distances.

    Attributes:
        slopes: [head]
        places: where the keys stand, if not at 0, 1, 2 …
    """

    slopes: Tensor
    places: Places | None = None

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """−slope_h · |i − j|, the last query standing at the last key: float32 [1, head, n_query, n_key]."""
        key = standing(self.places, n_key, None, device)
        distance = (key[n_key - n_query :].unsqueeze(-1) - key).abs().float()  # [n_query, n_key]
        return (-self.slopes.to(device).float()[:, None, None] * distance)[None]


@dataclass(frozen=True, eq=False)
class RelativeBias(Bias):
    """(q_i + v)·r_{i−j} × scale: what a query expects of a token at that distance, whatever the token is.

    Source: Dai et al. 2019, Transformer-XL, arXiv:1901.02860, section 3.3, terms (b) and (d).

    Attributes:
        query: q + v, [batch, head, token, d_head]
        distance_key: r_δ, [head, 2·reach − 1, d_head]; row reach − 1 + δ is distance δ = i − j. The reach is how many
            places the tokens stand at: as many as there are tokens, unless they stand elsewhere.
        scale: that of the scores, 1/√d_head.
        places: where the tokens stand, if not at 0, 1, 2 …
    """

    query: Tensor
    distance_key: Tensor
    scale: float
    places: Places | None = None

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """(q_i + v)·r_{i−j} × scale: float32 [batch, head, n_query, n_key].

        Raises:
            ValueError: unless there is a query for each of `n_query` and a row for every distance of `n_key` keys.
        """
        distances = self.distance_key.shape[-2]
        reach = n_key if self.places is None else self.places.reach(n_key, (distances + 1) // 2)
        if (self.query.shape[-2], n_key, distances) != (n_query, n_query, 2 * reach - 1):
            raise ValueError(
                f"expected distances of {n_query} queries and {n_key} keys, got {self.distance_key.shape}"
            )
        by_distance = (
            self.query.to(device) @ self.distance_key.to(device).mT * self.scale
        )  # [.., n, distance]
        place = standing(self.places, n_key, reach, device)
        row = place.unsqueeze(-1) - place + reach - 1  # [n_query, n_key]
        return by_distance.gather(-1, row.expand(*by_distance.shape[:2], -1, -1)).float()


def standing(places: Places | None, n: int, limit: int | None, device: torch.device | str) -> Tensor:
    """The places of n tokens, int64 [n]; 0, 1, 2 … unless others are given. `limit`: how many places there are."""
    return torch.arange(n, device=device) if places is None else places.of(0, n, limit).to(device)


@dataclass(frozen=True, eq=False)
class ExplicitBias(Bias):
    """Any bias, given in full: broadcastable to [batch, head, n_query, n_key]. Costs n² memory."""

    added: Tensor

    def values(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """What was given, expanded: float32 [batch or 1, head or 1, n_query, n_key]."""
        added = self.added[(None,) * (4 - self.added.ndim)].to(device)
        return added.float().expand(-1, -1, n_query, n_key)
