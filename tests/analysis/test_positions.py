"""Tables of position encodings follow their papers' formulas."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.positions import (
    alibi_bias,
    by_distance,
    rotary_angles,
    rotary_kernel,
    similarity,
    sinusoidal,
)


def test_sinusoidal_is_the_papers_formula() -> None:
    table = sinusoidal(20, 8, base=100.0)
    assert table.shape == (20, 8)
    for position, i in ((0, 0), (3, 1), (19, 3)):
        angle = position / 100 ** (2 * i / 8)
        assert table[position, 2 * i] == pytest.approx(np.sin(angle), abs=1e-5)
        assert table[position, 2 * i + 1] == pytest.approx(np.cos(angle), abs=1e-5)


def test_sinusoidal_similarity_depends_on_distance_alone() -> None:
    by = by_distance(similarity(sinusoidal(30, 16)))
    assert_allclose(by["smallest"], by["largest"], atol=1e-4)
    assert by["mean"][0] == pytest.approx(8)  # d_model / 2 pairs of sin² + cos²
    assert_allclose(by["mean"] / 8, rotary_kernel(30, 16), atol=1e-5)  # the same frequencies, the same kernel


def test_by_distance_averages_diagonals() -> None:
    by = by_distance(np.array([[1.0, 4.0, 7.0], [4.0, 2.0, 6.0], [7.0, 6.0, 3.0]]))
    assert_array_equal(by["distance"], [0, 1, 2])
    assert_array_equal(by["mean"], [2, 5, 7])
    assert_array_equal(by["smallest"], [1, 4, 7])
    assert_array_equal(by["largest"], [3, 6, 7])


def test_rotary_angles_grow_with_position() -> None:
    angles = rotary_angles(5, 4, base=100.0)
    assert_allclose(angles, np.outer(np.arange(5), [1, 0.1]), rtol=1e-6)


def test_rotary_kernel_is_what_turning_does_to_a_score() -> None:
    """q·k of equal vectors of ones, turned by 0 and by m, divided by q·k unturned."""
    angles = rotary_angles(6, 8)
    first, second = np.cos(angles) - np.sin(angles), np.sin(angles) + np.cos(angles)
    turned = np.concatenate([first, second], axis=1)
    assert_allclose(turned @ turned[0] / 8, rotary_kernel(6, 8), atol=1e-6)


def test_alibi_is_linear_in_distance() -> None:
    bias = alibi_bias(4, 8)
    assert bias.shape == (8, 4)
    assert_array_equal(bias[0], [0, -0.5, -1, -1.5])
    assert_array_equal(bias[7, 1], -(2.0**-8))
