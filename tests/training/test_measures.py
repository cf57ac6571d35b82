"""The measures' own arithmetic, on cases that can be worked out without them."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from sacrebleu import corpus_bleu, corpus_chrf

from headlight.training.masked_texts import Text
from headlight.training.measures.next_sentence import best_threshold, halves, inverse_frequency, overlap
from headlight.training.measures.permutation import perplexity
from headlight.training.measures.translation import Translated, component_numbers, scores
from headlight.training.pairs import text_pairs
from headlight.training.summary import as_table
from headlight.training.tokenizer import BOS, CLS, EOS, SEP
from headlight.training.two_sided import TwoSided


def test_bleu_and_chrf_are_sacrebleu_s_and_lie_within_their_intervals():
    references = ["the cat sat on the mat .", "a dog ran in the park .", "it is raining today ."] * 10
    written = ["the cat sat on a mat .", "a dog runs in the park .", "it is raining ."] * 10
    translated = [
        Translated(4 + i % 20, w, r, i) for i, (w, r) in enumerate(zip(written, references, strict=True))
    ]
    figures = scores(translated, "13a")
    assert figures["bleu"]["value"] == round(corpus_bleu(written, [references]).score, 2)
    assert figures["chrf"]["value"] == round(corpus_chrf(written, [references]).score, 2)
    for metric in ("bleu", "chrf"):
        low, high = figures[metric]["interval"]
        assert low <= figures[metric]["value"] <= high
        assert low < high
    assert sum(part["n"] for part in figures["by_length"]) == figures["n"] == 30
    perfect = scores([Translated(5, r, r, i) for i, r in enumerate(references)], "13a")
    assert perfect["bleu"]["interval"] == [100, 100]


def test_chinese_is_scored_by_characters():
    same, other = Translated(3, "我喜欢茶。", "我喜欢茶。", 0), Translated(3, "我喜欢水。", "我喜欢茶。", 1)
    assert scores([same] * 4, "zh")["bleu"]["value"] == 100
    assert 0 < scores([same, other] * 4, "zh")["bleu"]["value"] < 100


@pytest.mark.parametrize("metric", ["bleu", "chrf"])
def test_pairs_that_share_a_sentence_count_as_one_sample(metric):
    """Four times the same pairs say no more than once; taken for new ones, they would halve the interval."""
    references = [f"the {animal} sat on the {place} ." for animal in ("cat", "dog") for place in "abcdefghij"]
    once = [
        Translated(7, r if i % 3 else "the cat ran to a park today .", r, i) for i, r in enumerate(references)
    ]
    four = [pair for pair in once for _ in range(4)]
    apart = [replace(pair, component=i) for i, pair in enumerate(four)]
    assert scores(four, "13a")[metric] == scores(once, "13a")[metric]
    ends = [scores(pairs, "13a")[metric]["interval"] for pairs in (once, apart)]
    wide, narrow = (high - low for low, high in ends)
    assert 0.35 < narrow / wide < 0.65


def test_components_of_the_held_out_pairs_are_a_sentence_s_neighbours():
    pairs = [("a", "甲"), ("b", "甲"), ("B!", "乙"), ("c", "丙"), ("d", "丁"), ("d", "戊")]
    first, second, third, alone, *last = component_numbers(pairs)
    assert first == second == third
    assert last[0] == last[1]
    assert len({first, alone, last[0]}) == 3
    held_out = text_pairs("heldout")
    numbers = component_numbers(held_out)
    for column in (0, 1):
        by_sentence = {pair[column]: number for pair, number in zip(held_out, numbers, strict=True)}
        assert all(by_sentence[p[column]] == n for p, n in zip(held_out, numbers, strict=True))
    assert len(set(numbers)) < len(held_out)


def slow_two_sided(sentences, vocabulary, left, right):
    """p(w | l) p(r | w), normalised, with Kneser–Ney written out by dictionaries."""
    stream = [t for s in sentences for t in (BOS, *s, EOS)]
    bigrams, continuations = {}, {}
    for a, b in pairwise(stream):
        bigrams[a, b] = bigrams.get((a, b), 0) + 1
    for _, b in bigrams:
        continuations[b] = continuations.get(b, 0) + 1

    def discount(counts):
        once, twice = list(counts).count(1), list(counts).count(2)
        return once / (once + 2 * twice) if once else 0.5

    d1, d2 = discount(continuations.values()), discount(bigrams.values())

    def unigram(w):
        total = sum(continuations.values())
        return max(continuations.get(w, 0) - d1, 0) / total + d1 * len(continuations) / total / vocabulary

    def bigram(w, before):
        row = {b: n for (a, b), n in bigrams.items() if a == before}
        if not row:
            return unigram(w)
        total = sum(row.values())
        return max(row.get(w, 0) - d2, 0) / total + d2 * len(row) / total * unigram(w)

    joint = np.array([bigram(w, left) * bigram(right, w) for w in range(vocabulary)])
    return joint / joint.sum()


@pytest.mark.parametrize(("left", "right"), [(BOS, 9), (8, EOS), (9, 10), (11, 8), (7, 7)])
def test_the_two_sided_bigram_is_the_one_written_out(left, right):
    sentences = [(8, 9, 10), (8, 9, 9), (10, 8), (11, 9, 10, 8)]
    stream = np.array([t for s in sentences for t in (BOS, *s, EOS)])
    expected = slow_two_sided(sentences, 12, left, right)
    np.testing.assert_allclose(TwoSided(stream, 12).probabilities(left, right), expected, rtol=1e-9)


def test_perplexity_of_even_surprise_is_its_exponential():
    found = perplexity([np.full(3, np.log(20)), np.full(9, np.log(20))])
    assert found["value"] == pytest.approx(20)
    assert found["interval"] == [20, 20]


def test_shared_words_are_weighed_by_how_rare_they_are():
    texts = [
        Text((CLS, 10, 11, SEP, 10, 12, SEP), (0,) * 4 + (1,) * 3, 0),
        Text((CLS, 10, 13, SEP, 14, SEP), (0,) * 4 + (1,) * 2, 1),
    ]
    rarity = inverse_frequency(texts)
    assert rarity[10] == pytest.approx(np.log(4 / 3))
    assert rarity[12] == pytest.approx(np.log(4))
    assert halves(texts[0]) == ({10, 11}, {10, 12})
    assert overlap(texts[0], rarity) == pytest.approx(np.log(4 / 3) / (np.log(4 / 3) + np.log(4)))
    assert overlap(texts[1], rarity) == 0


def test_the_threshold_is_where_it_is_right_most_often():
    scores_, truth = np.array([0.1, 0.2, 0.3, 0.4, 0.5]), np.array([False, False, True, False, True])
    threshold = best_threshold(scores_, truth)
    right = ((scores_ > threshold) == truth).sum()
    assert right == max(((scores_ > t) == truth).sum() for t in scores_) == 4


def test_one_table_shows_every_model():
    figure = {"value": 20.5, "interval": [19.0, 22.0]}
    direction = {"n": 2000, "bleu": figure, "chrf": figure, "by_length": []}
    table = as_table({"seq2seq": {"translation": {"en-zh": direction, "zh-en": direction}}})
    assert "| seq2seq | BLEU en-zh | 20.5 (19.0 – 22.0) | 2000 |" in table
    assert table.count("\n") == 5
