"""Which query may attend to which key. A mask is a small description, spelled out only when it is needed.

A causal mask over n tokens is one fact, not n² booleans; so a trace that keeps its masks still grows linearly
with the text. `mask.visible(n_query, n_key, device)` writes it out: bool, True = may attend, broadcastable to
[batch, head, n_query, n_key]. Masks combine with `&`.
"""

from dataclasses import dataclass

import torch
from torch import Tensor


class Mask:
    """What may be attended to; the base of every mask."""

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """The mask written out: bool, broadcastable to [batch, head, n_query, n_key]."""
        raise NotImplementedError

    def __and__(self, other: "Mask") -> "Mask":
        return Both(self, other)


@dataclass(frozen=True)
class Causal(Mask):
    """Query i may see key j where j ≤ i + offset; the offset is the number of earlier, cached tokens."""

    offset: int = 0

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """j ≤ i + offset: bool [1, 1, n_query, n_key]."""
        query = torch.arange(n_query, device=device).unsqueeze(-1)
        key = torch.arange(n_key, device=device)
        return (key <= query + self.offset)[None, None]


@dataclass(frozen=True)
class Local(Mask):
    """A window that slides along: query i sees key j where −before ≤ j − i − offset ≤ after.

    Source: 2004.05150, section 3.1; with `after` = 0 it is Mistral's (2310.06825, section 2).
    """

    before: int
    after: int
    offset: int = 0

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """−before ≤ j − i − offset ≤ after: bool [1, 1, n_query, n_key]."""
        query = torch.arange(n_query, device=device).unsqueeze(-1) + self.offset
        key = torch.arange(n_key, device=device)
        return ((key >= query - self.before) & (key <= query + self.after))[None, None]


@dataclass(frozen=True, eq=False)
class Padding(Mask):
    """Keys that are padding are seen by nobody. `real`: bool [batch, n_key], True = a token."""

    real: Tensor

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """real_j, for every query: bool [batch, 1, n_query, n_key]; ValueError unless there are `n_key` flags."""
        if self.real.shape[-1] != n_key:
            raise ValueError(f"expected {n_key} padding flags, one per key, got {self.real.shape[-1]}")
        return self.real.to(device)[:, None, None, :].expand(-1, 1, n_query, n_key)


def padding(real: Tensor | None) -> Padding | None:
    """The mask that hides padding, `real` being bool [batch, n_key]; none where there is no padding."""
    return None if real is None else Padding(real)


@dataclass(frozen=True, eq=False)
class Block(Mask):
    """A query sees only the keys of its own block (a document in a packed row).

    `query_block`, `key_block`: block numbers, int [batch, n_query] and [batch, n_key].
    """

    query_block: Tensor
    key_block: Tensor

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """block(i) = block(j): bool [batch, 1, n_query, n_key]; ValueError unless each token has a block."""
        shapes = self.query_block.shape[-1], self.key_block.shape[-1]
        if shapes != (n_query, n_key):
            raise ValueError(f"expected block numbers for {(n_query, n_key)} queries and keys, got {shapes}")
        return (self.query_block[:, :, None] == self.key_block[:, None, :]).to(device)[:, None]


@dataclass(frozen=True, eq=False)
class UpTo(Mask):
    """A factorization order's content mask: query i sees key j where j comes no later in the order, itself included.

    `rank`: each token's place in the order, int [batch, token] (1906.08237, section 2.3).
    """

    rank: Tensor

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """rank_j ≤ rank_i: bool [batch, 1, n_query, n_key]; ValueError unless there is a rank for every token."""
        query, key = ranks(self.rank, n_query, n_key, device)
        return key <= query


@dataclass(frozen=True, eq=False)
class Before(Mask):
    """A factorization order's query mask: query i sees key j where j comes earlier; its own token stays unknown.

    `rank`: each token's place in the order, int [batch, token]. The first in the order sees nothing.
    """

    rank: Tensor

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """rank_j < rank_i: bool [batch, 1, n_query, n_key]; ValueError unless there is a rank for every token."""
        query, key = ranks(self.rank, n_query, n_key, device)
        return key < query


@dataclass(frozen=True, eq=False)
class Explicit(Mask):
    """Any mask, given in full: bool, broadcastable to [batch, head, n_query, n_key]. Costs n² memory."""

    allowed: Tensor

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """What was given, expanded: bool [batch or 1, head or 1, n_query, n_key]."""
        allowed = self.allowed[(None,) * (4 - self.allowed.ndim)].to(device)
        return allowed.expand(-1, -1, n_query, n_key)


@dataclass(frozen=True)
class Both(Mask):
    """What both masks allow."""

    first: Mask
    second: Mask

    def visible(self, n_query: int, n_key: int, device: torch.device | str = "cpu") -> Tensor:
        """first ∧ second: bool, broadcastable to [batch, head, n_query, n_key]."""
        return self.first.visible(n_query, n_key, device) & self.second.visible(n_query, n_key, device)


def ranks(rank: Tensor, n_query: int, n_key: int, device: torch.device | str) -> tuple[Tensor, Tensor]:
    """Ranks as queries [batch, 1, n_query, 1] and as keys [batch, 1, 1, n_key].

    Raises:
        ValueError: unless there is a rank for every query and every key.
    """
    if (rank.shape[-1], rank.shape[-1]) != (n_query, n_key):
        raise ValueError(f"expected ranks for {(n_query, n_key)} queries and keys, got {rank.shape[-1]}")
    rank = rank.to(device)
    return rank[:, None, :, None], rank[:, None, None, :]
