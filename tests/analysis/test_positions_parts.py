"""The parts of a score sum to what the model used, and each is what it is said to be."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from headlight.analysis.positions_parts import Projections, added_parts, biased_parts, deviation, turned
from headlight.model.architectures.gpt import GPT, GPTConfig
from headlight.model.recorder import recording
from headlight.model.step import read_only

HEAD = 1
TOKENS = torch.tensor([[3, 7, 7, 1, 4, 9, 3]])


def made(positions):
    """A random GPT, large enough weights to attend unevenly, biases and gains that are not trivial."""
    with torch.random.fork_rng():
        torch.manual_seed(3)
        gpt = GPT(GPTConfig(10, 16, 12, 2, 3, 8, positions=positions)).eval()
        with torch.no_grad():
            for parameter in gpt.parameters():
                parameter.copy_(torch.randn_like(parameter) * 0.5)
    return gpt


def read(gpt, tokens=TOKENS):
    """What it recorded: steps, and the residual stream by layer and moment."""
    with torch.no_grad(), recording() as record:
        gpt(tokens)
    return record.steps, {(s.layer, s.after): read_only(s.stream) for s in record.residual}


def projections(gpt, layer):
    block = gpt.blocks[layer]
    rows = slice(4 * HEAD, 4 * HEAD + 4)
    return Projections(
        read_only(block.attention_norm.weight),
        read_only(block.attention_norm.bias),
        block.attention_norm.eps,
        read_only(block.attention.query.weight)[rows],
        read_only(block.attention.key.weight)[rows],
        read_only(block.attention.query.bias)[rows],
        read_only(block.attention.key.bias)[rows],
    )


@pytest.mark.parametrize("positions", ["sinusoidal", "learned"])
def test_five_parts_sum_to_the_scores_of_layer_0(positions):
    gpt = made(positions)
    steps, states = read(gpt)
    places = read_only(gpt.positions.table)[:7]
    parts = added_parts(states[-1, "embedding"], places, projections(gpt, 0))
    assert len(parts) == 5
    assert deviation(parts, steps[0], HEAD) < 1e-4
    parts["constant"][2, 1] += 0.5
    assert deviation(parts, steps[0], HEAD) == pytest.approx(0.5, abs=1e-4)
    parts["constant"][1, 2] += 7  # masked: nobody's business
    assert deviation(parts, steps[0], HEAD) == pytest.approx(0.5, abs=1e-4)


def test_equal_tokens_have_equal_content_up_to_their_norms_and_places_have_no_content():
    gpt = made("learned")
    _, states = read(gpt)
    stream, places = states[-1, "embedding"], read_only(gpt.positions.table)[:7]
    reads = projections(gpt, 0)
    parts = added_parts(stream, places, reads)
    sigma = np.sqrt(stream.var(1) + reads.epsilon)
    content = parts["content_content"] * sigma[:, None] * sigma  # tokens 1 and 2, and 0 and 6, are the same
    assert_allclose(content[1], content[2], atol=1e-4)
    assert_allclose(content[:, 0], content[:, 6], atol=1e-4)
    without = added_parts(stream, np.zeros_like(places), reads)
    assert not without["position_position"].any()
    assert not without["content_position"].any()


@pytest.mark.parametrize("layer", [0, 1])
def test_alibi_is_a_product_and_a_bias_in_every_layer(layer):
    steps, _ = read(made("alibi"))
    parts = biased_parts(steps[layer], HEAD)
    slope = 2.0 ** (-8 * (HEAD + 1) / 3)
    distance = np.abs(np.subtract.outer(np.arange(7), np.arange(7)))
    assert_allclose(parts["bias"], -slope * distance, rtol=1e-6)
    assert deviation(parts, steps[layer], HEAD) < 1e-5


@pytest.mark.parametrize("layer", [0, 1])
def test_turned_pairs_sum_to_rotary_s_scores_and_unturned_ones_to_the_plain_product(layer):
    gpt = made("rotary")
    steps, states = read(gpt)
    reads, normed = projections(gpt, layer), states[layer, "attention_norm"]
    found = turned(normed, reads)
    assert found.after.shape == (2, 7, 7)
    assert deviation(found.parts(), steps[layer], HEAD) < 1e-4
    plain = reads.queries(normed) @ reads.keys(normed).T / 2  # √4
    assert_allclose(found.before.sum(0), plain, atol=1e-9)
    assert_allclose(found.before[:, 3, 3], found.after[:, 3, 3], atol=1e-9)  # distance 0


def test_a_pair_is_turned_by_its_angle_times_the_distance():
    gpt = made("rotary")
    _, states = read(gpt)
    reads, normed = projections(gpt, 0), states[0, "attention_norm"]
    q, k = reads.queries(normed)[5], reads.keys(normed)[2]
    angle = 3 * 10_000 ** (-2 / 4)  # pair 1, distance 3
    dot, cross = q[1] * k[1] + q[3] * k[3], q[3] * k[1] - q[1] * k[3]
    expected = (dot * np.cos(angle) - cross * np.sin(angle)) / 2
    assert turned(normed, reads).after[1, 5, 2] == pytest.approx(expected)
