"""Sinks: who may be one, what they take, and what is left without them."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.head_measures import first_token
from headlight.analysis.sinks import sink_keys, sink_share, without_sinks
from headlight.model.trace import Trace
from headlight.model.zoo import load

NAN = np.nan


def test_special_tokens_are_sinks_and_without_them_the_first(traces: dict[str, Trace]) -> None:
    bert = load("bert").trace("A cat.")
    assert sink_keys(bert.tokens["encoder"]).tolist() == [True, False, False, False, True]
    assert sink_keys(traces["english"].tokens["decoder"]).tolist() == [True] + [False] * 8
    assert sink_keys([]).tolist() == []


def test_the_share_of_a_first_token_is_that_measure(trace: Trace) -> None:
    step = trace.steps[0]
    sinks = sink_keys(trace.tokens["decoder"])
    weights = np.where(step.visible(1), step.weights(1), NAN)
    expected = first_token(step.weights(1), step.visible(1))
    assert sink_share(weights, sinks, ~sinks) == pytest.approx(expected)


def test_only_rows_with_a_choice_count() -> None:
    sinks = np.array([True, False, False])
    weights = np.array([[1, NAN, NAN], [0.5, 0.5, NAN], [0.1, 0.2, 0.7]])
    everybody = np.ones(3, dtype=bool)
    assert sink_share(weights, sinks, everybody) == pytest.approx(0.3)
    assert sink_share(weights, sinks, np.array([True, False, True])) == pytest.approx(0.1)
    assert np.isnan(sink_share(weights[:1], sinks, everybody[:1]))


def test_hidden_columns_are_gaps_and_the_rest_is_untouched() -> None:
    weights = np.array([[0.9, 0.1, NAN], [0.5, 0.2, 0.3]], dtype=np.float32)
    left = without_sinks(weights, np.array([True, False, False]))
    assert left.dtype == np.float32
    assert_array_equal(left, np.array([[NAN, 0.1, NAN], [NAN, 0.2, 0.3]], dtype=np.float32))


def test_renormalised_rows_sum_to_1_in_their_proportions() -> None:
    weights = np.array([[0.9, 0.1, NAN], [0.5, 0.2, 0.3], [1, 0, 0]])
    left = without_sinks(weights, np.array([True, False, False]), renormalised=True)
    assert_allclose(left, [[NAN, 1, NAN], [NAN, 0.4, 0.6], [NAN, 0, 0]])
