"""A few rows at a time: the same weights and masks as all at once, and no key that no row may see."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from headlight.model import visible_keys as seen
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.masks import Causal
from headlight.model.step import AttentionStep
from headlight.model.visible_keys import few_rows, first_keys, masks, reach, some_heads, weights
from tests.model.test_pooling import HEADS, SITE, STEPS, N, random_step

ALL = slice(0, HEADS)
RECORDED = weights_alone(SITE, torch.softmax(torch.randn(HEADS, N, N), -1).tril())


@pytest.fixture(params=[*STEPS, "recorded"])
def step(request: pytest.FixtureRequest) -> AttentionStep:
    return RECORDED if request.param == "recorded" else random_step(**STEPS[request.param])


@pytest.fixture(params=[1, 3 * N, 1 << 20])
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(seen, "CELLS", {})
    monkeypatch.setattr(seen, "MANY_CELLS", request.param)
    return request.param


def test_rows_hold_the_weights_and_masks_of_the_whole(step, room):
    whole, allowed = step.weights(), np.stack([step.visible(head) for head in range(HEADS)])
    begin = 0
    for start, part in few_rows(step):
        assert start == begin
        assert part.n_query == 1 or part.n_query * N <= room
        begin += part.n_query
        rows, keys = slice(start, begin), slice(0, part.n_key)
        assert not whole[:, rows, part.n_key :].any()
        assert not allowed[:, rows, part.n_key :].any()
        for heads in some_heads(part, ALL):
            assert_allclose(weights(part, heads), whole[heads, rows, keys], atol=1e-6)
        found = np.concatenate([[plane] * (heads.stop - heads.start) for plane, heads in masks(part)])
        assert_array_equal(found, allowed[:, rows, keys])
    assert begin == N


def test_heads_that_share_a_mask_are_taken_together():
    assert [heads for _, heads in masks(random_step(**STEPS["causal"]))] == [ALL]
    changed = [(heads.start, heads.stop) for _, heads in masks(random_step(**STEPS["changed"]))]
    assert changed == [(0, 1), (1, 2), (2, HEADS)]  # an edge is cut in head 1


def test_under_a_causal_mask_later_keys_are_left_out(monkeypatch):
    monkeypatch.setattr(seen, "CELLS", {"cpu": 2 * N})
    sizes = [(part.n_query, part.n_key) for _, part in few_rows(random_step(mask=Causal()))]
    assert sizes == [(2, 2), (2, 4), (2, 6), (2, 8), (2, 10), (1, 11)]


def test_keys_that_are_seen_cannot_be_left_out():
    step = random_step(mask=Causal()).rows(2, 5)
    assert reach(step) == 5
    with pytest.raises(ValueError, match="at least 5 of 11 keys, got 4"):
        first_keys(step, 4)


@pytest.mark.parametrize(("n_query", "n_key"), [(0, 3), (3, 0)])
def test_of_nothing_there_are_no_rows(n_query, n_key):
    q, k = torch.zeros(HEADS, n_query, 4), torch.zeros(HEADS, n_key, 4)
    assert list(few_rows(AttentionStep(SITE, q, k, k, torch.zeros_like(q), random_step().score))) == []
