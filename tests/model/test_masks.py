"""Masks written out, against slow loops over every query and key; and how little a mask itself weighs."""

import pickle
from collections.abc import Callable

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from headlight.model.masks import Block, Causal, Explicit, Local, Mask, Padding

relaxed = settings(deadline=None, max_examples=60)
sizes = st.integers(1, 7)
flags = st.lists(st.booleans(), min_size=1, max_size=7)
blocks = st.lists(st.integers(0, 2), min_size=1, max_size=7)


def written_out(mask: Mask, n_query: int, n_key: int) -> np.ndarray:
    """The mask of one head of one text, [n_query, n_key]."""
    visible = mask.visible(n_query, n_key)
    assert visible.dtype == torch.bool
    return torch.broadcast_to(visible, (1, 1, n_query, n_key))[0, 0].numpy()


def loop(n_query: int, n_key: int, sees: Callable[[int, int], bool]) -> np.ndarray:
    """sees(query, key) for every pair."""
    return np.array([[sees(i, j) for j in range(n_key)] for i in range(n_query)])


@relaxed
@given(sizes, sizes, st.integers(-3, 5))
def test_causal_sees_what_came_before_and_itself(n_query: int, n_key: int, offset: int) -> None:
    expected = loop(n_query, n_key, lambda i, j: j - i <= offset)
    np.testing.assert_array_equal(written_out(Causal(offset), n_query, n_key), expected)


@relaxed
@given(sizes, sizes, st.integers(0, 4), st.integers(0, 4), st.integers(-3, 5))
def test_a_window_sees_so_far_back_and_so_far_ahead(
    n_query: int, n_key: int, before: int, after: int, offset: int
) -> None:
    expected = loop(n_query, n_key, lambda i, j: -before <= j - i - offset <= after)
    np.testing.assert_array_equal(written_out(Local(before, after, offset), n_query, n_key), expected)


@relaxed
@given(sizes, flags)
def test_padding_is_seen_by_nobody(n_query: int, real: list[bool]) -> None:
    expected = loop(n_query, len(real), lambda i, j: real[j])
    np.testing.assert_array_equal(written_out(Padding(torch.tensor([real])), n_query, len(real)), expected)


@relaxed
@given(blocks, blocks)
def test_a_block_sees_only_itself(query_block: list[int], key_block: list[int]) -> None:
    mask = Block(torch.tensor([query_block]), torch.tensor([key_block]))
    n_query, n_key = len(query_block), len(key_block)
    expected = loop(n_query, n_key, lambda i, j: query_block[i] == key_block[j])
    np.testing.assert_array_equal(written_out(mask, n_query, n_key), expected)


@relaxed
@given(st.integers(0, 2), blocks, st.data())
def test_combined_masks_allow_what_all_of_them_allow(
    offset: int, block: list[int], data: st.DataObject
) -> None:
    n = len(block)
    real = data.draw(st.lists(st.booleans(), min_size=n, max_size=n))
    numbers = torch.tensor([block])
    mask = Causal(offset) & Padding(torch.tensor([real])) & Block(numbers, numbers)
    expected = loop(n, n, lambda i, j: j <= i + offset and real[j] and block[i] == block[j])
    np.testing.assert_array_equal(written_out(mask, n, n), expected)


@pytest.mark.parametrize("shape", [(3, 4), (2, 3, 4), (5, 2, 3, 4), (1, 4), (2, 1, 4), (1, 1, 3, 1)])
def test_an_explicit_mask_may_leave_out_its_leading_axes(shape: tuple[int, ...]) -> None:
    allowed = torch.rand(shape) < 0.5
    visible = Explicit(allowed).visible(3, 4)
    assert visible.ndim == 4
    assert torch.equal(visible.broadcast_to(5, 2, 3, 4), allowed.broadcast_to(5, 2, 3, 4))


def test_every_text_of_a_batch_has_its_own_padding_and_blocks() -> None:
    real = torch.tensor([[True, True, False], [True, False, False]])
    numbers = torch.tensor([[0, 0, 1], [0, 1, 1]])
    visible = (Padding(real) & Block(numbers, numbers)).visible(3, 3)
    assert visible.shape == (2, 1, 3, 3)
    assert visible[:, 0, 0].tolist() == [[True, True, False], [True, False, False]]
    assert visible[:, 0, 1].tolist() == [[True, True, False], [False, False, False]]


def test_flags_for_another_number_of_keys_are_refused() -> None:
    with pytest.raises(ValueError, match="expected 4 padding flags, one per key, got 3"):
        Padding(torch.ones(1, 3, dtype=torch.bool)).visible(4, 4)


def test_blocks_for_another_number_of_tokens_are_refused() -> None:
    numbers = torch.zeros(1, 3)
    with pytest.raises(
        ValueError, match=r"expected block numbers for \(3, 4\) queries and keys, got \(3, 3\)"
    ):
        Block(numbers, numbers).visible(3, 4)


@pytest.mark.parametrize(
    "mask",
    [
        lambda n: Causal(),
        lambda n: Padding(torch.ones(1, n, dtype=torch.bool)),
        lambda n: Block(torch.zeros(1, n, dtype=torch.int64), torch.zeros(1, n, dtype=torch.int64)),
        lambda n: Causal() & Padding(torch.ones(1, n, dtype=torch.bool)),
    ],
    ids=["causal", "padding", "block", "both"],
)
def test_a_mask_weighs_at_most_a_few_bytes_a_token(mask: Callable[[int], Mask]) -> None:
    weight = {n: len(pickle.dumps(mask(n))) for n in (0, 4096)}
    assert weight[4096] - weight[0] <= 4096 * 17  # written out: 4096² bytes
    assert weight[0] < 4096


def test_a_mask_stays_small_after_it_was_written_out() -> None:
    mask = Causal() & Padding(torch.ones(1, 512, dtype=torch.bool))
    before = len(pickle.dumps(mask))
    mask.visible(512, 512)
    assert len(pickle.dumps(mask)) == before
