"""What is read off the curves of a training, and off one checkpoint's reading."""

import math

import numpy as np
import pytest
import torch

from headlight.analysis.learning import (
    Growth,
    Rise,
    best_head,
    formed,
    layer_and_head,
    moment,
    places,
    read_growth,
    steepest_rise,
)
from headlight.analysis.learning_reading import GUESSES, read

STEPS = (0, 1, 3, 7, 15)  # 1 + step doubles: all neighbours are ln 2 apart


def growth(end: float = 0.9) -> Growth:
    """Two heads; the second learns induction between steps 3 and 7."""
    card = {
        "steps": list(STEPS),
        "loss": {"value": [9, 8, 7, 5, 4], "interval": [[8.9, 9.1]] * 5, "tokens": 100},
        "previous_token": {"L0H0": [0.2, 0.2, 0.5, 0.6, 0.6], "L1H0": [0.2] * 5},
        "induction": {"L0H0": [0.1] * 5, "L1H0": [0.1, 0.1, 0.2, end - 0.1, end]},
        "even": {"previous_token": 0.2, "induction": 0.1},
        "n": {"previous_token": 10, "induction": 20},
    }
    found = read_growth({"figures": {"growth": card}})
    assert found is not None
    return found


def test_a_card_without_curves_has_none():
    assert read_growth({}) is None
    assert read_growth({"figures": {"perplexity": {}}}) is None


def test_steps_lie_at_the_logarithm_of_one_more():
    assert places([0, 1, 999]) == pytest.approx([0, math.log(2), math.log(1000)])


@pytest.mark.parametrize(
    ("steps", "curve", "expected"),
    [
        (STEPS, [0, 0, 0.1, 0.8, 0.9], Rise(3, 7)),
        (STEPS, [0, 0.3, 0.4, 0.5, 0.6], Rise(0, 1)),
        ((0, 1, 1000), [0, 0.2, 0.9], Rise(0, 1)),  # 0.7 over ln 500 is less steep than 0.2 over ln 2
        (STEPS, [1, 0.5, 0.4, 0.4, 0], None),
        ((0,), [0.3], None),
    ],
)
def test_the_steepest_rise_is_the_largest_slope_over_the_drawn_axis(steps, curve, expected):
    assert steepest_rise(steps, curve) == expected


def test_a_curve_of_another_length_is_refused():
    with pytest.raises(ValueError, match="expected 5 values"):
        steepest_rise(STEPS, [1, 2])


def test_the_moment_is_the_best_heads_and_only_of_a_pattern_that_formed():
    learned, failed = growth(), growth(end=0.19)
    assert best_head(learned, "induction") == "L1H0"
    assert best_head(learned, "previous_token") == "L0H0"
    assert moment(learned, "induction") == Rise(3, 7)
    assert formed(failed, "previous_token")
    assert not formed(failed, "induction")
    assert moment(failed, "induction") is None
    assert layer_and_head("L1H12") == (1, 12)


def test_scores_and_weights_follow_from_the_packed_queries_and_keys(trace):
    found = read(trace)
    n = found.queries.shape[2]
    for layer, step in enumerate(trace.steps):
        for head in range(step.n_heads):
            scores = found.factor * found.queries[layer, head] @ found.keys[layer, head].T
            assert scores == pytest.approx(step.scores(head), abs=1e-5)
            visible = torch.from_numpy(scores).masked_fill(~torch.ones(n, n).tril().bool(), -math.inf)
            assert torch.softmax(visible, -1).numpy() == pytest.approx(step.weights(head), abs=1e-6)
    assert found.error == trace.verify()


def test_guesses_and_surprisals_are_the_predictions_own(trace):
    found, ids = read(trace), [token.id for token in trace.tokens["decoder"]]
    logits = trace.prediction.logits.float()
    for position in range(len(ids)):
        best = trace.prediction.top(position, GUESSES)
        assert found.guesses[position].tolist() == [id for id, _ in best]
        assert found.chances[position] == pytest.approx([chance for _, chance in best])
    losses = torch.nn.functional.cross_entropy(logits[:-1], torch.tensor(ids[1:]), reduction="none")
    assert found.surprisals == pytest.approx(losses.numpy(), abs=1e-5)


def test_a_text_of_one_token_has_guesses_and_no_surprisal(traces):
    found = read(traces["one_token"])
    assert found.guesses.shape == (1, GUESSES)
    assert found.surprisals.shape == (0,)
    assert found.surprisals.dtype == np.float32


@pytest.mark.parametrize("name", ["alibi", "cross", "additive"])
def test_attention_of_another_kind_is_refused(traces, name):
    with pytest.raises(ValueError, match="dot-product"):
        read(traces[name])
