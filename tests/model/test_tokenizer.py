"""Tokens know where they came from, and can always be shown."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headlight.model.tokenizer import Tokenizer, visible, well_formed, word_numbers
from headlight.model.zoo import shared_tokenizer

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)  # lone surrogates included


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return shared_tokenizer()


def labels(tokenizer: Tokenizer, text: str) -> list[str]:
    return [token.label for token in tokenizer.encode(text, limit=64).tokens]


def test_english_words_are_tokens_with_a_visible_space(tokenizer):
    assert labels(tokenizer, "The cat is sitting.") == ["<bos>", "The", "·cat", "·is", "·sitting", "."]


def test_chinese_words_are_tokens_and_the_pronoun_stands_alone(tokenizer):
    shown = labels(tokenizer, "苹果从树上掉下来，小明把它捡起来了。")
    assert shown[1] == "苹果"
    assert "它" in shown


def test_a_character_outside_the_vocabulary_becomes_numbered_bytes_that_share_a_span(tokenizer):
    _, *fragments = tokenizer.encode("龘", limit=64).tokens
    assert [t.label for t in fragments] == ["龘 1/3", "龘 2/3", "龘 3/3"]
    assert {(t.start, t.end, t.text, t.word) for t in fragments} == {(0, 1, "龘", 0)}


def test_control_characters_and_joiners_are_named(tokenizer):
    shown = labels(tokenizer, "a\x00\n\t\u200d\u202e")
    assert shown[1:5] == ["a", "U+0000", "↵", "⇥"]
    assert "U+200D 1/3" in shown
    assert "U+202E 1/3" in shown


def test_a_special_token_that_somebody_types_stays_text(tokenizer):
    reading = tokenizer.encode("<bos><pad>", limit=64)
    assert [t.special for t in reading.tokens] == [True] + [False] * (len(reading.tokens) - 1)
    assert all(t.id != tokenizer.special("<bos>").id for t in reading.tokens[1:])


def test_pieces_of_a_word_share_its_number(tokenizer):
    tokens = tokenizer.encode("an unbelievably odd word", limit=64).tokens[1:]
    by_word: dict[int, str] = {}
    for token in tokens:
        by_word[token.word] = by_word.get(token.word, "") + token.text
    assert [word.strip() for word in by_word.values()] == ["an", "unbelievably", "odd", "word"]


def test_words_of_unspaced_scripts_end_with_their_token():
    assert word_numbers("苹果从树", [(0, 2), (2, 3), (3, 4)]) == [0, 1, 2]
    assert word_numbers("سلام", [(0, 2), (2, 4)]) == [0, 0]


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_spans_cover_the_text_in_order_and_hold_what_they_say(text):
    tokens = shared_tokenizer().encode(text, limit=1000).tokens[1:]
    text = well_formed(text)
    position = 0
    for token in tokens:
        assert token.text == text[token.start : token.end]
        assert (
            token.start <= position <= max(token.end, position)
        )  # no gap; bytes of a character share its span
        position = max(position, token.end)
    assert position == len(text)


@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_labels_hold_nothing_invisible(text):
    for token in shared_tokenizer().encode(text, limit=1000).tokens:
        assert token.label
        assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in token.label)


@given(ANY_TEXT, st.integers(2, 40))
@settings(max_examples=200, deadline=None)
def test_a_cut_counts_what_it_leaves_out_and_splits_no_character(text, limit):
    whole, cut = (shared_tokenizer().encode(text, limit=n) for n in (1000, limit))
    assert len(cut.tokens) <= limit
    assert len(cut.tokens) + cut.left_out == len(whole.tokens)
    assert cut.tokens == whole.tokens[: len(cut.tokens)]
    if cut.left_out:
        following = whole.tokens[len(cut.tokens)]
        assert (following.start, following.end) != (cut.tokens[-1].start, cut.tokens[-1].end)


def test_the_empty_text_is_its_start_alone(tokenizer):
    assert labels(tokenizer, "") == ["<bos>"]


def test_every_vocabulary_entry_can_be_shown(tokenizer):
    assert len(tokenizer.vocabulary) == 8192
    assert all(tokenizer.vocabulary)
    assert visible("") == "∅"
