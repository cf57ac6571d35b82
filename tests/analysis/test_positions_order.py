"""The same words in other orders, and what a model makes of them."""

from collections import Counter

import numpy as np
import pytest

from headlight.analysis.positions_order import (
    last_divergence,
    last_word,
    mean_loss,
    other_orders,
    rearranged,
    spans_of_words,
)
from headlight.model.zoo import shared_tokenizer


def read(text):
    return shared_tokenizer().encode(text, 200).tokens


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("The cat is sitting on the mat.", " mat."),
        ("苹果从树上掉下来，小明把它捡起来了。", "了。"),
        ('He said, "go home now" to me!', " me!"),
    ],
)
def test_orders_differ_and_have_the_same_tokens_and_the_same_end(text, end):
    orders = other_orders(text, read, 6)
    assert len(set(orders)) == 6
    assert text not in orders
    for order in orders:
        assert Counter(t.id for t in read(order)) == Counter(t.id for t in read(text))
        assert order.endswith(end)
        marks = [
            (i, t.text) for i, t in enumerate(read(text)) if not t.special and not t.text.strip().isalnum()
        ]
        assert [(i, read(order)[i].text) for i, _ in marks] == marks
    assert other_orders(text, read, 6) == orders  # a seed means the same again
    assert other_orders(text, read, 6, seed=1) != orders


@pytest.mark.parametrize("text", ["", " ", "one", "one two", "word word word word", "?! …", "a b."])
def test_too_few_words_have_no_other_order(text):
    assert other_orders(text, read, 4) == ()


def test_three_words_have_exactly_one_other_order():
    assert other_orders("one two three.", read, 5) == ("two one three.",)


def test_words_change_places_and_what_is_between_them_stays():
    text = "a, bb  c!"
    words = spans_of_words(text, read(text))
    assert [text[start:end] for start, end in words] == ["a", "bb", "c"]
    assert rearranged(text, words, [2, 0, 1]) == "c, a  bb!"


def test_loss_and_divergence_are_those_of_the_logits(read, trace):
    logits = trace.prediction.logits.double().numpy()
    logs = logits - np.log(np.exp(logits).sum(-1, keepdims=True))
    ids = [token.id for token in trace.tokens["decoder"]]
    losses = [-logs[place, following] for place, following in enumerate(ids[1:])]
    assert mean_loss(trace) == pytest.approx(np.mean(losses))
    other = read([token.label for token in trace.tokens["decoder"]][::-1])
    others = other.prediction.logits.double().numpy()[-1]
    theirs, ours = others - np.log(np.exp(others).sum()), logs[-2]  # "." is no word, so "mat" is the last one
    assert last_divergence(trace, other) == pytest.approx((np.exp(ours) * (ours - theirs)).sum())
    assert last_divergence(trace, trace) == 0


@pytest.mark.parametrize(
    ("text", "place"), [("a cat.", 2), ("a cat", 2), ("...", None), ("", 0), ("它。", 1), ("苹果 (2)", None)]
)
def test_the_last_word_is_the_last_with_a_letter_or_digit(text, place):
    tokens = read(text)
    found = last_word(tokens)
    if place is not None:
        assert found == place
    elif text == "...":
        assert found == len(tokens) - 1
    else:
        assert "2" in tokens[found].text


def test_one_token_has_no_loss(traces):
    assert np.isnan(mean_loss(traces["one_token"]))
