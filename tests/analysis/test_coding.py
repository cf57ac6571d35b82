"""One-byte weights: how far they can be off, and that small ones survive."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from analysis.coding import MAX_ERROR, decode, encode


def test_codes_are_rounded_roots() -> None:
    assert_array_equal(encode([0, 1, 0.25, 1e-4]), [0, 255, 128, 3])
    assert encode(np.zeros((2, 3, 4))).shape == (2, 3, 4)


def test_every_code_comes_back() -> None:
    codes = np.arange(256, dtype=np.uint8)
    assert decode(codes).dtype == np.float32
    assert_array_equal(encode(decode(codes)), codes)


def test_the_error_is_as_documented() -> None:
    weights = np.linspace(0, 1, 1_000_001)
    error = np.abs(decode(encode(weights)) - weights).max()
    assert error <= MAX_ERROR + 1e-7
    worst = (1 - 1 / 510) ** 2 + 1e-9  # just enough to be rounded up
    assert abs(decode(encode(worst)) - worst) == pytest.approx(MAX_ERROR, abs=1e-7)


@given(st.floats(0, 1))
def test_small_weights_are_finer(weight: float) -> None:
    error = abs(float(decode(encode(weight))) - weight)
    assert error <= np.sqrt(weight) / 255 + 1 / 510**2 + 1e-7


def test_float32_rounding_above_one_is_forgiven() -> None:
    assert encode(1.000001) == 255


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_weight_is_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weights from 0 to 1"):
        encode([weight])
