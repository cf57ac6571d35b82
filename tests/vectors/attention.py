"""One head's attention worked out by PyTorch in float64, by other functions than the kernel's own.

The kernel (`model/attention.py`) computes in float32, the browser (`web/attention/`) in float64; both are held to this.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor
from torch.nn import functional

from headlight.model.attention import (
    Additive,
    Cosine,
    DotProduct,
    Multiplicative,
    NegativeSquaredDistance,
    ScaledDotProduct,
    Score,
)
from headlight.model.biases import LinearBias
from headlight.model.masks import Before, Causal, Mask, UpTo

N, D, D_SCORE = 5, 4, 3
RANK = torch.tensor([[3, 0, 4, 1, 2]])
TEMPERATURE = 0.5


@dataclass(frozen=True, eq=False)
class Example:
    """One head as the browser is given it, and what has to come out, all float64.

    Attributes:
        score: the kernel's score function; None where only weights are known.
        arrays: query, key, value, and what else there is of bias, mask, allowed, weights.
        scores: [n_query, n_key], bias included; None where there are no queries and keys.
        weights, context: [n_query, n_key], [n_query, d_value]
        missing: the share of each row that no key has, [n_query].
        temperature: what an intervention divides the scores by.
    """

    score: Score | None
    arrays: Mapping[str, Tensor]
    scores: Tensor | None
    weights: Tensor
    context: Tensor
    missing: Tensor = field(default_factory=lambda: torch.zeros(N).double())
    temperature: float = 1.0


def score_examples() -> dict[str, Example]:
    """Every score function, each by a function of PyTorch's that is not the kernel's."""
    numbers = sixteenths(1)
    q, k, v, w = numbers(N, D), numbers(N, D), numbers(N, D), numbers(D, D)
    w_q, w_k, combine = numbers(D_SCORE, D), numbers(D_SCORE, D), numbers(D_SCORE)
    every_query, every_key = q[:, None].expand(N, N, D), k[None].expand(N, N, D)
    projected = functional.linear(k, w_k)
    bent = torch.tanh(functional.linear(every_query, w_q) + functional.linear(every_key, w_k))
    zero = q.index_fill(0, torch.tensor([1]), 0)  # whose cosine is 0 with everything
    cosines = functional.normalize(zero) @ functional.normalize(k).T
    distances = -(torch.cdist(q, k, compute_mode="donot_use_mm_for_euclid_dist") ** 2)
    bilinear = functional.bilinear(every_query.reshape(-1, D), every_key.reshape(-1, D), w[None]).view(N, N)
    additive = functional.linear(bent, combine[None])[..., 0]
    plain = {"query": q, "key": k, "value": v}
    return {
        "scaled": seen(ScaledDotProduct(), plain, torch.einsum("id,jd->ij", q, k) / math.sqrt(D)),
        "other scale": seen(ScaledDotProduct(0.3), plain, torch.einsum("id,jd->ij", q, k) * 0.3),
        "dot": seen(DotProduct(), plain, torch.einsum("id,jd->ij", q, k)),
        "cosine": seen(Cosine(2.5), plain | {"query": zero}, cosines * 2.5),
        "distance": seen(NegativeSquaredDistance(), plain, distances / math.sqrt(D)),
        "additive": seen(Additive(w_q, w_k, combine), plain, additive),
        "projected": seen(Additive(w_q, None, combine), plain | {"key": projected}, additive),
        "general": seen(Multiplicative(w), plain, bilinear),
    }


def mask_examples() -> dict[str, Example]:
    """What each query may see; the first in an order sees nothing under `Before`."""
    numbers = sixteenths(2)
    q, k, v = numbers(N, D), numbers(N, D), numbers(N, D)
    scores = torch.einsum("id,jd->ij", q, k) / math.sqrt(D)
    masks: dict[str, Mask] = {"causal": Causal(), "up to": UpTo(RANK), "before": Before(RANK)}
    return {
        name: seen(
            ScaledDotProduct(),
            {"query": q, "key": k, "value": v, "mask": mask.visible(N, N)[0, 0].to(torch.uint8)},
            scores,
        )
        for name, mask in masks.items()
    }


def bias_examples() -> dict[str, Example]:
    """ALiBi's penalty, and what Transformer-XL adds for a distance, in a loop over all pairs (1901.02860, §3.3)."""
    numbers = sixteenths(3)
    q, k, v = numbers(N, D), numbers(N, D), numbers(N, D)
    u, w, r = numbers(D), numbers(D), numbers(2 * N - 1, D)
    linear = LinearBias(torch.tensor([0.25])).values(N, N)[0, 0].double()
    apart = torch.tensor([[-abs(i - j) / 4 for j in range(N)] for i in range(N)]).double()
    relative, scores = torch.zeros(N, N).double(), torch.zeros(N, N).double()
    for i in range(N):
        for j in range(N):
            relative[i, j] = torch.dot(q[i] + w, r[N - 1 + i - j]) / math.sqrt(D)
            scores[i, j] = (torch.dot(q[i] + u, k[j]) + torch.dot(q[i] + w, r[N - 1 + i - j])) / math.sqrt(D)
    dots, causal = (
        torch.einsum("id,jd->ij", q, k) / math.sqrt(D),
        Causal().visible(N, N)[0, 0].to(torch.uint8),
    )
    plain = {"query": q, "key": k, "value": v}
    with_u = plain | {"query": q + u, "bias": relative}
    return {
        "alibi": seen(ScaledDotProduct(), plain | {"bias": linear, "mask": causal}, dots + apart),
        "relative": seen(ScaledDotProduct(), with_u, scores),
    }


def grouped_example() -> Example:
    """Four query heads, two key heads: the third query head reads the second key head."""
    numbers = sixteenths(4)
    q, k, v = numbers(1, 4, N, D), numbers(1, 2, N, D), numbers(1, 2, N, D)
    context = functional.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)[0, 2]
    mask = Causal().visible(N, N)[0, 0].to(torch.uint8)
    arrays = {"query": q[0, 2], "key": k[0, 1], "value": v[0, 1], "mask": mask}
    found = seen(ScaledDotProduct(), arrays, torch.einsum("id,jd->ij", q[0, 2], k[0, 1]) / math.sqrt(D))
    return Example(found.score, arrays, found.scores, found.weights, context)


def given_examples() -> dict[str, Example]:
    """What an intervention changes, and weights that do not follow: recorded alone, replaced, or not all the keys'."""
    numbers = sixteenths(5)
    q, k, v, sink = numbers(N, D), numbers(N, D), numbers(N, D), numbers(N, 1)
    scores = torch.einsum("id,jd->ij", q, k) / math.sqrt(D)
    causal = Causal().visible(N, N)[0, 0]
    cut = causal.clone()
    cut[3, 1] = False
    warm, whole = softmax(scores / TEMPERATURE, cut), torch.softmax(torch.cat([scores, sink], -1), -1)
    plain, bits = {"query": q, "key": k, "value": v}, {"mask": causal.to(torch.uint8)}
    replaced, without = softmax(scores, causal), whole[:, :N]
    alone = {"weights": replaced.clone()} | bits
    replaced[3] = torch.tensor([0.5, 0.25, 0, 0.25, 0])
    flags = {"mask": cut.to(torch.uint8), "allowed": causal.to(torch.uint8)}
    scaled = ScaledDotProduct()
    return {
        "weights only": Example(None, alone, None, alone["weights"], torch.zeros(N, 0).double()),
        "temperature and a cut": Example(
            scaled, plain | flags, scores / TEMPERATURE, warm, warm @ v, temperature=TEMPERATURE
        ),
        "replaced row": Example(scaled, plain | bits | {"weights": replaced}, scores, replaced, replaced @ v),
        "sink": Example(scaled, plain | {"weights": without}, scores, without, without @ v, whole[:, N]),
    }


def seen(score: Score, arrays: Mapping[str, Tensor], scores: Tensor) -> Example:
    """The softmax of these scores where the mask, if there is one, lets it."""
    mask = arrays["mask"].bool() if "mask" in arrays else torch.ones(N, N, dtype=torch.bool)
    weights = softmax(scores, mask)
    return Example(score, arrays, scores, weights, torch.einsum("ij,jd->id", weights, arrays["value"]))


def softmax(scores: Tensor, mask: Tensor) -> Tensor:
    """PyTorch's own, which has no numbers for a row that sees nothing: zeros."""
    return torch.softmax(scores.masked_fill(~mask, -math.inf), -1).nan_to_num(0)


def examples() -> dict[str, Example]:
    """All of them, by name; the same numbers each time."""
    return {
        **score_examples(),
        **mask_examples(),
        **bias_examples(),
        "grouped": grouped_example(),
        **given_examples(),
    }


def sixteenths(seed: int) -> Callable[..., Tensor]:
    """Makes random sixteenths from −2 to 2 of a shape, in float64; float32 has the very same."""
    generator = torch.Generator().manual_seed(seed)
    return lambda *shape: torch.randint(-32, 33, shape, generator=generator).double() / 16
