"""The sentences with a marked pronoun: well formed, of all kinds, and unlike the training text."""

import re
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from headlight.training import corpus
from headlight.training.measures.marked_pronouns import PATH, Probe, parse, read
from headlight.training.split import key, shares

README = (PATH.parent / "README.md").read_text(encoding="utf-8")
APPLE = "苹果从树上掉下来，小明把它捡起来了。"
PRONOUNS = {
    "english": {"it", "he", "she", "they", "him", "her", "them"},
    "chinese": {"他", "她", "它", "他们", "她们", "它们"},
}


@pytest.fixture(scope="module")
def probes() -> list[Probe]:
    return read()


def test_marks_become_spans():
    probe = parse("chinese", "[苹果]从树上掉下来，小明把{它}捡起来了。")
    assert probe == Probe("chinese", APPLE, (APPLE.index("它"), APPLE.index("它") + 1), (0, 2))


@pytest.mark.parametrize(
    "line",
    [
        "english\tThe cat saw it.",
        "english\t{It} saw the [cat].",
        "french\tLe [chat] … {il} …",
        "english [a] {b}",
    ],
)
def test_a_line_that_is_not_well_formed_is_named(tmp_path, line):
    (tmp_path / "two.tsv").write_text(
        f"english\tThe [cat] fell, and {{it}} cried.\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(ValueError, match=r"^line 2: expected"):
        read(tmp_path / "two.tsv")


def test_the_sentences_are_as_many_as_the_readme_says(probes):
    by_language = Counter(probe.language for probe in probes)
    assert len({probe.sentence for probe in probes}) == len(probes) >= 72
    assert by_language["english"] == by_language["chinese"]
    assert (
        f"{len(probes)} sentences, {by_language['english']} English and {by_language['chinese']} Chinese"
        in README
    )
    assert f"the first and second {by_language['english'] // 2} lines of each language" in README
    assert APPLE in {probe.sentence for probe in probes}


def test_each_has_a_pronoun_and_then_an_antecedent_before_it(probes):
    for probe in probes:
        assert probe.sentence[slice(*probe.pronoun)] in PRONOUNS[probe.language]
        assert probe.antecedent[1] <= probe.pronoun[0]
        assert probe.sentence[slice(*probe.antecedent)] not in PRONOUNS[probe.language]


def test_all_kinds_of_pronoun_occur(probes):
    for language, expected in PRONOUNS.items():
        used = Counter(p.sentence[slice(*p.pronoun)] for p in probes if p.language == language)
        assert set(used) == expected
        assert max(used.values()) <= len(probes) / 4


def test_no_sentence_is_trained_on_or_held_out(probes):
    keys = {key(probe.sentence) for probe in probes}
    for name in ("english.train", "chinese.train", "english.heldout", "chinese.heldout"):
        assert not [line for line in corpus.lines(name) if shares(line, keys)]
    for name in ("pairs.train", "grammar.train"):
        assert not [pair for pair in corpus.pairs(name) if any(shares(text, keys) for text in pair)]


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_every_word_or_character_is_in_the_training_text(language, probes):
    sentences = {probe.sentence for probe in probes if probe.language == language}
    wanted = {word for sentence in sentences for word in words_in(sentence)}
    assert wanted
    assert not wanted - set(words_in("\n".join(corpus.lines(f"{language}.train"))))


@pytest.mark.parametrize("language", ["english", "chinese"])
def test_no_sentence_is_nearly_a_training_sentence(language, probes):
    """No training sentence has half of the neighbouring words (Chinese: characters) of a probe."""
    wanted = {
        p.sentence: neighbours(p.sentence) for p in probes if p.language == language and p.sentence != APPLE
    }
    probed = frozenset().union(*wanted.values())
    common = defaultdict(set)  # what each line has of all that is wanted
    grammar = [pair[language == "chinese"] for pair in corpus.pairs("grammar.train")]
    number = 0
    for two in pairwise(words_in("\n".join((*corpus.lines(f"{language}.train"), *grammar)), r"|\n")):
        number += two[0] == "\n"
        if two in probed:
            common[number].add(two)
    assert len(common) > 1000
    for several in common.values():
        assert all(len(several & pairs) < 0.5 * len(pairs) for pairs in wanted.values()), several


def neighbours(sentence: str) -> set[tuple[str, str]]:
    """Every two words, or Chinese characters, that stand side by side."""
    return set(pairwise(words_in(sentence)))


def words_in(text: str, more: str = "") -> list[str]:
    """English words in lower case and Chinese characters; and what else this pattern finds."""
    return re.findall(r"[a-z']+|[\u4e00-\u9fff]" + more, text.lower())
