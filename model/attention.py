"""The attention kernel: score functions, the masked softmax, and `attend`. Pure functions, no state.

Shapes
    query    [..., n_query, d_head]
    key      [..., n_key, d_head]
    value    [..., n_key, d_value]
    scores   [..., n_query, n_key]      before the softmax
    weights  [..., n_query, n_key]      after it; each row sums to 1, or to 0 if it sees nothing
    context  [..., n_query, d_value]    weights @ value

Sources
    Vaswani et al. 2017, Attention Is All You Need, arXiv:1706.03762 (scaled dot product)
    Bahdanau et al. 2014, arXiv:1409.0473 (additive)
    Luong et al. 2015, arXiv:1508.04025 (dot, general)
"""

import math
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import torch
from torch import Tensor

from headlight.model.score_terms import Terms


class Score(Protocol):
    """A score function: (query, key) → scores, all heads at once."""

    def __call__(self, query: Tensor, key: Tensor, /) -> Tensor: ...

    def terms(self, query: Tensor, key: Tensor, /) -> Terms[Tensor]:
        """How the score of one query [d_query] and one key [d_key] comes about, dimension by dimension."""


@dataclass(frozen=True)
class DotProduct:
    """q·k, not scaled (Luong's "dot"). Its variance grows with d_head, which saturates the softmax."""

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        return dot_products(query, key)

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """Σ_d q_d k_d"""
        return Terms("q·k", {"q": query, "k": key}, "q·k", query * key)


@dataclass(frozen=True)
class ScaledDotProduct:
    """q·k × scale; the scale is 1/√d_head unless another is given (1706.03762, equation 1)."""

    scale: float | None = None

    def factor(self, d_head: int) -> float:
        """The number each dot product is multiplied by."""
        return 1 / math.sqrt(d_head) if self.scale is None else self.scale

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        return dot_products(query, key) * self.factor(query.shape[-1])

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """scale × Σ_d q_d k_d"""
        return Terms("q·k", {"q": query, "k": key}, "q·k", query * key, self.factor(len(query)))


@dataclass(frozen=True)
class Cosine:
    """q·k / (|q| |k|) × scale. A zero vector has cosine 0 with everything."""

    scale: float = 1.0

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        norms = query.norm(dim=-1).unsqueeze(-1) * key.norm(dim=-1).unsqueeze(-2)
        cosines: Tensor = dot_products(query, key) / norms.clamp_min(torch.finfo(norms.dtype).tiny)
        return cosines * self.scale

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """scale × Σ_d (q_d / |q|) (k_d / |k|)"""
        q, k = (x / x.norm().clamp_min(torch.finfo(x.dtype).tiny) for x in (query, key))
        return Terms("cos(q, k)", {"q/|q|": q, "k/|k|": k}, "q/|q| · k/|k|", q * k, self.scale)


@dataclass(frozen=True)
class NegativeSquaredDistance:
    """−|q − k|² × scale; the scale is 1/√d_head unless another is given."""

    scale: float | None = None

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        scale = ScaledDotProduct(self.scale).factor(query.shape[-1])
        squares = (query**2).sum(-1).unsqueeze(-1) + (key**2).sum(-1).unsqueeze(-2)
        return -(squares - 2 * dot_products(query, key)).clamp_min(0) * scale

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """scale × Σ_d −(q_d − k_d)²"""
        scale = ScaledDotProduct(self.scale).factor(len(query))
        return Terms("−|q − k|²", {"q": query, "k": key}, "−(q − k)²", -((query - key) ** 2), scale)


@dataclass(frozen=True, eq=False)
class Additive:
    """v·tanh(W_q q + W_k k), Bahdanau's alignment model (1409.0473, appendix A.1.2).

    Attributes:
        query_projection: W_q, [d_score, d_query]
        key_projection: W_k, [d_score, d_key]; None for keys that are projected already, as a decoder's are, which
            asks the same keys at every step (the paper precomputes them too).
        combine: v, [d_score]
    """

    query_projection: Tensor
    key_projection: Tensor | None
    combine: Tensor

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        asks, answers = self.projected(query, key)
        pairs = torch.tanh(asks.unsqueeze(-2) + answers.unsqueeze(-3))
        return pairs @ self.combine.to(query.dtype)  # [..., n_query, n_key]

    def projected(self, query: Tensor, key: Tensor) -> tuple[Tensor, Tensor]:
        """W_q q and W_k k, [..., d_score] each."""
        keys = key if self.key_projection is None else key @ self.key_projection.to(key.dtype).mT
        return query @ self.query_projection.to(query.dtype).mT, keys

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """Σ_a v_a tanh((W_q q)_a + (W_k k)_a), a running over the dimensions of the score"""
        asks, answers = self.projected(query, key)
        bent, combine = torch.tanh(asks + answers), self.combine.to(query.dtype)
        parts = {"W_q q": asks, "W_k k": answers, "tanh": bent, "v": combine}
        return Terms("v·tanh(W_q q + W_k k)", parts, "v·tanh", combine * bent)


@dataclass(frozen=True, eq=False)
class Multiplicative:
    """qᵀ W k, Luong's "general" score (1508.04025, section 3.1). W: [d_query, d_key]."""

    weight: Tensor

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        return query @ self.weight.to(query.dtype) @ key.mT

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """Σ_d (qᵀW)_d k_d, d running over the dimensions of the key"""
        turned = query @ self.weight.to(query.dtype)
        return Terms("qᵀW k", {"qᵀW": turned, "k": key}, "qᵀW·k", turned * key)


def dot_products(query: Tensor, key: Tensor) -> Tensor:
    """q·k for every pair, [..., n_query, n_key]; ValueError if queries and keys differ in width."""
    if query.shape[-1] != key.shape[-1]:
        raise ValueError(f"expected keys {query.shape[-1]} wide, as the queries are, got {key.shape[-1]}")
    return query @ key.mT


class Attended(NamedTuple):
    """What `attend` returns: scores and weights [..., n_query, n_key], context [..., n_query, d_value]."""

    scores: Tensor
    weights: Tensor
    context: Tensor


def masked_softmax(scores: Tensor, mask: Tensor | None = None) -> Tensor:
    """exp(s − max s) / Σ exp(s − max s) over the keys that may be seen, in float32.

    Args:
        scores: [..., n_query, n_key]
        mask: True = may attend, broadcastable to `scores`; None sees everything.

    Returns:
        float32 weights, shaped as `scores`. A row that may see nothing is all zeros: softmax over nothing is
        neither NaN nor uniform.
    """
    scores = scores.float()
    if mask is not None:
        scores = scores.masked_fill(~mask, -math.inf)
    if scores.shape[-1] == 0:
        return scores
    peak = scores.amax(-1, keepdim=True)
    peak = peak.masked_fill(peak == -math.inf, 0)
    powers = torch.exp(scores - peak)
    total = powers.sum(-1, keepdim=True)
    return powers / total.masked_fill(total == 0, 1)


def attend(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    score: Score = ScaledDotProduct(),
    bias: Tensor | None = None,
    mask: Tensor | None = None,
) -> Attended:
    """softmax(score(Q, K) + bias, where mask) V, computed in float32 whatever the inputs' type.

    Args:
        query: [..., n_query, d_head]
        key: [..., n_key, d_head]
        value: [..., n_key, d_value]
        score: the score function.
        bias: added to the scores before the mask, broadcastable to [..., n_query, n_key].
        mask: True = may attend, broadcastable to [..., n_query, n_key].

    Returns:
        scores (before the mask) and weights in float32, context in the type of `value`.

    Raises:
        ValueError: if the shapes do not fit; the message names expected and actual.
    """
    check_shapes(query, key, value)
    scores = score(query.float(), key.float())
    for name, added in (("bias", bias), ("mask", mask)):
        if added is not None and broadcast_shape(added.shape, scores.shape) != scores.shape:
            raise ValueError(f"expected a {name} for scores {tuple(scores.shape)}, got {tuple(added.shape)}")
    if bias is not None:
        scores = scores + bias.float()
    weights = masked_softmax(scores, mask)
    return Attended(scores, weights, (weights @ value.float()).to(value.dtype))


def check_shapes(query: Tensor, key: Tensor, value: Tensor) -> None:
    """Raise ValueError unless keys and values pair up and query, key and value share their leading axes."""
    if key.shape[-2] != value.shape[-2]:
        raise ValueError(f"expected one value per key, got {key.shape[-2]} keys and {value.shape[-2]} values")
    if broadcast_shape(query.shape[:-2], key.shape[:-2], value.shape[:-2]) is None:
        shapes = ", ".join(str(tuple(t.shape)) for t in (query, key, value))
        raise ValueError(f"expected leading axes that broadcast, got query, key, value {shapes}")


def broadcast_shape(*shapes: torch.Size) -> torch.Size | None:
    """The shape these broadcast to, or None if they do not."""
    try:
        return torch.broadcast_shapes(*shapes)  # type: ignore[no-any-return]
    except RuntimeError:
        return None


def share_heads(tensor: Tensor, n_heads: int) -> Tensor:
    """Repeat [kv_head, n, d] for grouped-query attention, so that query head h reads kv head h // group.

    Source: Ainslie et al. 2023, GQA, arXiv:2305.13245.
    """
    kv_heads = tensor.shape[-3]
    check_groups(n_heads, kv_heads)
    return tensor if kv_heads == n_heads else tensor.repeat_interleave(n_heads // kv_heads, dim=-3)


def check_groups(n_heads: int, kv_heads: int) -> None:
    """Raise ValueError unless the query heads fall into equal groups, one for each key head."""
    if kv_heads == 0 or n_heads % kv_heads:
        raise ValueError(f"expected key heads that divide {n_heads} query heads, got {kv_heads}")
