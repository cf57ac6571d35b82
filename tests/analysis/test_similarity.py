"""Heads as points: distances against a slow loop, the plane against shapes it can and cannot keep."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from headlight.analysis.similarity import classical_scaling, head_divergences, head_map, stress
from headlight.model.masks import Causal
from headlight.model.site import Site
from headlight.model.trace import Trace


def divergence(p: np.ndarray, q: np.ndarray) -> float:
    middle = (p + q) / 2
    return sum(0.5 * a * np.log(a / m) for row in (p, q) for a, m in zip(row, middle, strict=True) if a > 0)


def test_divergences_are_means_over_rows(trace: Trace) -> None:
    found = head_divergences(trace.steps)
    weights = np.concatenate([step.weights() for step in trace.steps]).astype(float)
    for a, b in ((0, 1), (2, 5)):
        expected = np.mean([divergence(p, q) for p, q in zip(weights[a], weights[b], strict=True)])
        assert found[a, b] == pytest.approx(expected, abs=1e-7)
        assert found[b, a] == found[a, b]
    assert_allclose(np.diag(found), 0)


def test_rows_that_see_nothing_are_skipped(traces: dict[str, Trace]) -> None:
    (step,) = traces["blind"].steps
    weights = step.weights().astype(float)
    expected = np.mean([divergence(weights[0, i], weights[1, i]) for i in range(1, 4)])
    assert head_divergences([step])[0, 1] == pytest.approx(expected, abs=1e-7)


def test_a_flat_shape_is_kept_whole() -> None:
    flat = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 4.0], [3.0, 4.5]])
    squared = ((flat[:, None] - flat) ** 2).sum(-1)
    places, explained = classical_scaling(squared)
    assert_allclose(((places[:, None] - places) ** 2).sum(-1), squared, atol=1e-9)
    assert explained == pytest.approx(1)
    assert stress(squared, places) == pytest.approx(0, abs=1e-6)


def test_a_regular_solid_is_not() -> None:
    squared = 1.0 - np.eye(4)  # a tetrahedron: three equal eigenvalues, two of which are kept
    places, explained = classical_scaling(squared)
    assert explained == pytest.approx(2 / 3)
    assert stress(squared, places) > 0.1


def test_equal_heads_and_single_ones_have_no_shape() -> None:
    for n in (1, 3):
        places, explained = classical_scaling(np.zeros((n, n)))
        assert np.isnan(explained)
        assert_allclose(places, np.zeros((n, 2)), atol=1e-9)


def test_heads_with_the_same_axes_stand_together(traces: dict[str, Trace]) -> None:
    cross = traces["cross"]
    assert {site for site, _ in head_map(cross, Site("encoder", "self", 0)).heads} == {cross.steps[0].site}
    (step,) = traces["blind"].steps
    other = replace(step, site=Site("decoder", "content", 0), mask=Causal())
    both = replace(traces["blind"], steps=(other, step))
    assert len(head_map(both, step.site).heads) == 4
