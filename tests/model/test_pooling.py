"""Maps in tiles and bytes against slow loops over the whole map; memory, and what leaves the device."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from headlight.model import visible_keys as seen
from headlight.model.attention import ScaledDotProduct
from headlight.model.biases import LinearBias
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.interventions import CutEdge, Intervention, ReplaceRow, Temperature
from headlight.model.masks import Causal, Explicit, Local
from headlight.model.pooling import coded, encode, pooled
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.model.visible_keys import weights

SITE = Site("decoder", "self", 0)
N, HEADS = 11, 4
DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]


def random_step(n: int = N, device: str = "cpu", kv_heads: int = HEADS, **settings: object) -> AttentionStep:
    generator = torch.Generator().manual_seed(n)
    q, k, v = (2 * torch.randn(heads, n, 4, generator=generator) for heads in (HEADS, kv_heads, kv_heads))
    q, k, v = (some.to(device) for some in (q, k, v))
    return AttentionStep(SITE, q, k, v, torch.zeros_like(q), ScaledDotProduct(), **settings)


def code(weight: float) -> int:
    """One weight's code, number by number."""
    return round(float(np.float32(255) * np.sqrt(np.float32(min(max(weight, 0), 1)))))


def slow(weights: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray]:
    """One head's tiles, cell by cell: means and maxima."""
    corners = [(i, j) for i in range(0, weights.shape[0], side) for j in range(0, weights.shape[1], side)]
    blocks = [weights[i : i + side, j : j + side] for i, j in corners]
    means = [sum(sum(map(float, query)) for query in block) / len(block) for block in blocks]
    shape = -(-weights.shape[0] // side), -(-weights.shape[1] // side)
    return np.reshape(means, shape), np.reshape([max(map(max, block)) for block in blocks], shape)


STEPS = {
    "plain": {},
    "local": {"mask": Local(3, 1)},
    "causal": {"mask": Causal()},
    "grouped": {"kv_heads": 2, "mask": Causal()},
    "heads masked apart": {"mask": Explicit(torch.rand(1, HEADS, N, N) > 0.3)},
    "ALiBi": {"bias": LinearBias(torch.tensor([0.5, 0.25, 0.1, 0.05])), "mask": Causal()},
    "changed": {
        "mask": Causal(),
        "interventions": tuple(
            Intervention(SITE, change, 1)
            for change in (CutEdge(5, 2), ReplaceRow(7, (1.0, *[0.0] * (N - 1))), Temperature(3.0))
        ),
    },
}


@given(st.integers(1, 9), st.integers(1, 9), st.integers(2, 5))
def test_tiles_are_those_of_a_slow_loop(rows, columns, side):
    drawn = np.random.default_rng(rows).random((2, rows, columns), np.float32)
    mean, maximum = (tiles.numpy() for tiles in pooled(torch.from_numpy(drawn), side))
    for head in range(2):
        slow_mean, slow_maximum = slow(drawn[head], side)
        assert_allclose(mean[head], slow_mean, rtol=1e-5)
        assert_array_equal(maximum[head], slow_maximum)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("side", [1, 3, 20])
def test_codes_of_every_head_are_those_of_its_own_weights(name, side, device, monkeypatch):
    step = random_step(device=device, **STEPS[name])
    monkeypatch.setattr(seen, "CELLS", {})
    for cells in (
        1 << 20,
        200,
        40,
        1,
    ):  # all at once; a few rows; one head and a few rows; the least there can be
        monkeypatch.setattr(seen, "MANY_CELLS", cells)
        found = coded(step, side)
        for head in range(HEADS):
            for mine, expected in zip(found, slow(step.weights(head), side), strict=True):
                loop = np.vectorize(code)(expected)
                assert np.abs(mine[head].astype(int) - loop).max() <= 1  # a rounding beside a code's edge
                assert (mine[head] == loop).mean() > 0.97


def test_weights_of_several_heads_are_each_ones_own(any_trace: Trace):
    for step in any_trace.steps:
        assert_allclose(weights(step, slice(0, step.n_heads)), step.weights(), atol=1e-6)


def test_weights_that_were_recorded_alone_are_taken_as_they_are():
    recorded = torch.softmax(torch.randn(HEADS, N, N), -1)
    step = weights_alone(SITE, recorded)
    assert torch.equal(weights(step, slice(1, 3)), recorded[1:3])
    assert_array_equal(coded(step, 1).mean, encode(recorded))


def test_one_array_where_nothing_is_pooled():
    found = coded(random_step(), 1)
    assert found.mean.dtype == np.uint8
    assert np.shares_memory(found.mean, found.maximum)


def test_rows_of_means_still_sum_to_one():
    mean, _ = pooled(weights(random_step(mask=Causal()), slice(0, HEADS)), 4)
    assert_allclose(mean.sum(-1), 1, atol=1e-6)


@pytest.mark.parametrize(("n_query", "n_key"), [(0, 3), (3, 0), (0, 0)])
def test_nothing_is_coded_as_nothing(n_query, n_key):
    q, k = torch.zeros(HEADS, n_query, 4), torch.zeros(HEADS, n_key, 4)
    step = AttentionStep(SITE, q, k, k, torch.zeros_like(q), ScaledDotProduct())
    assert coded(step, 2).mean.shape == (HEADS, -(-n_query // 2), -(-n_key // 2))


def test_codes_are_rounded_roots():
    assert_array_equal(encode(torch.tensor([0, 1, 0.25, 1e-4, 1.000001])), [0, 255, 128, 3, 255])


@pytest.mark.parametrize("weight", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_weight_is_refused(weight):
    with pytest.raises(ValueError, match="weights from 0 to 1"):
        encode(torch.tensor([0.5, weight]))


def test_bad_sides_are_refused():
    with pytest.raises(ValueError, match="at least 1 × 1"):
        coded(random_step(), 0)


@pytest.mark.parametrize("mask", [None, Causal()])
@pytest.mark.parametrize("n", [512, 2048])
def test_what_is_there_at_a_time_does_not_grow_with_the_square(n, mask, monkeypatch):
    sizes, power = [], torch.exp
    monkeypatch.setattr(torch, "exp", lambda powers: (sizes.append(powers.numel()), power(powers))[1])
    coded(random_step(n, mask=mask), n // 64)
    whole = HEADS * n * n
    if mask is None:
        assert sum(sizes) == whole  # every weight once
    else:
        assert whole / 2 < sum(sizes) < 0.7 * whole  # and few of those that nobody sees
    assert max(sizes) <= seen.CELLS["cpu"]


def test_only_codes_leave_the_device(monkeypatch):
    brought, cpu = [], torch.Tensor.cpu
    monkeypatch.setattr(torch.Tensor, "cpu", lambda tensor: (brought.append(tensor), cpu(tensor))[1])
    found = coded(random_step(300, mask=Causal()), 3)
    assert [tensor.dtype for tensor in brought] == [torch.uint8]
    assert brought[0].numel() == found.mean.size + found.maximum.size == 2 * HEADS * 100 * 100
