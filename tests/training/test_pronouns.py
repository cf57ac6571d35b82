"""How often the strongest key is the antecedent, on hand-built attention, and the marked sentences."""

import re
from collections import Counter, defaultdict
from itertools import pairwise
from math import sqrt

import numpy as np
import pytest
import torch

from model.attention import DotProduct
from model.masks import Causal
from model.site import Site
from model.step import AttentionStep
from model.tokens import Token
from model.trace import Trace
from model.zoo import shared_tokenizer
from training import corpus
from training.measures import intervals, pronouns
from training.measures.marked_pronouns import PATH, Probe, parse, read
from training.split import key, shares

README = (PATH.parent / "README.md").read_text(encoding="utf-8")
APPLE = "苹果从树上掉下来，小明把它捡起来了。"
PRONOUNS = {
    "english": {"it", "he", "she", "they", "him", "her", "them"},
    "chinese": {"他", "她", "它", "他们", "她们", "它们"},
}
BOS = Token(1, "<bos>", 0, 0, "<bos>", -1, special=True)
SELF = Site("decoder", "self", 0)


def attending(site: Site, *heads: np.ndarray, mask: Causal | None = None) -> AttentionStep:
    """Self-attention with these weights [head, n, n], up to what the mask takes away: q = ln A, k = 1."""
    query = torch.tensor(np.log(np.maximum(heads, 1e-9)), dtype=torch.float32)
    unit = torch.eye(query.shape[-1]).expand(len(heads), -1, -1)
    return AttentionStep(site, query, unit, unit, torch.softmax(query, -1), DotProduct(), mask=mask)


def trace_of(tokens: tuple[Token, ...], *steps: AttentionStep) -> Trace:
    return Trace("made", "…", {"decoder": tokens}, steps)


def letters(text: str) -> tuple[Token, ...]:
    """`<bos>`, then a token for each character."""
    return (BOS, *(Token(5, c, i, i + 1, c, i) for i, c in enumerate(text)))


def row_of(probe: Probe, weights: list[float], mask: Causal | None = None) -> list[tuple[bool, float]]:
    """What a head makes of the probe, read letter by letter, if these are the weights of every row."""
    tokens = letters(probe.sentence)
    step = attending(SELF, np.tile(weights, (len(tokens), 1)), mask=mask)
    return pronouns.find(trace_of(tokens, step), pronouns.place_of(probe, tokens), (SELF, 0))


class Fake:
    """A causal model of the shared tokenizer, with an even head, a right head and one that looks five tokens back."""

    def __init__(self, probes: list[Probe]) -> None:
        self.probes = {probe.sentence: probe for probe in probes}

    def trace(self, text: str) -> Trace:
        tokens = shared_tokenizer().encode(text, limit=256).tokens
        start, end = self.probes[text].antecedent
        right = np.array([1.0 if t.start < end and t.end > start else 1e-6 for t in tokens])
        even = np.ones((len(tokens), len(tokens)))
        back = np.eye(len(tokens), k=-5) + 1e-6
        return trace_of(tokens, attending(SELF, even, np.tile(right, (len(tokens), 1)), back, mask=Causal()))


@pytest.fixture(scope="module")
def probes() -> list[Probe]:
    return read()


@pytest.fixture(scope="module")
def measured(probes):
    return pronouns.measure(Fake(probes))


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


def test_a_hit_is_the_strongest_key_in_the_antecedent():
    probe = parse("english", "[ab]c{d}e")  # <bos> a b c d e; row of d
    assert row_of(probe, [0.1, 0.1, 0.5, 0.1, 0.1, 0.1]) == [(True, 2 / 4), (True, 2 / 6)]
    assert row_of(probe, [0.1, 0.1, 0.1, 0.5, 0.1, 0.1]) == [(False, 2 / 4), (False, 2 / 6)]


def test_special_tokens_and_the_pronoun_itself_count_only_raw():
    probe = parse("english", "[ab]c{de}f")
    for taken in (0, 4, 5):
        weights = [0.02, 0.04, 0.02, 0.03, 0.02, 0.02, 0.02]
        weights[taken] = 0.9
        assert [hit for hit, _ in row_of(probe, weights)] == [True, False]


def test_a_causal_head_is_compared_with_what_it_sees():
    probe = parse("english", "[ab]cd{e}fgh")
    weights = [0.01, 0.2, 0.1, 0.1, 0.1, 0.1, 0.9, 0.9, 0.9]
    assert row_of(probe, weights, Causal()) == [(True, 2 / 4), (True, 2 / 6)]
    assert row_of(probe, weights) == [(False, 2 / 7), (False, 2 / 9)]


def test_the_row_is_the_last_token_of_the_pronoun():
    tokens = letters("abcde")
    place = pronouns.place_of(parse("english", "[a]b{cd}e"), tokens)
    assert (place.row, place.pronoun.tolist()) == (4, [False, False, False, True, True, False])
    with pytest.raises(ValueError, match="expected tokens for pronoun"):
        pronouns.place_of(parse("english", "[a]b{cd}e"), tokens[:3])


def test_fixed_keys():
    place = pronouns.place_of(parse("english", "[ab]c{d}e"), letters("abcde"))
    assert np.flatnonzero(pronouns.hits_by_offset(place)).tolist() == [1, 2]  # 2 or 3 before, counted from 1
    assert np.flatnonzero(pronouns.hits_by_place(place)).tolist() == [1, 2]


def test_the_right_head_is_found_and_scores_all(measured, probes):
    right = {"site": "decoder.self.0", "head": 1}
    for keys in ("others", "raw"):
        assert measured[keys]["together"]["value"] == 1
        assert measured[keys]["together"]["n"] == len(probes)
        assert measured[keys]["chosen_on"] == {"first_half": right, "second_half": right}


def test_chance_as_a_slow_loop_counts_it(measured, probes):
    shares = {"others": 0.0, "raw": 0.0}
    for probe in probes:
        tokens = shared_tokenizer().encode(probe.sentence, limit=256).tokens
        wanted = sum(t.start < probe.antecedent[1] and t.end > probe.antecedent[0] for t in tokens)
        before = sum(t.end <= probe.pronoun[0] for t in tokens)
        own = sum(t.start < probe.pronoun[1] and t.end > probe.pronoun[0] for t in tokens)
        shares["others"] += wanted / (before - 1) / len(probes)  # without <bos>
        shares["raw"] += wanted / (before + own) / len(probes)
    assert {keys: measured[keys]["chance"]["together"] for keys in shares} == pytest.approx(
        shares, abs=0.0006
    )


def test_heads_of_the_stack_that_reads_the_text():
    tokens = letters("ab")
    even = np.ones((3, 3))
    steps = [attending(Site(stack, "self", 0), even, even) for stack in ("encoder", "decoder")]
    trace = Trace("translator", "ab", {"encoder": tokens, "decoder": tokens}, tuple(steps))
    assert pronouns.heads_of(trace) == [(Site("encoder", "self", 0), 0), (Site("encoder", "self", 0), 1)]
    content = attending(Site("decoder", "content", 0), even)
    query = attending(Site("decoder", "query_stream", 0), even)
    assert pronouns.heads_of(trace_of(tokens, content, query)) == [(Site("decoder", "content", 0), 0)]
    with pytest.raises(ValueError, match="expected a model with self-attention"):
        pronouns.heads_of(trace_of(tokens))


def test_halves_hold_as_much_of_each_language():
    second = pronouns.second_half(["english"] * 4 + ["chinese"] * 2)
    assert second.tolist() == [False, False, True, True, False, True]


@pytest.mark.parametrize(("hits", "n"), [(0, 10), (3, 10), (44, 88), (88, 88)])
def test_wilsons_interval_ends_where_the_share_is_as_unlikely_as_allowed(hits, n):
    low, high = intervals.wilson(hits, n)
    for end in (low, high):
        assert abs(hits / n - end) == pytest.approx(1.959964 * sqrt(end * (1 - end) / n), abs=1e-12)
    assert low <= hits / n <= high


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


def test_no_fixed_key_finds_many(probes, measured):
    for language in ("english", "chinese"):
        places = [
            pronouns.place_of(probe, shared_tokenizer().encode(probe.sentence, limit=256).tokens)
            for probe in probes
            if probe.language == language
        ]
        for fixed in (pronouns.hits_by_offset, pronouns.hits_by_place):
            assert (
                np.array([fixed(place) for place in places]).mean(0).max() <= 0.25
            )  # the best, after the fact
    for baseline in ("offset", "place"):
        assert measured[baseline]["together"]["value"] <= 0.2


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
    found = defaultdict(list)
    for sentence, several in wanted.items():
        for two in several:
            found[two].append(sentence)
    grammar = [pair[language == "chinese"] for pair in corpus.pairs("grammar.train")]
    for line in (*corpus.lines(f"{language}.train"), *grammar):
        common = Counter(sentence for two in neighbours(line) & found.keys() for sentence in found[two])
        for sentence, n in common.items():
            assert n < 0.5 * len(wanted[sentence]), line


def neighbours(sentence: str) -> set[tuple[str, str]]:
    """Every two words, or Chinese characters, that stand side by side."""
    return set(pairwise(words_in(sentence)))


def words_in(text: str) -> list[str]:
    """English words in lower case and Chinese characters."""
    return re.findall(r"[a-z']+|[\u4e00-\u9fff]", text.lower())
