"""What must hold of attention whatever the numbers: hypothesis looks for a counterexample."""

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from torch import Tensor

from headlight.model.attention import Attended, attend, masked_softmax

relaxed = settings(deadline=None, max_examples=60)
sizes = st.integers(1, 6)
garbage = st.sampled_from([0.0, -1e30, 1e30, 1e4, 65504.0, -1.5])


@st.composite
def inputs(draw: st.DrawFn) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Query, key, value and mask of any small size; masks may hide whole rows."""
    n_query, n_key, d_head, d_value = (draw(sizes) for _ in range(4))
    numbers = st.floats(-16, 16, width=32)
    shapes = (n_query, d_head), (n_key, d_head), (n_key, d_value)
    query, key, value = (
        torch.from_numpy(draw(arrays(np.float32, shape, elements=numbers))) for shape in shapes
    )
    return query, key, value, torch.from_numpy(draw(arrays(np.bool_, (n_query, n_key))))


@relaxed
@given(inputs())
def test_weights_are_never_negative_and_rows_sum_to_one_or_zero(four: tuple[Tensor, ...]) -> None:
    query, key, value, mask = four
    weights = attend(query, key, value, mask=mask).weights
    assert weights.min() >= 0
    assert not weights[~mask].any()
    torch.testing.assert_close(weights.sum(-1), mask.any(-1).float(), atol=1e-6, rtol=0)


@relaxed
@given(inputs())
def test_a_context_lies_between_the_values_it_is_made_of(four: tuple[Tensor, ...]) -> None:
    query, key, value, _ = four
    context = attend(query, key, value).context
    assert (context <= value.amax(0) + 1e-4).all()
    assert (context >= value.amin(0) - 1e-4).all()


@relaxed
@given(inputs(), st.randoms(use_true_random=False))
def test_permuted_keys_permute_the_weights_and_leave_the_context(four: tuple[Tensor, ...], random) -> None:
    query, key, value, mask = four
    order = list(range(len(key)))
    random.shuffle(order)
    before = attend(query, key, value, mask=mask)
    after = attend(query, key[order], value[order], mask=mask[:, order])
    torch.testing.assert_close(after.weights, before.weights[:, order], atol=1e-5, rtol=1e-5)
    torch.testing.assert_close(after.context, before.context, atol=1e-4, rtol=1e-4)


@relaxed
@given(inputs(), st.floats(-100, 100, width=32))
def test_a_constant_added_to_a_row_of_scores_changes_nothing(
    four: tuple[Tensor, ...], constant: float
) -> None:
    query, key, value, mask = four
    bias = torch.zeros(mask.shape)
    bias[0] = constant
    before = attend(query, key, value, mask=mask)
    after = attend(query, key, value, bias=bias, mask=mask)
    torch.testing.assert_close(after.weights, before.weights, atol=1e-4, rtol=1e-4)


@relaxed
@given(inputs(), garbage, garbage)
def test_masked_keys_never_influence_the_result(
    four: tuple[Tensor, ...], bad_key: float, bad_value: float
) -> None:
    query, key, value, mask = four
    hidden = ~mask.any(0)
    before = attend(query, key, value, mask=mask)
    after = attend(query, spoiled(key, hidden, bad_key), spoiled(value, hidden, bad_value), mask=mask)
    assert_same_weights_and_context(before, after)


@relaxed
@given(inputs(), st.integers(0, 5), garbage)
def test_what_one_row_may_not_see_cannot_reach_it(four: tuple[Tensor, ...], which: int, bad: float) -> None:
    query, key, value, mask = four
    row = which % len(query)
    one_row = query[row : row + 1], mask[row : row + 1]
    before = attend(one_row[0], key, value, mask=one_row[1])
    hidden = ~mask[row]
    after = attend(one_row[0], spoiled(key, hidden, bad), spoiled(value, hidden, bad), mask=one_row[1])
    assert_same_weights_and_context(before, after)


def spoiled(vectors: Tensor, rows: Tensor, number: float) -> Tensor:
    """The vectors [n, d] with some rows replaced by one number."""
    return torch.where(rows[:, None], torch.tensor(number), vectors)


def assert_same_weights_and_context(before: Attended, after: Attended) -> None:
    assert torch.equal(after.weights, before.weights)
    assert torch.equal(after.context, before.context)


@relaxed
@given(arrays(np.float32, (3, 5), elements=st.floats(width=32, allow_nan=False, allow_infinity=False)))
def test_softmax_is_finite_for_every_finite_score(scores: np.ndarray) -> None:
    weights = masked_softmax(torch.from_numpy(scores))
    torch.testing.assert_close(weights.sum(-1), torch.ones(3))


@relaxed
@given(arrays(np.float32, (3, 5), elements=st.floats(-80, 80, width=32)))
def test_softmax_is_the_textbooks_where_the_textbooks_can_be_computed(scores: np.ndarray) -> None:
    powers = np.exp(scores.astype(np.float64))
    np.testing.assert_allclose(
        masked_softmax(torch.from_numpy(scores)), powers / powers.sum(-1, keepdims=True), atol=1e-6, rtol=1e-4
    )
