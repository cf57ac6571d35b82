"""What a score is made of: what the two tokens are, and where they stand.

    added to embeddings     x = e + p, and LayerNorm is linear once its mean and deviation σ are held at those the model
    (layer 0 only)          used: LN(x) = γ(e − ē)/σ + γ(p − p̄)/σ + β. So q = q_e + q_p + q_0, k likewise, and
                            q·k/√d = content·content + content·position + position·content + position·position
                            + all that a constant (β, the projections' biases) has a part in
    ALiBi                   q·k/√d + bias, in every layer
    rotary                  q·k/√d unturned + what turning changes, in every layer and in each pair of dimensions

Deeper layers read what attention has mixed: there q and k carry positions that no formula takes out again.

Shapes: [n_query, n_key] each. `deviation` says how far the parts' sum is from the scores the model used.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.positions import rotary_angles
from headlight.model.step import AttentionStep

Exact = NDArray[np.float64]
Vectors = NDArray[np.floating[Any]]
Parts = Mapping[str, Exact]
"""Parts of a score by name; they sum to it."""


@dataclass(frozen=True, eq=False)
class Projections:
    """How one head's queries and keys come out of the stream: a norm, and two linear maps.

    Attributes:
        gain, shift: LayerNorm's γ and β, [d_model].
        epsilon: added to LayerNorm's variance.
        query, key: W_Q and W_K of this head, [d_head, d_model].
        query_bias, key_bias: [d_head].
    """

    gain: Vectors
    shift: Vectors
    epsilon: float
    query: Vectors
    key: Vectors
    query_bias: Vectors
    key_bias: Vectors

    def queries(self, normed: Vectors) -> Exact:
        """q of what the norm gave, [token, d_head]."""
        found: Exact = normed.astype(np.float64) @ self.query.T + self.query_bias
        return found

    def keys(self, normed: Vectors) -> Exact:
        """k of what the norm gave, [token, d_head]."""
        found: Exact = normed.astype(np.float64) @ self.key.T + self.key_bias
        return found


@dataclass(frozen=True, eq=False)
class Turned:
    """Each pair of dimensions' part of the scores, [pair, n_query, n_key], before and after turning."""

    before: Exact
    after: Exact

    def parts(self) -> Parts:
        """unturned and turning, which sum to the score."""
        return {"unturned": self.before.sum(0), "turning": (self.after - self.before).sum(0)}


def added_parts(stream: Vectors, places: Vectors, reads: Projections) -> Parts:
    """The five parts of one head's scores in layer 0 of a model that adds positions to embeddings.

    Args:
        stream: what the layer's norm reads, [token, d_model].
        places: what was added to the embeddings, [token, d_model].
        reads: the head's projections.
    """
    x, p = stream.astype(np.float64), places.astype(np.float64)
    deviation = np.sqrt(x.var(1, keepdims=True) + reads.epsilon)
    shares = {
        name: reads.gain * (v - v.mean(1, keepdims=True)) / deviation
        for name, v in (("content", x - p), ("position", p))
    }
    scale = len(reads.query) ** -0.5
    queries = {name: v @ reads.query.T for name, v in shares.items()}
    keys = {name: v @ reads.key.T for name, v in shares.items()}
    parts = {f"{a}_{b}": q @ k.T * scale for a, q in queries.items() for b, k in keys.items()}
    constants = reads.queries(reads.shift[None]), reads.keys(reads.shift[None])  # [1, d_head]
    whole = sum(queries.values()) + constants[0]
    parts["constant"] = (whole @ constants[1].T + constants[0] @ sum(keys.values()).T) * scale
    return parts


def biased_parts(step: AttentionStep, head: int) -> Parts:
    """content, q·k/√d, and bias, what is added for the distance."""
    products = step.dot_products(head).astype(np.float64)
    return {"content": products * step.d_head**-0.5, "bias": step.added_bias(head).astype(np.float64)}


def turned(normed: Vectors, reads: Projections, base: float = 10_000.0) -> Turned:
    """One head's scores before and after turning, from what its layer's norm gave, [token, d_model]."""
    queries, keys = reads.queries(normed), reads.keys(normed)
    n, d = queries.shape
    turn = np.exp(1j * rotary_angles(n, d, base).astype(np.float64))  # [token, pair]
    q, k = (v[:, : d // 2] + 1j * v[:, d // 2 :] for v in (queries, keys))  # [token, pair]
    before, after = (np.einsum("ip,jp->pij", a, b.conj()).real for a, b in ((q, k), (q * turn, k * turn)))
    return Turned(before * d**-0.5, after * d**-0.5)


def deviation(parts: Parts, step: AttentionStep, head: int) -> float:
    """The largest |sum of the parts − the model's score| over all pairs that the mask allows."""
    difference = np.abs(sum(parts.values()) - step.scores(head))
    return float(difference[step.visible(head)].max(initial=0.0))
