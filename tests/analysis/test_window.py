"""Windows of a map against the whole map, whatever masks, biases and changes are in force."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.scores import weight_matrix
from headlight.analysis.sinks import share_given, sink_share
from headlight.analysis.window import Window, windowed
from headlight.model.attention import ScaledDotProduct
from headlight.model.biases import ExplicitBias, LinearBias
from headlight.model.huggingface.weights_step import weights_alone
from headlight.model.interventions import CutEdge, HideToken, Intervention, ReplaceRow, Temperature, Unmask
from headlight.model.masks import Block, Causal, Explicit, Mask, Padding, UpTo
from headlight.model.rows import in_parts
from headlight.model.site import Site
from headlight.model.step import AttentionStep

SITE = Site("decoder", "self", 0)
N, HEADS = 11, 2


def random_step(n_query: int = N, n_key: int = N, **settings: object) -> AttentionStep:
    generator = torch.Generator().manual_seed(n_query)
    q, k, v = (2 * torch.randn(HEADS, n, 4, generator=generator) for n in (n_query, n_key, n_key))
    return AttentionStep(SITE, q, k, v, torch.zeros_like(q), ScaledDotProduct(), **settings)


def some(rows: int, columns: int, seed: int = 0) -> torch.Tensor:
    return torch.rand(1, 1, rows, columns, generator=torch.Generator().manual_seed(seed)) > 0.4


BLOCKS = torch.tensor([[0] * 4 + [1] * 7])
MASKS: list[Mask | None] = [
    None,
    Causal(),
    Padding(torch.arange(N)[None] < 8),
    Block(BLOCKS, BLOCKS) & Causal(),
    Explicit(some(N, N)),
    Explicit(some(1, N)),
    UpTo(torch.randperm(N, generator=torch.Generator().manual_seed(3))[None]),
]
CHANGES = [CutEdge(5, 2), ReplaceRow(7, (1.0, *[0.0] * (N - 1))), HideToken(1), Temperature(3.0), Unmask()]


@pytest.mark.parametrize("mask", MASKS)
@pytest.mark.parametrize("change", [None, *CHANGES])
def test_a_window_is_a_part_of_the_map(mask, change):
    changed = () if change is None else (Intervention(SITE, change, 1),)
    step = random_step(mask=mask, interventions=changed)
    for window in (Window(4, 2, 5, 3), Window(0, 0, N, N), Window(10, 10, 1, 1)):
        found = windowed(step, 1, window)
        assert_allclose(found, weight_matrix(step, 1)[window.queries, window.keys], atol=1e-6)


@pytest.mark.parametrize(
    "bias",
    [
        LinearBias(torch.tensor([0.5, 0.25])),
        ExplicitBias(torch.randn(1, HEADS, N, N, generator=torch.Generator().manual_seed(1))),
        ExplicitBias(torch.randn(1, N, generator=torch.Generator().manual_seed(2))),
    ],
)
def test_a_bias_goes_with_its_rows(bias):
    step = random_step(bias=bias, mask=Causal())
    assert_allclose(step.rows(3, 8).scores(1), step.scores(1)[3:8], atol=1e-5)
    assert_array_equal(step.rows(3, 8).added_bias(1), step.added_bias(1)[3:8])


def test_later_queries_keep_their_distance():
    step = random_step(4, N, bias=LinearBias(torch.tensor([0.5, 0.25])), mask=Causal(N - 4))
    assert_allclose(windowed(step, 0, Window(2, 3, 2, 8)), weight_matrix(step, 0)[2:4, 3:], atol=1e-6)


def test_weights_that_were_recorded_alone_are_cut_too():
    step = weights_alone(SITE, torch.softmax(torch.randn(HEADS, N, N), -1))
    assert_array_equal(windowed(step, 1, Window(2, 1, 4, 5)), step.weights(1)[2:6, 1:6])


@pytest.mark.parametrize("window", [Window(8, 0, 4, 4), Window(0, 8, 4, 4), Window(-1, 0, 2, 2)])
def test_a_window_beyond_the_map_is_refused(window):
    with pytest.raises(ValueError, match=r"expected (rows|columns) within 0 … 11"):
        windowed(random_step(), 0, window)


def test_parts_are_whole_tiles(monkeypatch):
    monkeypatch.setattr("headlight.model.rows.CELLS", 5 * N)
    sizes = [part.n_query for part in in_parts(random_step(10, N), 4)]
    assert sizes == [4, 4, 2]


@pytest.mark.parametrize("mask", [None, Causal(), Explicit(some(N, N))])
def test_what_sinks_are_given_is_found_a_few_rows_at_a_time(monkeypatch, mask):
    monkeypatch.setattr("headlight.model.rows.CELLS", 3 * N)
    step, sinks = random_step(mask=mask), np.arange(N) % 5 == 0
    for of_itself in (False, True):
        asking = ~sinks if of_itself else np.ones(N, bool)
        expected = sink_share(weight_matrix(step, 1), sinks, asking)
        assert share_given(step, 1, sinks, of_itself) == pytest.approx(expected, abs=1e-6)


def test_how_far_off_a_long_text_is_is_found_a_few_rows_at_a_time(monkeypatch):
    step = random_step(mask=Causal())
    off = step.verify(), step.verify(1)
    assert off[0] == pytest.approx(np.abs(step.recomputed_context()).max(), abs=1e-6)
    monkeypatch.setattr("headlight.model.rows.CELLS", 3 * N)
    assert (step.verify(), step.verify(1)) == pytest.approx(off, abs=1e-6)
