"""Each score function against a slow loop over pairs, written from its paper's formula."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch

from headlight.model.attention import (
    Additive,
    Cosine,
    DotProduct,
    Multiplicative,
    NegativeSquaredDistance,
    ScaledDotProduct,
    Score,
)

D = 6
RANDOM = np.random.default_rng(0)
W_QUERY, W_KEY, COMBINE = RANDOM.normal(size=(9, D)), RANDOM.normal(size=(9, D)), RANDOM.normal(size=9)
W = RANDOM.normal(size=(D, D))


def tensor(array: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(array).float()


FORMULAS: list[tuple[Score, Callable[[np.ndarray, np.ndarray], float]]] = [
    (DotProduct(), lambda q, k: sum(q[i] * k[i] for i in range(D))),
    (ScaledDotProduct(), lambda q, k: sum(q[i] * k[i] for i in range(D)) / math.sqrt(D)),
    (ScaledDotProduct(0.3), lambda q, k: sum(q[i] * k[i] for i in range(D)) * 0.3),
    (Cosine(), lambda q, k: q.dot(k) / math.sqrt(q.dot(q)) / math.sqrt(k.dot(k))),
    (Cosine(4.0), lambda q, k: 4 * q.dot(k) / math.sqrt(q.dot(q)) / math.sqrt(k.dot(k))),
    (NegativeSquaredDistance(), lambda q, k: -sum((q[i] - k[i]) ** 2 for i in range(D)) / math.sqrt(D)),
    (NegativeSquaredDistance(2.0), lambda q, k: -2 * sum((q[i] - k[i]) ** 2 for i in range(D))),
    (
        Additive(tensor(W_QUERY), tensor(W_KEY), tensor(COMBINE)),
        lambda q, k: sum(COMBINE[a] * math.tanh(W_QUERY[a].dot(q) + W_KEY[a].dot(k)) for a in range(9)),
    ),
    (Multiplicative(tensor(W)), lambda q, k: sum(q[i] * W[i, j] * k[j] for i in range(D) for j in range(D))),
]


@pytest.mark.parametrize(("score", "formula"), FORMULAS, ids=[str(s) for s, _ in FORMULAS])
def test_it_follows_its_papers_formula(
    score: Score, formula: Callable[[np.ndarray, np.ndarray], float]
) -> None:
    query, key = RANDOM.normal(size=(2, 4, D)), RANDOM.normal(size=(2, 5, D))
    by_hand = [[[formula(q, k) for k in key[h]] for q in query[h]] for h in range(2)]
    np.testing.assert_allclose(score(tensor(query), tensor(key)), by_hand, atol=1e-5)


@pytest.mark.parametrize("score", [DotProduct(), ScaledDotProduct(), Cosine(), NegativeSquaredDistance()])
def test_queries_and_keys_of_different_width_are_refused(score: Score) -> None:
    with pytest.raises(ValueError, match="expected keys 4 wide, as the queries are, got 5"):
        score(torch.zeros(2, 4), torch.zeros(3, 5))


def test_a_zero_vector_has_cosine_zero_with_everything() -> None:
    assert torch.equal(Cosine()(torch.zeros(1, 3), torch.randn(4, 3)), torch.zeros(1, 4))


def test_a_vector_is_at_distance_zero_from_itself_and_never_below() -> None:
    vectors = torch.randn(50, 16) * 10
    scores = NegativeSquaredDistance(1.0)(vectors, vectors)
    assert scores.max() <= 0
    torch.testing.assert_close(scores.diagonal(), torch.zeros(50), atol=2e-3, rtol=0)


def test_additive_and_multiplicative_take_queries_and_keys_of_different_width() -> None:
    query, key = torch.randn(3, 4), torch.randn(5, 6)
    additive = Additive(torch.randn(7, 4), torch.randn(7, 6), torch.randn(7))
    assert additive(query, key).shape == Multiplicative(torch.randn(4, 6))(query, key).shape == (3, 5)
