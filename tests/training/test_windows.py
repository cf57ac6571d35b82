"""Short rows of contiguous text, and the measure of what a model does beyond them."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from headlight.training.measures.extrapolation import STRIDE, spans, surprisals, windows
from headlight.training.recipe import find_recipe
from headlight.training.tokenizer import BOS
from headlight.training.windows import Windows

FIVE = ("gpt-sinusoidal", "gpt-learned", "gpt-rotary", "gpt-alibi", "gpt-none")


def passages(*lengths: int) -> list[np.ndarray]:
    """Passages after <bos> whose tokens say where they stand: 1000 × passage + place."""
    return [
        np.array([BOS, *(1000 * (number + 1) + np.arange(length))]) for number, length in enumerate(lengths)
    ]


def test_a_window_is_adjacent_tokens_after_bos_and_its_targets_are_one_further():
    inputs, targets = Windows(passages(30, 5, 12), length=8, rows=200, seed=0).batch(0)
    assert (inputs[:, 0] == BOS).all()
    assert (inputs[:, 1:] == targets[:, :-1]).all()
    assert (np.diff(targets, axis=1) == 1).all()
    assert set(targets[:, 0] // 1000) == {1, 3}  # the second is too short


def test_every_window_of_every_passage_is_drawn():
    windows = Windows(passages(10, 9), length=8, rows=400, seed=1)
    firsts = set(windows.batch(0)[1][:, 0].tolist())
    assert firsts == {1000, 1001, 1002, 2000, 2001}


def test_a_batch_depends_on_its_number_and_the_seed_alone():
    first, again, other = (Windows(passages(300), 16, 4, seed) for seed in (7, 7, 8))
    assert (first.batch(5)[0] == again.batch(5)[0]).all()
    assert (first.batch(5)[0] != first.batch(6)[0]).any()
    assert (first.batch(5)[0] != other.batch(5)[0]).any()


def test_passages_that_are_all_too_short_are_refused():
    with pytest.raises(ValueError, match="more than 64 tokens"):
        Windows(passages(10), 64, 1, 0)


def test_the_five_read_the_same_rows_in_the_same_order():
    recipes = [find_recipe(name) for name in FIVE]
    assert len({(recipe.task, recipe.steps, recipe.seed, recipe.matrix_rate) for recipe in recipes}) == 1
    assert {recipe.config.positions for recipe in recipes} == {name.removeprefix("gpt-") for name in FIVE}
    inputs, targets = recipes[0].task.batches(recipes[0].config.context, recipes[0].seed).batch(3)
    assert inputs.shape == targets.shape == (32, 64)


@given(st.sampled_from([32, 64, 128]), st.integers(4, 16))
def test_spans_follow_each_other_without_gaps_from_the_first_foretold_position_to_the_last(length, times):
    borders = spans(length, length * times)
    covered = [position for first, last in borders for position in range(first, last + 1)]
    assert covered == list(range(1, length * times - 1))
    assert length in {first for first, _ in borders}  # no span lies on both sides of the training length


def test_windows_of_a_passage_are_full_begin_with_bos_and_move_by_a_stride():
    passage = passages(4 * STRIDE)[0]
    rows = windows(passage, STRIDE + 1)
    assert (rows[:, 0] == BOS).all()
    assert (rows[:, 1:].ravel() == passage[1:]).all()
    assert windows(passage[: STRIDE + 1], STRIDE + 1).shape == (1, STRIDE + 1)


def test_surprisals_are_the_models_own_log_probabilities():
    class Network(torch.nn.Module):
        def forward(self, tokens):
            return torch.nn.functional.one_hot((tokens + 1) % 9, 9).float() * 3

    class Model:
        network, device = Network(), torch.device("cpu")

    rows = np.array([[0, 1, 2, 4], [5, 6, 8, 0]])
    right = np.log(np.exp(3) + 8) - 3
    expected = [[right, right, right + 3], [right, right + 3, right]]
    np.testing.assert_allclose(surprisals(Model(), rows), expected, rtol=1e-6)
