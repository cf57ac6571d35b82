"""The corpora in the repository: readable, licensed, and nothing held out is trained on."""

import pytest

from training import corpus
from training.split import Pair, components, hold_out, key, shares

HELD_OUT = ("english.heldout", "chinese.heldout")
SINGLE = ("english.train", "chinese.train", *HELD_OUT)
PAIRED = ("pairs.train", "pairs.heldout", "grammar.train")


@pytest.fixture(scope="module")
def held_out_keys() -> frozenset[str]:
    return frozenset(key(sentence) for name in HELD_OUT for sentence in corpus.lines(name))


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


def test_readme_gives_the_true_number_of_lines() -> None:
    readme = (corpus.FOLDER / "README.md").read_text(encoding="utf-8")
    for name in (*SINGLE, *PAIRED):
        assert f"| `{corpus.path(name).name}` | {len(corpus.lines(name)):,} |" in readme


@pytest.mark.parametrize("name", ["english.train", "chinese.train"])
def test_no_held_out_sentence_is_trained_on(name: str, held_out_keys: frozenset[str]) -> None:
    assert not [line for line in corpus.lines(name) if shares(line, held_out_keys)]


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
