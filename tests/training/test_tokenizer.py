"""The shipped tokenizer: nothing is lost, nothing is unknown, nothing typed becomes a special token."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from headlight.training.tokenizer import (
    BYTE_TOKENS,
    FIRST_PIECE,
    SPECIAL_TOKENS,
    VOCABULARY_SIZE,
    WEIGHTS,
    assemble,
)

TOKENIZER = Tokenizer.from_file(str(WEIGHTS))

CHARACTERS = st.characters(exclude_categories=["Cs"])
TRICKY = st.sampled_from(
    [*" \t\n\r\0a'sT0猫▁é<>", "\u200d", "\u0301", "<bos>", "<0x0A>", "👩‍👩‍👧", "שלום", "\u202e"]
)
TEXTS = st.lists(CHARACTERS | TRICKY, max_size=30).map("".join)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_decoding_gives_the_text_back(text: str) -> None:
    assert TOKENIZER.decode(TOKENIZER.encode(text).ids) == text


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_no_text_makes_a_special_token(text: str) -> None:
    assert all(index >= len(SPECIAL_TOKENS) for index in TOKENIZER.encode(text).ids)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_spans_cover_the_text_and_only_bytes_share_one(text: str) -> None:
    encoding = TOKENIZER.encode(text)
    reached, last = 0, (0, 0)
    for index, span in zip(encoding.ids, encoding.offsets, strict=True):
        if span == last != (0, 0):
            assert index < FIRST_PIECE
        else:
            assert span[0] == reached
        reached, last = span[1], span
    assert reached == len(text)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("The cat is sitting on the mat.", [" The", " cat", " is", " sitting", " on", " the", " mat", "."]),
        ("don't", [" don", "'t"]),
        ("Tom's 25 dogs", [" Tom", "'s", " 2", "5", " dogs"]),
        ("我今年12岁。", ["我", "今年", "1", "2", "岁", "。"]),
        ("", []),
    ],
)
def test_english_words_digits_and_marks(text: str, tokens: list[str]) -> None:
    assert TOKENIZER.encode(text).tokens == tokens


def test_chinese_words() -> None:
    tokens = TOKENIZER.encode("苹果从树上掉下来，小明把它捡起来了。").tokens
    assert {"苹果", "小明", "把", "它", "，", "。"} <= set(tokens)


def test_a_word_is_one_token_wherever_it_stands() -> None:
    assert TOKENIZER.encode("cats like cats").ids[0] == TOKENIZER.encode("cats like cats").ids[2]


def test_han_is_not_glued_to_latin() -> None:
    for token in TOKENIZER.encode("小明likes苹果and书 too").tokens:
        assert not (any("\u4e00" <= c <= "\u9fff" for c in token) and any(c.isascii() for c in token))


def test_bytes_have_the_span_of_their_character() -> None:
    encoding = TOKENIZER.encode("a饕b")
    assert encoding.tokens[1:4] == ["<0xE9>", "<0xA5>", "<0x95>"]
    assert encoding.offsets == [(0, 1), (1, 2), (1, 2), (1, 2), (2, 3)]


def test_a_typed_special_token_is_plain_text() -> None:
    assert TOKENIZER.encode("<bos>").tokens == ["<", "b", "os", ">"]


def test_vocabulary_has_the_documented_order() -> None:
    vocabulary = TOKENIZER.get_vocab()
    names = sorted(vocabulary, key=vocabulary.__getitem__)
    assert len(names) == VOCABULARY_SIZE
    assert tuple(names[:FIRST_PIECE]) == (*SPECIAL_TOKENS, *BYTE_TOKENS)
    assert sorted(vocabulary.values()) == list(range(VOCABULARY_SIZE))


def test_the_shipped_file_is_what_the_code_assembles() -> None:
    model = json.loads(WEIGHTS.read_text(encoding="utf-8"))["model"]
    pieces = sorted(model["vocab"], key=model["vocab"].get)[FIRST_PIECE:]
    rebuilt = assemble(pieces, [tuple(pair) for pair in model["merges"]])
    assert rebuilt.to_str() == TOKENIZER.to_str()


def test_a_vocabulary_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 8192 distinct tokens, got 265"):
        assemble(["a"], [])
