"""Every score and bias, taken apart by dimension, adds up to what the model computes."""

import math

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
from headlight.model.biases import ExplicitBias, LinearBias, RelativeBias
from headlight.model.score_terms import Cell, bias_terms

D = 6
SCORES: list[Score] = [
    DotProduct(),
    ScaledDotProduct(),
    ScaledDotProduct(0.3),
    Cosine(4.0),
    NegativeSquaredDistance(),
    Additive(torch.randn(9, D), torch.randn(9, D), torch.randn(9)),
    Additive(torch.randn(D, D), None, torch.randn(D)),
    Multiplicative(torch.randn(D, D)),
]


@pytest.mark.parametrize("score", SCORES, ids=[type(score).__name__ for score in SCORES])
def test_the_terms_of_a_score_sum_to_it(score: Score) -> None:
    query, key = torch.randn(4, D), torch.randn(5, D)
    scores = score(query, key)
    for i in range(4):
        for j in range(5):
            terms = score.terms(query[i], key[j])
            assert terms.factor * sum(terms.terms.tolist()) == pytest.approx(float(scores[i, j]), abs=1e-5)
            assert {len(part) for part in terms.parts.values()} == {len(terms.terms)}


def test_a_scaled_dot_product_is_multiplied_dimension_by_dimension() -> None:
    query, key = torch.tensor([1.0, -2.0, 3.0, 0.5]), torch.tensor([4.0, 5.0, -1.0, 2.0])
    terms = ScaledDotProduct().terms(query, key)
    assert terms.terms.tolist() == [4.0, -10.0, -3.0, 1.0]
    assert terms.factor == 0.5


def test_an_additive_score_shows_its_small_network() -> None:
    w_query, w_key, combine = torch.randn(7, 4), torch.randn(7, 3), torch.randn(7)
    query, key = torch.randn(4), torch.randn(3)
    terms = Additive(w_query, w_key, combine).terms(query, key)
    for a in range(7):
        asks = sum(float(w_query[a, d] * query[d]) for d in range(4))
        answers = sum(float(w_key[a, d] * key[d]) for d in range(3))
        shown = {symbol: float(part[a]) for symbol, part in terms.parts.items()}
        assert shown["W_q q"] == pytest.approx(asks, abs=1e-5)
        assert shown["W_k k"] == pytest.approx(answers, abs=1e-5)
        assert float(terms.terms[a]) == pytest.approx(float(combine[a]) * math.tanh(asks + answers), abs=1e-5)


def test_terms_can_become_arrays() -> None:
    terms = DotProduct().terms(torch.ones(3), torch.ones(3)).map(lambda vector: vector.numpy())
    assert isinstance(terms.terms, np.ndarray)
    assert terms.symbol == "q·k"


@pytest.mark.parametrize(("n_query", "n_key"), [(5, 5), (2, 5)])
def test_alibi_is_a_slope_times_a_distance(n_query: int, n_key: int) -> None:
    bias = LinearBias(torch.tensor([0.5, 0.25]))
    values = bias.values(n_query, n_key)[0]
    for head in range(2):
        for i in range(n_query):
            for j in range(n_key):
                terms = bias_terms(bias, Cell(head, i, j, n_query, n_key))
                assert terms.factor * float(terms.terms.sum()) == pytest.approx(float(values[head, i, j]))


def test_relative_positions_are_a_query_times_a_key_of_the_distance() -> None:
    n, scale = 4, 0.3
    bias = RelativeBias(torch.randn(1, 2, n, D), torch.randn(2, 2 * n - 1, D), scale)
    values = bias.values(n, n)[0]
    for head in range(2):
        for i in range(n):
            for j in range(n):
                terms = bias_terms(bias, Cell(head, i, j, n, n))
                assert list(terms.parts) == ["q + v", "r"]
                assert scale * float(terms.terms.sum()) == pytest.approx(float(values[head, i, j]), abs=1e-5)


def test_other_biases_are_only_numbers() -> None:
    cell = Cell(0, 1, 1, 3, 3)
    assert bias_terms(ExplicitBias(torch.zeros(1, 3, 3)), cell) is None
    assert bias_terms(None, cell) is None
