"""Intervals: Wilson's ends where it must, the bootstrap against a slow loop and against the normal distribution."""

from math import sqrt

import numpy as np
import pytest

from headlight.training.measures.intervals import RESAMPLINGS, resampled, summed, wilson


def mean(sums: np.ndarray) -> np.ndarray:
    return sums[:, 0] / sums[:, 1]


def counted(values: np.ndarray) -> np.ndarray:
    """Values [n] and ones, [n, 2]."""
    return np.stack([values, np.ones_like(values)], 1)


def test_a_mean_moves_as_far_as_its_standard_error_says():
    values = np.random.default_rng(1).normal(5, 2, 400)
    low, high = resampled(counted(values), mean, digits=6)
    error = values.std() / sqrt(400)
    assert (low, high) == pytest.approx(
        (values.mean() - 1.96 * error, values.mean() + 1.96 * error), abs=0.03
    )


def test_the_draws_are_those_of_a_slow_loop():
    values, random = np.array([1.0, 4.0, 9.0, 16.0, 25.0]), np.random.default_rng(0)
    means = [sum(values[i] for i in draw) / 5 for draw in random.integers(0, 5, (RESAMPLINGS, 5)).tolist()]
    expected = np.percentile(means, [2.5, 97.5]).round(4).tolist()
    assert resampled(counted(values), mean, digits=4) == expected


def test_texts_of_one_group_are_drawn_together():
    values = np.array([1.0, 2.0, 3.0, 10.0, 20.0])
    groups = np.array([7, 3, 7, 3, 5])
    np.testing.assert_array_equal(summed(counted(values), groups), [[12, 2], [20, 1], [4, 2]])
    expected = resampled(np.array([[12.0, 2], [20, 1], [4, 2]]), mean, digits=4)
    assert resampled(counted(values), mean, 4, groups) == expected
    assert resampled(counted(values), mean, 4, np.zeros(5, dtype=int)) == [
        7.2,
        7.2,
    ]  # one group: nothing moves


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (3, 10), (44, 88), (88, 88)])
def test_wilsons_interval_ends_where_the_share_is_as_unlikely_as_allowed(hits, n):
    low, high = wilson(hits, n)
    for end in (low, high):
        assert abs(hits / n - end) == pytest.approx(1.959964 * sqrt(end * (1 - end) / n), abs=1e-12)
    assert low <= hits / n <= high
