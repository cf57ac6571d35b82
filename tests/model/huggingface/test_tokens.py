"""Tokens of three alphabets: every character is accounted for, whatever the text; labels show what the model reads."""

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headlight.model.huggingface.alignment import laid_along
from headlight.model.huggingface.tokens import HubTokenizer
from tests.model.huggingface.conftest import TEXTS, byte_level, sentence_piece, transformers, word_piece

MAKERS: dict[str, Callable[[], Any]] = {
    "bytes": byte_level,
    "sentencepiece": sentence_piece,
    "wordpiece": word_piece,
}
STRANGE = [
    "",
    " ",
    "a\x00b",
    "\u200b",
    "👩‍👩‍👧",
    "שלום",
    "\u202eabc",
    "\ud800",
    "<script>",
    "e\u0301",
    "ＡＢ１",
    "京" * 70,
]


def tokenizer(alphabet: str) -> HubTokenizer:
    inner = MAKERS[alphabet]()
    return HubTokenizer(inner, len(inner))


def shown(alphabet: str, text: str) -> list[str]:
    return [token.label for token in tokenizer(alphabet).encode(text, 99).tokens]


@pytest.mark.parametrize("alphabet", MAKERS)
def test_the_alphabet_is_recognised_and_ids_are_the_library_s(alphabet: str) -> None:
    ours = tokenizer(alphabet)
    assert ours.alphabet == alphabet
    for text in (*TEXTS[:2], "Ein Café 苹果 👍"):
        assert [t.id for t in ours.encode(text, 999).tokens] == MAKERS[alphabet]()(text)["input_ids"]


def test_labels_show_spaces_pieces_and_bytes() -> None:
    assert shown("bytes", "The cat 😀") == ["The", "·cat", "·", "😀 1/4", "😀 2/4", "😀 3/4", "😀 4/4"]
    assert shown("sentencepiece", "The cat 😀")[:2] == ["·The", "·cat"]
    assert shown("sentencepiece", "😀")[-5:] == ["😀 1/4", "😀 2/4", "😀 3/4", "😀 4/4", "</s>"]
    assert shown("wordpiece", "Cats")[0] == "<s>"
    assert any(label.startswith("##") for label in shown("wordpiece", "catt"))


@pytest.mark.parametrize("alphabet", ["bytes", "sentencepiece"])
@given(text=st.text(max_size=30))
def test_spans_cover_the_text_in_order_and_labels_are_visible(alphabet: str, text: str) -> None:
    ours = tokenizer(alphabet)
    tokens = [t for t in ours.encode(text, 999).tokens if not t.special]
    covered = {i for token in tokens for i in range(token.start, token.end)}
    assert covered >= {i for i, c in enumerate(text) if not c.isspace()}
    assert [t.start for t in tokens] == sorted(t.start for t in tokens)
    assert all(token.label.strip() for token in tokens)


def test_a_wordpiece_stands_where_its_letters_are() -> None:
    tokens = tokenizer("wordpiece").encode("The CAFÉ, cat", 99).tokens
    typed = [token.text for token in tokens if not token.special]
    assert "".join(typed) == "TheCAFÉ,cat"
    words = [t.word for t in tokens if not t.special]
    assert words == sorted(words)
    assert words[-1] == 3


@pytest.mark.parametrize("alphabet", MAKERS)
@pytest.mark.parametrize("text", STRANGE)
def test_no_text_is_too_strange(alphabet: str, text: str) -> None:
    reading = tokenizer(alphabet).encode(text, 20)
    assert 1 <= len(reading.tokens) <= 20
    assert all(token.label.strip() for token in reading.tokens)


@pytest.mark.parametrize("alphabet", ["bytes", "sentencepiece"])
def test_a_cut_falls_between_characters_and_is_counted(alphabet: str) -> None:
    ours = tokenizer(alphabet)
    whole = len(ours.encode("👍👍👍", 99).tokens)
    for limit in range(6, whole):
        reading = ours.encode("👍👍👍", limit)
        assert len(reading.tokens) + reading.left_out == whole
        assert "\ufffd" not in ours.spell([t.id for t in reading.tokens])[1]


@pytest.mark.parametrize("alphabet", ["bytes", "sentencepiece"])
@pytest.mark.parametrize("text", ["The cat sat", "苹果 café", "👍 naïve"])
def test_what_is_read_is_spelt_again(alphabet: str, text: str) -> None:
    ours = tokenizer(alphabet)
    tokens, said = ours.spell([t.id for t in ours.encode(text, 99).tokens if not t.special])
    assert said == text
    assert tokens[-1].end == len(text)


def test_a_space_in_front_is_real_behind_another_text() -> None:
    ours = tokenizer("sentencepiece")
    cat = [t.id for t in ours.encode("cat", 9).tokens if not t.special]
    assert (ours.spell(cat)[1], ours.spell_on(cat)[1]) == ("cat", " cat")
    words = tokenizer("wordpiece")
    cat = [t.id for t in words.encode("cat sat", 9).tokens if not t.special]
    assert (
        words.spell_on(cat)[1] == "cat sat"
    )  # WordPiece reads no spaces: one in front is in the text already


def test_a_pair_is_what_the_library_makes_of_it() -> None:
    ours = tokenizer("wordpiece")
    tokens, segments, left_out = ours.pair("The cat sat", "the dog", 99)
    theirs = word_piece()("The cat sat", "the dog")
    assert [t.id for t in tokens] == theirs["input_ids"]
    assert segments == theirs["token_type_ids"]
    assert left_out == 0
    tokens, segments, left_out = ours.pair("cat " * 30, "dog " * 3, 20)
    assert len(tokens) == len(segments) == 20
    assert left_out > 0


def test_pieces_are_laid_along_text_that_a_tokenizer_normalises() -> None:
    assert laid_along("Ａb e\u0301x", ["▁Ab", "▁é", "x"]) == [(0, 2), (2, 5), (5, 6)]
    assert laid_along("a??b", ["▁a", "<unk>", "b"]) == [(0, 1), (1, 3), (3, 4)]
    assert laid_along("ab", ["▁", "a", "b"]) == [(0, 0), (0, 1), (1, 2)]
    assert laid_along("", []) == []


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Marian's own tokenizer over two SentencePiece models trained here."""
    pieces = pytest.importorskip(
        "sentencepiece", reason="sentencepiece is not installed: requirements-hf.txt"
    )
    folder: Path = tmp_path_factory.mktemp("marian")
    for side in ("source", "target"):
        pieces.SentencePieceTrainer.train(
            sentence_iterator=iter(TEXTS),
            model_prefix=str(folder / side),
            vocab_size=60,
            hard_vocab_limit=False,
            minloglevel=2,
        )
        (folder / f"{side}.model").rename(folder / f"{side}.spm")
    model = pieces.SentencePieceProcessor(str(folder / "source.spm"))
    vocabulary = {model.id_to_piece(i): i for i in range(model.get_piece_size())}
    (folder / "vocab.json").write_text(json.dumps(vocabulary | {"<pad>": len(vocabulary)}))
    files = (str(folder / name) for name in ("source.spm", "target.spm", "vocab.json"))
    with warnings.catch_warnings():  # it would like sacremoses, which changes punctuation alone
        warnings.simplefilter("ignore")
        return transformers.MarianTokenizer(*files)


def test_a_slow_tokenizer_s_pieces_find_their_place(marian: Any) -> None:
    ours = HubTokenizer(marian, len(marian))
    text = "The cat café 苹果😀 e\u0301 sat"
    reading = ours.encode(text, 99)
    assert [t.id for t in reading.tokens] == marian(text)["input_ids"]
    assert reading.tokens[-1].label == "</s>"
    assert reading.tokens[-1].special
    assert "".join(t.text for t in reading.tokens if not t.special) == text
    assert [t.text for t in reading.tokens if t.label == "<unk>"] == ["😀"]
    assert ours.encode_target("the cat", 99).tokens[-1].label == "</s>"
