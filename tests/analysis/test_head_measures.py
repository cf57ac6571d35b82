"""Head measures against matrices whose answer is known in closed form."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from headlight.analysis import head_measures as heads
from headlight.analysis.head_measures import uniform_attention

N = 7
CAUSAL = np.tril(np.ones((N, N), dtype=bool))
EVERYTHING = np.ones((N, N), dtype=bool)
IDENTITY = np.eye(N, dtype=np.float32)
FIRST = np.zeros((N, N), dtype=np.float32)
FIRST[:, 0] = 1
PREVIOUS = np.eye(N, k=-1, dtype=np.float32)
PREVIOUS[0, 0] = 1  # a causal first row can only look at itself
NEXT = np.eye(N, k=1, dtype=np.float32)
NEXT[-1, -1] = 1


def test_a_perfect_head_scores_exactly_one() -> None:
    assert heads.previous_token(PREVIOUS, CAUSAL) == 1  # not (n − 1) / n
    assert heads.next_token(NEXT) == 1
    assert heads.current_token(IDENTITY, CAUSAL) == 1
    assert heads.first_token(FIRST, CAUSAL) == 1
    assert heads.confidence(PREVIOUS, CAUSAL) == 1


def test_previous_and_next_are_not_swapped() -> None:
    assert heads.previous_token(NEXT) == 0
    assert heads.next_token(PREVIOUS) == 0


def test_a_head_of_another_kind_scores_zero() -> None:
    assert heads.previous_token(IDENTITY, CAUSAL) == 0
    assert heads.current_token(np.roll(IDENTITY, 1, axis=0)) == 0
    assert heads.first_token(IDENTITY, CAUSAL) == 0


def test_even_causal_attention_in_closed_form() -> None:
    even = uniform_attention(CAUSAL)
    later = np.mean([1 / (i + 1) for i in range(1, N)])
    assert heads.previous_token(even, CAUSAL) == pytest.approx(later)
    assert heads.first_token(even, CAUSAL) == pytest.approx(later)
    assert heads.current_token(even, CAUSAL) == pytest.approx(np.mean([1 / (i + 1) for i in range(N)]))
    assert heads.confidence(even, CAUSAL) == pytest.approx(np.mean([1 / (i + 1) for i in range(N)]))
    assert heads.entropy(even, CAUSAL) == pytest.approx(np.mean([math.log(i + 1) for i in range(N)]))
    assert heads.normalised_entropy(even, CAUSAL) == pytest.approx(1)  # ln n would say less
    assert heads.mean_distance(even, CAUSAL) == pytest.approx(np.mean([i / 2 for i in range(N)]))


def test_even_attention_without_a_mask() -> None:
    even = uniform_attention(EVERYTHING)
    for measure in (heads.previous_token, heads.next_token, heads.current_token, heads.first_token):
        assert measure(even) == pytest.approx(1 / N)
    assert heads.entropy(even) == pytest.approx(math.log(N))
    assert heads.mean_distance(even) == pytest.approx((N * N - 1) / (3 * N))


def test_sharp_attention_has_no_entropy() -> None:
    assert heads.entropy(IDENTITY, CAUSAL) == 0
    assert math.copysign(1, heads.entropy(IDENTITY, CAUSAL)) == 1
    assert heads.normalised_entropy(PREVIOUS, CAUSAL) == 0


def test_distance_counts_tokens() -> None:
    assert heads.mean_distance(IDENTITY, CAUSAL) == 0
    assert heads.mean_distance(PREVIOUS, CAUSAL) == pytest.approx((N - 1) / N)


def repeated(period: int, copies: int) -> list[int]:
    return list(range(period)) * copies


@pytest.mark.parametrize("copies", [2, 3])
def test_an_exact_induction_stripe_scores_one(copies: int) -> None:
    period, n = 5, 5 * copies
    weights = np.zeros((n, n))
    for i in range(n):
        weights[i, max(i - period + 1, 0)] = 1  # what came after the earlier copy of token i
    assert heads.induction(weights, repeated(period, copies)) == 1


def test_the_stripe_one_off_is_no_induction() -> None:
    """i − p is the duplicate token itself: another head, and the classic slip of one."""
    weights = np.eye(10, k=-5)
    weights[:5, 0] = 1
    assert heads.induction(weights, repeated(5, 2)) == 0
    assert heads.duplicate_token(weights, repeated(5, 2)) == 1


def test_even_induction_and_duplicates_in_closed_form() -> None:
    visible = np.tril(np.ones((10, 10), dtype=bool))
    even = uniform_attention(visible)
    later = np.mean([1 / (i + 1) for i in range(5, 10)])  # one key of i + 1, over the second copy's rows
    assert heads.induction(even, repeated(5, 2), visible) == pytest.approx(later)
    assert heads.duplicate_token(even, repeated(5, 2), visible) == pytest.approx(later)


def test_several_earlier_copies_add_up() -> None:
    assert_array_equal(heads.duplicate_pattern([1, 1, 2, 1])[3], [True, True, False, False])
    assert_array_equal(heads.induction_pattern([1, 1, 2, 1])[3], [False, True, True, False])


def test_an_immediate_repetition_may_look_at_itself() -> None:
    assert heads.induction_pattern([1, 1])[1].tolist() == [False, True]


def test_no_row_that_counts_is_nan() -> None:
    one = np.ones((1, 1))
    assert math.isnan(heads.previous_token(one))
    assert math.isnan(heads.first_token(one))
    assert math.isnan(heads.normalised_entropy(one))
    assert math.isnan(heads.next_token(PREVIOUS, CAUSAL))  # a causal query never sees the next token
    assert math.isnan(heads.duplicate_token(IDENTITY, range(N), CAUSAL))
    assert math.isnan(heads.induction(IDENTITY, range(N), CAUSAL))
    assert math.isnan(heads.mean_distance(np.zeros((2, 2))))
    for measure in (heads.entropy, heads.confidence):
        assert math.isnan(measure(np.zeros((2, 2)), np.zeros((2, 2), dtype=bool)))


def test_a_row_that_sees_nothing_does_not_count() -> None:
    visible = np.tril(np.ones((3, 3), dtype=bool), k=-1)
    weights = uniform_attention(visible)
    assert_array_equal(weights[0], 0)
    assert heads.confidence(weights, visible) == 0.75  # rows 1 and 2: 1 and ½
    assert heads.previous_token(weights, visible) == 0.75


def test_a_row_whose_pattern_is_masked_does_not_count() -> None:
    """The second document of a packed row cannot see the token before it."""
    visible = np.kron(np.eye(2, dtype=bool), np.ones((2, 2), dtype=bool)) & np.tril(np.ones((4, 4), bool))
    weights = np.eye(4, k=-1) * visible
    assert heads.previous_token(weights, visible) == 1


def test_inputs_are_only_read() -> None:
    weights = PREVIOUS.copy()
    weights.setflags(write=False)
    for measure in (heads.previous_token, heads.entropy, heads.mean_distance, heads.confidence):
        measure(weights, CAUSAL)
    assert_array_equal(weights, PREVIOUS)


def test_shapes_that_do_not_fit_are_named() -> None:
    with pytest.raises(ValueError, match=r"self-attention, \[n, n\], got \(2, 3\)"):
        heads.previous_token(np.ones((2, 3)))
    with pytest.raises(ValueError, match=r"a mask \(7, 7\), got \(2, 2\)"):
        heads.confidence(IDENTITY, np.ones((2, 2), dtype=bool))
    with pytest.raises(ValueError, match="7 token ids, one per row, got 2"):
        heads.induction(IDENTITY, [1, 2])
    with pytest.raises(ValueError, match=r"\[n_query, n_key\], got \(1, 2, 2\)"):
        heads.entropy(np.ones((1, 2, 2)))


def test_the_first_token_of_cross_attention() -> None:
    assert heads.first_token(np.full((3, 4), 0.25)) == 0.25


@given(st.integers(2, 20), st.integers(0, 2**32 - 1))
def test_measures_stay_in_their_range(n: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    visible = np.tril(np.ones((n, n), dtype=bool))
    weights = np.where(visible, random.random((n, n)), 0)
    weights /= weights.sum(-1, keepdims=True)
    tokens = random.integers(0, 3, n)
    for value in (
        heads.previous_token(weights, visible),
        heads.current_token(weights, visible),
        heads.first_token(weights, visible),
        heads.duplicate_token(weights, tokens, visible),
        heads.induction(weights, tokens, visible),
        heads.confidence(weights, visible),
        heads.normalised_entropy(weights, visible),
    ):
        assert math.isnan(value) or -1e-12 <= value <= 1 + 1e-12
    assert heads.entropy(weights, visible) <= heads.entropy(uniform_attention(visible), visible) + 1e-12
    assert heads.mean_distance(weights, visible) <= n - 1
