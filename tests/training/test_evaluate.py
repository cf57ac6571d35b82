"""The measure itself: every held-out token foretold once, by nothing but what stands before it."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headlight.training.evaluate import differences
from headlight.training.measures.perplexity import perplexity, windows
from headlight.training.tokenizer import BOS


def stream_of(lengths: list[int]) -> np.ndarray:
    """Sentences of these lengths, <bos> included, all of token 300."""
    return np.concatenate([[BOS, *[300] * (length - 1)] for length in lengths]).astype(np.uint16)


@given(st.lists(st.integers(1, 20), min_size=2, max_size=40), st.integers(20, 60))
def test_windows_hold_whole_sentences_and_foretell_each_token_once(lengths, context):
    stream = stream_of([*lengths, 2])
    borders = list(windows(stream, context))
    assert all(stream[start] == BOS for start, _ in borders)
    assert all(0 < end - start <= context for start, end in borders)
    foretold = [i for start, end in borders for i in range(start + 1, end + 1)]
    assert foretold == list(range(1, len(stream)))


def test_perplexity_of_equal_surprise_is_its_exponential_and_certain():
    stream = stream_of([5, 3, 7])
    measured = perplexity(np.full(len(stream) - 1, math.log(20)), stream)
    assert measured["value"] == pytest.approx(20)
    assert measured["interval"] == pytest.approx([20, 20])
    assert measured["sentences"] == 3


def test_a_card_that_says_something_else_is_found_out():
    measured = {"a": {"value": 30.0, "interval": [29.0, 31.0]}, "n": 5}
    assert differences(measured, measured) == []
    assert differences(measured, {"a": {"value": 30.05, "interval": [29.0, 31.0]}, "n": 5}) == []
    assert differences(measured, {"a": {"value": 28.0, "interval": [29.0, 31.0]}, "n": 5}) == [
        "a.value: measured 30.0, the card says 28.0"
    ]
    assert differences(measured, {"n": 5}) != []
