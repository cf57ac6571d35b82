"""The residual stream: sums that hold, norms of both forms, and the attention record behind what attention adds."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from headlight.analysis.arithmetic import stream_at
from headlight.analysis.residual import (
    contributions,
    is_parallel,
    is_pre_norm,
    norm_effects,
    reconstruction,
    recorded,
    shares_norms,
    stream_norms,
    streams,
    sublayers,
)
from headlight.model.site import Site
from headlight.model.trace import ResidualState, Trace


def made(*parts: tuple[int, str, list[float]]) -> Trace:
    """One token's stream, spelled out."""
    states = tuple(ResidualState("decoder", layer, after, torch.tensor([x])) for layer, after, x in parts)
    return Trace("made", "", {}, (), states)


PRE = made(
    (-1, "embedding", [3.0, 4.0]),
    (0, "attention_norm", [1.0, 0.0]),
    (0, "attention_output", [0.0, -4.0]),
    (0, "attention", [3.0, 0.0]),
    (1, "norm", [0.0, 2.0]),
)
POST = made(
    (-1, "embedding", [3.0, 4.0]),
    (0, "feed_forward_output", [3.0, 4.0]),
    (0, "feed_forward_sum", [6.0, 8.0]),
    (0, "feed_forward", [0.6, 0.8]),
)

SIDE_BY_SIDE = made(
    (-1, "embedding", [3.0, 4.0]),
    (0, "attention_norm", [1.0, 0.0]),
    (0, "attention_output", [0.0, -4.0]),
    (0, "feed_forward_norm", [0.0, 2.0]),
    (0, "feed_forward_output", [5.0, 6.0]),
    (0, "feed_forward", [8.0, 6.0]),
    (1, "attention_norm", [1.0, 1.0]),
    (1, "attention_output", [1.0, 0.0]),
    (1, "feed_forward_norm", [1.0, 1.0]),
    (1, "feed_forward_output", [-9.0, -6.0]),
    (1, "feed_forward", [0.0, 0.0]),
    (2, "norm", [0.0, 3.0]),
)


def test_a_pre_norm_sublayer_in_numbers() -> None:
    (row,) = contributions(PRE, "decoder").to_dict("records")
    assert row["stream"] == 5
    assert row["added"] == 4
    assert row["share"] == 0.8
    assert row["cosine"] == pytest.approx(-0.8)
    assert stream_norms(PRE, "decoder")["norm"].tolist() == [5, 3]
    (sublayer,) = sublayers(PRE, "decoder")
    assert_allclose(sublayer.norm_in, [[3, 4]])
    assert_allclose(sublayer.norm_out, [[1, 0]])


def test_a_post_norm_sublayer_in_numbers() -> None:
    (row,) = norm_effects(POST, "decoder").to_dict("records")
    assert (row["before"], row["after"]) == (10, pytest.approx(1))
    (row,) = contributions(POST, "decoder").to_dict("records")
    assert (row["share"], row["cosine"]) == (1, pytest.approx(1))


def test_a_sum_that_does_not_hold_is_seen() -> None:
    assert reconstruction(PRE, "decoder") == 0
    off = made(
        *[(s.layer, s.after, s.stream[0].tolist()) for s in PRE.residual[:-2]], (0, "attention", [3.0, 0.5])
    )
    assert reconstruction(off, "decoder") == 0.5


def test_sublayers_side_by_side_meet_the_same_stream() -> None:
    assert is_parallel(SIDE_BY_SIDE, "decoder")
    assert not any(is_parallel(other, "decoder") for other in (PRE, POST))
    assert is_pre_norm(SIDE_BY_SIDE, "decoder")
    table = contributions(SIDE_BY_SIDE, "decoder")
    assert table["sublayer"].tolist() == ["attention", "feed_forward"] * 2
    assert table["stream"].tolist() == [5, 5, 10, 10]
    assert_allclose(table["added"], [4, np.sqrt(61), 1, np.sqrt(117)])
    assert_allclose(table["cosine"], [-16 / 20, 39 / (5 * np.sqrt(61)), 0.8, -108 / (10 * np.sqrt(117))])
    norms = stream_norms(SIDE_BY_SIDE, "decoder")
    assert norms["after"].tolist() == ["embedding", "feed_forward", "feed_forward"]
    assert norms["norm"].tolist() == [5, 10, 0]
    effects = norm_effects(SIDE_BY_SIDE, "decoder")
    assert effects["before"].tolist() == [5, 5, 10, 10, 0]
    assert_allclose(effects["after"], [1, 2, np.sqrt(2), np.sqrt(2), 3])


def test_outputs_side_by_side_come_to_the_state_together() -> None:
    assert reconstruction(SIDE_BY_SIDE, "decoder") == 0
    for n, moved in ((2, 0.5), (4, 0.25), (5, 2.0)):  # attention's output, feed-forward's, the state
        residual = list(SIDE_BY_SIDE.residual)
        residual[n] = replace(residual[n], stream=residual[n].stream + torch.tensor([moved, 0.0]))
        assert reconstruction(replace(SIDE_BY_SIDE, residual=tuple(residual)), "decoder") >= moved


def test_the_arithmetic_of_a_cell_ends_in_the_stream_that_both_meet() -> None:
    for layer, expected in enumerate((([0, -4], [3, 4]), ([1, 0], [8, 6]))):
        added, stream = stream_at(SIDE_BY_SIDE, Site("decoder", "self", layer), 0)
        assert (added.tolist(), stream.tolist()) == expected


def test_one_norm_for_both_is_told_from_two() -> None:
    assert not shares_norms(SIDE_BY_SIDE, "decoder")
    first, *_ = [s for s in SIDE_BY_SIDE.residual if s.after == "attention_norm"]
    shared = [
        replace(first, layer=s.layer, after=s.after) if "_norm" in s.after else s
        for s in SIDE_BY_SIDE.residual
    ]
    assert shares_norms(replace(SIDE_BY_SIDE, residual=tuple(shared)), "decoder")
    assert not shares_norms(PRE, "decoder")


def test_a_zero_vector_has_no_direction() -> None:
    zero = made(
        (-1, "embedding", [0.0, 0.0]),
        (0, "attention_output", [1.0, 0.0]),
        (0, "attention_sum", [1.0, 0.0]),
        (0, "attention", [1.0, 0.0]),
    )
    (row,) = contributions(zero, "decoder").to_dict("records")
    assert np.isnan(row["cosine"])
    assert np.isnan(row["share"])


def test_a_recorded_stream_adds_up(trace: Trace) -> None:
    assert streams(trace) == ("decoder",)
    assert is_pre_norm(trace, "decoder")
    assert reconstruction(trace, "decoder") < 1e-5
    parts = list(sublayers(trace, "decoder"))
    assert [(p.layer, p.name) for p in parts] == [
        (layer, name) for layer in (0, 1) for name in ("attention", "feed_forward")
    ]
    states = recorded(trace, "decoder")
    total = states[-1, "embedding"] + sum(p.output for p in parts)
    assert_allclose(states[1, "feed_forward"], total, atol=1e-5)


def test_what_attention_adds_is_its_contexts_through_the_output_projection(trace: Trace) -> None:
    states = recorded(trace, "decoder")
    for step in trace.steps:
        contexts = np.concatenate(
            list(step.recomputed_context()), -1
        )  # heads side by side, [token, head·d_value]
        assert step.output_projection is not None
        projected = contexts @ step.output_projection.numpy().T
        bias = states[step.site.layer, "attention_output"] - projected
        assert_allclose(bias, np.broadcast_to(bias[0], bias.shape), atol=1e-5)  # the same for every token


def test_norms_are_layer_norms(trace: Trace) -> None:
    """A fresh norm's gain is 1: its vectors have length √d_model."""
    table = norm_effects(trace, "decoder")
    assert list(dict.fromkeys(zip(table["layer"], table["sublayer"], strict=True)))[-1] == (2, "norm")
    assert_allclose(table["after"], np.sqrt(24), rtol=1e-3)
