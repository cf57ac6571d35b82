"""Divergences against PyTorch's kl_div, a slow loop and closed forms."""

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn.functional import kl_div, log_softmax

from headlight.analysis.divergence import jensen_shannon, kullback_leibler, log_probabilities
from headlight.model.trace import Prediction

NUMBERS = st.lists(st.floats(0, 1), min_size=4, max_size=4).filter(lambda row: sum(row) > 0.01)


def distribution(numbers: list[float]) -> np.ndarray:
    return np.array(numbers) / sum(numbers)


def slow(p: np.ndarray, q: np.ndarray) -> float:
    total = 0.0
    for one, other in zip(p, q, strict=True):
        middle = (one + other) / 2
        total += sum(x / 2 * math.log(x / middle) for x in (one, other) if x > 0 and middle > 0)
    return total


@given(NUMBERS, NUMBERS)
def test_it_is_the_loop_and_symmetric_and_between_nothing_and_ln_2(a, b):
    p, q = distribution(a), distribution(b)
    found = float(jensen_shannon(p, q))
    assert found == pytest.approx(slow(p, q), abs=1e-12)
    assert found == pytest.approx(float(jensen_shannon(q, p)), abs=1e-15)
    assert 0 <= found <= math.log(2) + 1e-12


def test_equal_rows_are_0_apart_and_rows_with_nothing_in_common_ln_2():
    rows = np.array([[0.5, 0.5, 0, 0], [1, 0, 0, 0]], dtype=np.float32)
    others = np.array([[0.5, 0.5, 0, 0], [0, 0, 0.25, 0.75]], dtype=np.float32)
    np.testing.assert_allclose(jensen_shannon(rows, others), [0, math.log(2)])


def test_half_of_it_in_common():
    # p = (1, 0), q = (½, ½), m = (¾, ¼): ½ ln 4/3 + ½ (½ ln 2/3 + ½ ln 2)
    expected = math.log(4 / 3) / 2 + math.log(2 / 3) / 4 + math.log(2) / 4
    assert float(jensen_shannon(np.array([1.0, 0.0]), np.array([0.5, 0.5]))) == pytest.approx(expected)


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="one shape"):
        jensen_shannon(np.ones(2), np.ones(3))


def test_predictions_are_as_far_apart_as_pytorch_says():
    logits = torch.randn(2, 50, generator=torch.Generator().manual_seed(0)) * 8
    one, other = (log_probabilities(Prediction(logits, []), row) for row in (0, 1))
    np.testing.assert_allclose(one, log_softmax(logits[0].double(), -1).numpy(), rtol=1e-6)
    expected = kl_div(*log_softmax(logits[[1, 0]].double(), -1), log_target=True, reduction="sum")
    assert kullback_leibler(one, other) == pytest.approx(float(expected), rel=1e-9)
    assert kullback_leibler(one, one) == 0
