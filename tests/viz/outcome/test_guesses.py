"""Guesses are the softmax, the largest first, and the actual token is always among them."""

import numpy as np
import pytest
import torch

from headlight.model.trace import Prediction
from headlight.viz.outcome.guesses import guesses, percent

LOGITS = torch.tensor([[0.0, 2.0, 1.0, -1.0, 2.0]])
PREDICTION = Prediction(LOGITS, ["a", "b", "c", "d", "<b>e</b>"])


def test_the_most_probable_come_first_with_their_probabilities():
    shares = np.exp(LOGITS[0].numpy()) / np.exp(LOGITS[0].numpy()).sum()
    found = guesses(PREDICTION, 0, count=3)
    assert [guess.label for guess in found] == ["b", "<b>e</b>", "c"]
    assert [guess.rank for guess in found] == [1, 2, 3]
    assert [guess.probability for guess in found] == pytest.approx(
        [shares[1], shares[4], shares[2]], rel=1e-6
    )
    assert not any(guess.actual for guess in found)


def test_the_actual_token_is_marked_where_it_is_among_them():
    assert [guess.actual for guess in guesses(PREDICTION, 0, actual=4, count=3)] == [False, True, False]


def test_the_actual_token_stands_behind_the_others_where_it_is_not():
    *others, last = guesses(PREDICTION, 0, actual=3, count=2)
    assert len(others) == 2
    assert (last.label, last.rank, last.actual) == ("d", 5, True)


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "100.0 %"), (0.312, "31.2 %"), (0.0005, "0.1 %"), (0.0004, "< 0.1 %"), (0, "0.0 %")],
)
def test_nothing_that_is_there_is_printed_as_zero(share, text):
    assert percent(share) == text
