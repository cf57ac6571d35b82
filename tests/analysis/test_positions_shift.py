"""A shift as a linear map: the papers' rotation for waves, least squares for anything else."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from headlight.analysis.positions import sinusoidal
from headlight.analysis.positions_shift import best_shift, frequencies, shift_matrix, shift_residuals


@pytest.mark.parametrize(("k", "base"), [(0, 10_000.0), (1, 10_000.0), (7, 10.0), (30, 500.0)])
def test_one_matrix_shifts_every_position(k, base):
    table, matrix = sinusoidal(50, 12, base), shift_matrix(k, 12, base)
    residuals = shift_residuals(table, matrix, k)
    assert residuals.shape == (50 - k,)
    assert residuals.max() < 2e-5
    assert_allclose(matrix @ matrix.T, np.eye(12), atol=1e-12)  # nothing but rotations


def test_shifts_add_up_and_can_be_undone():
    assert_allclose(shift_matrix(3, 8) @ shift_matrix(4, 8), shift_matrix(7, 8), atol=1e-12)
    assert_allclose(shift_matrix(5, 8).T, shift_matrix(-5, 8), atol=1e-12)


def test_a_block_is_the_rotation_by_k_theta():
    theta = 10_000 ** (-2 * 2 / 8)
    assert frequencies(8)[2] == pytest.approx(theta)
    block = shift_matrix(3, 8)[4:6, 4:6]
    assert_allclose(block, [[np.cos(3 * theta), np.sin(3 * theta)], [-np.sin(3 * theta), np.cos(3 * theta)]])


def test_another_matrix_leaves_a_residual_that_is_the_distance():
    table = sinusoidal(9, 4)
    expected = [np.linalg.norm(table[i + 2] - table[i]) for i in range(7)]
    assert_allclose(shift_residuals(table, np.eye(4), 2), expected, rtol=1e-6)


def test_the_best_map_finds_the_rotation_and_nothing_in_noise():
    waves = best_shift(sinusoidal(64, 16), 5)
    assert waves.tested < 1e-8
    noise = best_shift(np.random.default_rng(0).normal(size=(64, 64)), 5)
    assert noise.fitted < 1e-20  # fewer rows than dimensions: always perfect where it was fitted
    assert noise.tested > 0.9


def test_the_best_map_is_that_of_the_rows_it_was_fitted_on():
    random = np.random.default_rng(1)
    matrix = random.normal(size=(3, 3)) / 2
    rows = [random.normal(size=3)]
    for _ in range(20):
        rows.append(matrix @ rows[-1] + random.normal(size=3))  # a linear step and noise
    table = np.array(rows)
    fit = best_shift(table, 1)
    expected, *_ = np.linalg.lstsq(table[:-1:2], table[1::2], rcond=None)
    assert_allclose(fit.matrix, expected.T, atol=1e-10)
    assert 0 < fit.fitted < 1


def test_what_cannot_be_shifted_is_refused():
    with pytest.raises(ValueError, match="even number of dimensions"):
        shift_matrix(1, 5)
    with pytest.raises(ValueError, match="from 0 to 3, got 4"):
        shift_residuals(sinusoidal(4, 2), np.eye(2), 4)
    with pytest.raises(ValueError, match="at least 7 positions for a shift by 3, got 6"):
        best_shift(sinusoidal(6, 2), 3)
