"""Which tokens belong together: the order is kept, nothing is used twice, and one for one is a replacement."""

from dataclasses import replace
from difflib import SequenceMatcher
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headlight.analysis.correspondence import Matcher, correspondence, of_tokens, share_vocabulary
from headlight.model.zoo import load

TEXTS = st.lists(st.sampled_from("abcd"), max_size=12)


def pairs(left: str, right: str) -> list[tuple[int, int]]:
    found = correspondence(left.split(), right.split())
    return list(zip(found.left.tolist(), found.right.tolist(), strict=True))


@pytest.mark.parametrize(
    ("left", "right", "expected", "replaced"),
    [
        ("the cat sat", "the cat sat", [(0, 0), (1, 1), (2, 2)], []),
        ("the cat sat", "the dog sat", [(0, 0), (1, 1), (2, 2)], [1]),
        ("the cat sat", "the big cat sat", [(0, 0), (1, 2), (2, 3)], []),
        ("the big cat sat", "the cat sat", [(0, 0), (2, 1), (3, 2)], []),
        ("the cat sat", "the um brella sat", [(0, 0), (2, 3)], []),  # one for two: neither is the other's
        ("a b", "c d", [], []),  # two for two: no telling which
        ("a", "b", [(0, 0)], [0]),
        ("", "a", [], []),
        ("", "", [], []),
    ],
)
def test_pairs_and_replacements(left, right, expected, replaced):
    assert pairs(left, right) == expected
    found = correspondence(left.split(), right.split())
    assert found.left[found.replaced].tolist() == replaced
    n, m = len(left.split()), len(right.split())
    assert found.left_out == (n - len(expected), m - len(expected))
    assert found.complete == (n == m == len(expected))


@given(TEXTS, TEXTS)
def test_both_sides_grow_and_unreplaced_pairs_are_equal(left, right):
    found = correspondence(left, right)
    for side in (found.left.tolist(), found.right.tolist()):
        assert side == sorted(set(side))
    for i, j, replaced in zip(found.left, found.right, found.replaced, strict=True):
        assert (left[i] == right[j]) != replaced
        assert found.counterpart(i) == j
    for i in set(range(len(left))) - set(found.left.tolist()):
        assert found.counterpart(i) is None


@given(TEXTS)
def test_a_text_corresponds_to_itself(text):
    found = correspondence(text, text)
    assert found.left.tolist() == found.right.tolist() == list(range(len(text)))
    assert found.complete
    assert not found.replaced.any()


@given(TEXTS, TEXTS)
def test_equal_tokens_are_those_that_difflib_finds(left, right):
    expected = SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
    assert Matcher(tuple(left), tuple(right)).get_opcodes() == expected


def test_long_texts_correspond_as_difflib_says():
    random = Random(0)
    text = random.choices("abcdefgh", k=300)
    for other in (text[150:] + text[:150], random.choices("abcdefgh", k=280), ["a"] * 200):
        expected = SequenceMatcher(None, text, other, autojunk=False).get_opcodes()
        assert Matcher(tuple(text), tuple(other)).get_opcodes() == expected


def test_tokens_that_are_frequent_in_a_long_text_have_their_counterparts():
    text = Random(0).choices("abcdefgh", k=300)
    found = correspondence(text, [*text[:100], "x", *text[101:]])
    assert found.complete
    assert found.left[found.replaced].tolist() == [100]


def test_ids_tell_where_the_vocabulary_is_shared_and_labels_where_it_is_not():
    tokens = load("gpt").trace("The cat sat.").tokens["decoder"]
    others = tuple(replace(token, id=token.id + 1) for token in tokens)
    assert len(of_tokens(tokens, others, shared_vocabulary=True).left) < len(tokens)
    assert of_tokens(tokens, others, shared_vocabulary=False).complete


def test_shipped_models_share_their_vocabulary_but_not_their_special_tokens():
    gpt, bert = load("gpt").trace("The cat sat."), load("bert").trace("The cat sat.")
    assert share_vocabulary(gpt, bert)
    assert not share_vocabulary(gpt, replace(bert, prediction=None))
    found = of_tokens(gpt.tokens["decoder"], bert.tokens["encoder"], shared_vocabulary=True)
    # <bos> and <cls>, each the first, are one for one; <sep> has no counterpart
    assert found.left_out == (0, 1)
    assert found.left[found.replaced].tolist() == [0]
