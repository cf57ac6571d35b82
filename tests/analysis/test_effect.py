"""What a change does, against sums written out."""

import math

import numpy as np
import pytest
import torch

from headlight.analysis.effect import Baseline, counted, effect, moved, rank, targets
from headlight.model.outcomes import Filled, Permuted
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace

BEFORE = torch.tensor([[0.0, 1.0, 2.0], [3.0, 0.0, 0.0], [0.0, 0.0, 0.0], [1.0, 1.0, 4.0]])
AFTER = torch.tensor([[0.0, 1.0, 2.0], [0.0, 0.0, 3.0], [5.0, 0.0, 0.0], [1.0, 0.0, 4.0]])
IDS = (1, 0, 2, 2)
A, B, C = (Token(id, str(id), 0, 1, str(id), 0) for id in range(3))
TOKENS = tuple((A, B, C)[id] for id in IDS)


def reading(logits: torch.Tensor, stack: str = "decoder", ahead: int = 1, **more) -> Trace:
    return Trace("m", "x", {stack: TOKENS}, (), prediction=Prediction(logits, ("a", "b", "c"), ahead), **more)


def softmax(row: torch.Tensor) -> list[float]:
    powers = [math.exp(x) for x in row.tolist()]
    return [power / sum(powers) for power in powers]


def test_kl_and_gain_of_a_causal_model():
    table = effect(reading(BEFORE), reading(AFTER))
    for i in range(4):
        p, q = softmax(BEFORE[i]), softmax(AFTER[i])
        assert table["kl"][i] == pytest.approx(sum(a * math.log(a / b) for a, b in zip(p, q, strict=True)))
        if i < 3:
            there = IDS[i + 1]
            assert table["before"][i] == pytest.approx(math.log(p[there]))
            assert table["gain"][i] == pytest.approx(math.log(q[there] / p[there]))
    assert table["position"].tolist() == [0, 1, 2, 3]
    assert table["token"].tolist() == [0, 2, 2, -1]
    assert math.isnan(table["gain"][3])
    assert table["kl"][0] == 0


def test_gaps_are_what_a_masked_model_is_asked_for():
    outcome = Filled((2,), (B,))
    before, after = (reading(x, "encoder", 0, outcome=outcome) for x in (BEFORE, AFTER))
    table = effect(before, after)
    assert (table["position"].tolist(), table["token"].tolist()) == ([2], [1])
    everything = reading(BEFORE, "encoder", 0, outcome=Filled(()))
    assert (counted(everything), targets(everything)) == ((0, 1, 2, 3), IDS)


def test_the_first_of_an_order_is_given():
    trace = reading(BEFORE, ahead=0, outcome=Permuted((0, 3, 1, 2)))
    assert (counted(trace), targets(trace)) == ((1, 2, 3), IDS)


def test_a_translator_foretells_what_it_writes():
    tokens = {"encoder": (A,), "decoder": TOKENS, "written": (B, C, A, B)}
    trace = Trace("m", "x", tokens, (), prediction=Prediction(BEFORE, ("a", "b", "c")))
    assert targets(trace) == (1, 2, 0, 1)


def test_readings_of_other_tokens_are_not_compared():
    other = Trace("m", "x", {"decoder": TOKENS[::-1]}, (), prediction=Prediction(AFTER, ("a", "b", "c")))
    with pytest.raises(ValueError, match="the same tokens"):
        effect(reading(BEFORE), other)
    shorter = Trace("m", "x", {"decoder": TOKENS[:2]}, (), prediction=Prediction(AFTER[:2], ("a", "b", "c")))
    with pytest.raises(ValueError, match="expected 4 positions to compare, got 2"):
        Baseline.of(reading(BEFORE)).divergences(shorter)


def test_the_tokens_that_move_are_those_probable_on_either_side():
    table = moved(reading(BEFORE).prediction, reading(AFTER).prediction, 1, count=1)
    p, q = softmax(BEFORE[1]), softmax(AFTER[1])
    assert table["token"].tolist() == [0, 2]
    assert table["delta"].tolist() == pytest.approx([q[0] - p[0], q[2] - p[2]])
    assert table["before"].tolist() == pytest.approx([p[0], p[2]])


def test_a_rank_counts_those_above():
    assert [rank(x, np.array([3.0, 1.0, 2.0])) for x in (4.0, 3.0, 2.5, 1.0, 0.0)] == [1, 1, 2, 3, 4]


def test_improbable_tokens_have_a_finite_divergence():
    extreme = torch.tensor([[0.0, -800.0, -800.0]])
    tokens = {"decoder": (A,)}
    pair = [
        Trace("m", "x", tokens, (), prediction=Prediction(t, ("a", "b", "c")))
        for t in (extreme, extreme.flip(1))
    ]
    assert effect(*pair)["kl"][0] == pytest.approx(800)
