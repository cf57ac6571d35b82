"""The corpora in the repository: readable, licensed, and nothing held out is trained on."""

import pytest

from headlight.training import corpus
from headlight.training.passages import passages
from headlight.training.split import Pair, components, hold_out, key, shares

HELD_OUT = ("english.heldout", "chinese.heldout")
SINGLE = ("english.train", "chinese.train", *HELD_OUT)
PAIRED = ("pairs.train", "pairs.heldout", "grammar.train")
LANGUAGES = ("english", "chinese")
PASSAGES = tuple(f"passages.{language}.{split}" for language in LANGUAGES for split in ("train", "heldout"))


@pytest.fixture(scope="module")
def held_out_keys() -> frozenset[str]:
    contiguous = [
        sentence for language in LANGUAGES for sentence in sentences(f"passages.{language}.heldout")
    ]
    return frozenset(map(key, contiguous + [line for name in HELD_OUT for line in corpus.lines(name)]))


def sentences(name: str) -> list[str]:
    return [sentence for passage in passages(name) for sentence in passage.sentences]


def chapters(name: str) -> set[str]:
    return {line for line in corpus.lines(name) if line.startswith("# ")}


@pytest.mark.parametrize("name", [*SINGLE, *PAIRED])
def test_no_line_is_empty_or_twice(name: str) -> None:
    lines = corpus.lines(name)
    assert len(lines) == len(set(lines)) > 300
    assert all(line == line.strip() and key(line) for line in lines)


def test_files_are_small_enough_for_a_repository() -> None:
    assert sum(file.stat().st_size for file in corpus.FOLDER.iterdir()) < 8_000_000


def test_licence_and_attribution_lie_beside_the_files() -> None:
    for name in ("README.md", "LICENSE"):
        text = (corpus.FOLDER / name).read_text(encoding="utf-8")
        assert "CC BY 2.0 FR" in text
        assert "Tatoeba contributors" in text
        assert "CC0" in text
        for source in ("World English Bible", "和合本", "Alice's Adventures in Wonderland", "呐喊"):
            assert source in text


def test_readme_gives_the_true_number_of_lines() -> None:
    readme = (corpus.FOLDER / "README.md").read_text(encoding="utf-8")
    for name in (*SINGLE, *PAIRED):
        assert f"| `{corpus.path(name).name}` | {len(corpus.lines(name)):,} |" in readme
    for name in PASSAGES:
        counts = (len(corpus.lines(name)), len(chapters(name)), len(passages(name)), len(sentences(name)))
        assert f"| `{corpus.path(name).name}` | {' | '.join(f'{count:,}' for count in counts)} |" in readme


@pytest.mark.parametrize("name", ["english.train", "chinese.train"])
def test_no_held_out_sentence_is_trained_on(name: str, held_out_keys: frozenset[str]) -> None:
    assert not [line for line in corpus.lines(name) if shares(line, held_out_keys)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_held_out_sentence_is_in_a_passage(language: str, held_out_keys: frozenset[str]) -> None:
    assert not [text for text in sentences(f"passages.{language}.train") if shares(text, held_out_keys)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_passages_are_held_out_by_whole_chapters(language: str) -> None:
    train, held_out = chapters(f"passages.{language}.train"), chapters(f"passages.{language}.heldout")
    assert not train & held_out
    assert len(held_out) > 100
    assert 9 < len(train | held_out) / len(held_out) < 11


@pytest.mark.parametrize("name", PASSAGES)
def test_passages_hold_sentences_alone(name: str) -> None:
    loaded = passages(name)
    assert all(len(passage.sentences) >= 2 for passage in loaded)
    assert all(line == line.strip() and key(line) and len(line) <= 300 for line in sentences(name))
    for mark in (
        "原文作",
        "（或作",
        "注释",
        "分节阅读",
        "Selah.",
        "Gutenberg",
        "CHAPTER",
        "{",
        "[",
        "*",
        "\ufffd",
    ):
        assert not [line for line in sentences(name) if mark in line]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        (
            "passages.english.train",
            "Presently she began again.",
            '"I wonder if I shall fall right THROUGH the earth!',
        ),
        (
            "passages.english.heldout",
            "God blessed them.",
            'God said to them, "Be fruitful, multiply, fill the earth,',
        ),
        ("passages.chinese.train", "起初神创造天地。", "地是空虚混沌。"),
        ("passages.chinese.train", "孔乙己是站着喝酒而穿长衫的唯一的人。", "他身材很高大；青白脸色，"),
    ],
)
def test_neighbours_are_those_of_the_printed_book(name: str, first: str, second: str) -> None:
    (passage,) = (passage for passage in passages(name) if first in passage.sentences)
    assert passage.sentences[passage.sentences.index(first) + 1].startswith(second)


@pytest.mark.parametrize("name", ["pairs.train", "grammar.train"])
def test_no_held_out_sentence_is_in_a_training_pair(name: str, held_out_keys: frozenset[str]) -> None:
    pairs = corpus.pairs(name)
    assert not [pair for pair in pairs if any(shares(sentence, held_out_keys) for sentence in pair)]


@pytest.mark.parametrize("split", ["train", "heldout"])
def test_sentences_and_pairs_are_on_the_same_side(split: str) -> None:
    english, chinese = zip(*corpus.pairs(f"pairs.{split}"), strict=True)
    assert set(english) <= set(corpus.lines(f"english.{split}"))
    assert set(chinese) == set(corpus.lines(f"chinese.{split}"))


def test_chinese_is_simplified() -> None:
    traditional = set("這們個說來時會對學過還後與為國麼沒嗎著妳牠幺「」")
    lines = corpus.lines("chinese.train")
    assert sum(bool(traditional & set(line)) for line in lines) < len(lines) / 1000


def test_grammar_fills_the_gaps_but_not_with_the_first_sentences() -> None:
    sentences = {sentence for pair in corpus.pairs("grammar.train") for sentence in pair}
    for word in ("cat is", "mat.", "小明", "捡"):
        assert sum(word in sentence for sentence in sentences) >= 5
    assert "The cat is sitting on the mat." not in sentences
    assert "苹果从树上掉下来，小明把它捡起来了。" not in sentences


def test_pairs_that_share_a_sentence_stay_together() -> None:
    pairs = [("a", "甲"), ("b", "甲"), ("B!", "乙"), ("c", "丙"), ("d", "丁"), ("d", "戊")]
    groups = sorted(sorted(group) for group in components(pairs))
    assert groups == [[("B!", "乙"), ("a", "甲"), ("b", "甲")], [("c", "丙")], [("d", "丁"), ("d", "戊")]]


def test_splitting_ignores_the_order_of_the_pairs() -> None:
    pairs: list[Pair] = [(f"sentence {number}", f"句子{number // 2}") for number in range(60)]
    training, held_out = hold_out(pairs, 10)
    assert hold_out(reversed(pairs), 10) == (training, held_out)
    assert 10 <= len(held_out) <= 11
    assert sorted(training + held_out) == sorted(pairs)


def test_a_held_out_sentence_is_found_inside_a_longer_text() -> None:
    assert shares('"How are you?" "I am fine."', {key("I am fine!")})
    assert not shares("I am fine with that.", {key("I am fine!")})
