"""Which heads changed most, a few rows at a time where the records lie: the same numbers as from whole maps."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from headlight.analysis import divergence
from headlight.analysis.changed_heads import step_divergence
from headlight.analysis.comparison import mean_divergence
from headlight.analysis.correspondence import Correspondence, correspondence
from headlight.model import visible_keys as seen
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.interventions import Intervention, Unmask
from headlight.model.masks import Causal
from headlight.model.row_divergence import jensen_shannon, row_divergences, runs
from headlight.model.step import AttentionStep
from tests.model.test_pooling import DEVICES, HEADS, SITE, STEPS, N, random_step

TEXT = ["the", "cat", "sat", "on", "the", "mat", "as", "the", "dog", "ran", "home"]
OTHERS = {
    "the same": TEXT,
    "one replaced": [*TEXT[:4], "a", *TEXT[5:]],
    "one more and one less": [*TEXT[:2], "x", *TEXT[2:7], *TEXT[8:], "y"],
    "the end before the beginning": [*TEXT[6:], *TEXT[:6]],
    "nothing in common": ["x", "y"] * 5,
}


def whole(left: AttentionStep, right: AttentionStep, pairs: Correspondence) -> np.ndarray:
    """The mean divergence of each head, out of n × n numbers."""
    maps = [np.stack([step.visible(head) for head in range(HEADS)]) for step in (left, right)]
    allowed = [of[:, at[:, None], at] for of, at in zip(maps, (pairs.left, pairs.right), strict=True)]
    return mean_divergence(left.weights(), right.weights(), pairs, pairs, allowed[0] | allowed[1])


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("name", [*STEPS, "recorded"])
def test_divergences_are_those_of_whole_maps(name, other, device, monkeypatch):
    pairs, n = correspondence(TEXT, OTHERS[other]), len(OTHERS[other])
    left = random_step(device=device, **STEPS.get(name, {}))
    if name == "recorded":
        left = weights_alone(SITE, torch.softmax(torch.randn(HEADS, N, N, device=device), -1))
    for right in (random_step(n, device), random_step(n, device, mask=Causal())):
        expected = whole(left, right, pairs)
        assert np.isnan(expected).all() == (other == "nothing in common")
        for cells, room in ((1 << 20, 1 << 20), (4 * N, 2 * N * N), (1, 1)):
            monkeypatch.setattr("headlight.analysis.changed_heads.CELLS", cells)
            monkeypatch.setattr(seen, "CELLS", {})
            monkeypatch.setattr(seen, "MANY_CELLS", room)
            assert_allclose(step_divergence(left, right, pairs, pairs), expected, rtol=1e-5, atol=1e-7)


def test_keys_that_neither_side_sees_are_not_computed_and_those_of_one_side_are():
    pairs = correspondence(TEXT, TEXT)
    causal = random_step(mask=Causal())
    free = random_step(mask=Causal(), interventions=(Intervention(SITE, Unmask()),))
    for left, right in ((causal, causal), (causal, free), (free, causal)):
        assert_allclose(step_divergence(left, right, pairs, pairs), whole(left, right, pairs), atol=1e-6)


def test_heads_that_only_one_side_has_are_left_out():
    pairs = correspondence(TEXT, TEXT)
    left = random_step()
    fewer = AttentionStep(
        SITE, *(some[:2] for some in (left.query, left.key, left.value, left.context)), left.score
    )
    sums, counts = row_divergences(left, fewer, pairs, pairs)
    assert_allclose(sums, 0)
    assert counts.tolist() == [N, N]


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.floats(1e-6, 30))
def test_a_float32_divergence_is_the_float64_one(seed, n, far):
    random = np.random.default_rng(seed)
    scores = random.normal(0, 4, (3, n))
    p, q = (
        np.exp(some) / np.exp(some).sum(-1, keepdims=True)
        for some in (scores, scores + far * random.normal(size=n))
    )
    p, q = p.astype(np.float32), q.astype(np.float32)
    found = jensen_shannon(torch.from_numpy(p), torch.from_numpy(q)).numpy()
    assert_allclose(found, divergence.jensen_shannon(p, q), rtol=1e-4, atol=1e-8)


def test_divergences_at_the_ends_of_their_range():
    rows = torch.tensor([[1, 0, 0], [0, 0.5, 0.5], [0, 0, 0]])
    assert jensen_shannon(rows, rows).tolist() == [0, 0, 0]
    opposite = jensen_shannon(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0]))
    assert float(opposite) == pytest.approx(math.log(2), rel=1e-6)


@given(st.sets(st.integers(0, 30)))
def test_runs_are_the_places_beside_each_other(places):
    found = runs(np.array(sorted(places), dtype=np.intp))
    assert [place for first, last in found for place in range(first, last)] == sorted(places)
    assert all(later > last for (_, last), (later, _) in pairwise(found))
