"""The trigram against the textbook's formula, written once more with loops and dictionaries."""

from collections import Counter, defaultdict
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from headlight.training.trigram import Trigram

VOCABULARY = 12


@pytest.fixture(scope="module")
def stream() -> np.ndarray:
    """400 tokens, the frequent ones far more frequent; 11 never occurs."""
    random = np.random.default_rng(3)
    return np.minimum(random.geometric(0.3, 400) - 1, 10).astype(np.uint16)


def reference(stream: list[int]) -> Callable[[int, int, int], float]:
    """p(w | u, v) by interpolated Kneser–Ney, as slowly and plainly as possible."""
    padded = [None, None, *stream]
    trigrams = Counter(zip(padded, padded[1:], padded[2:], strict=False))
    bigrams = Counter((v, w) for _, v, w in trigrams)
    unigrams = Counter(w for _, w in bigrams)

    def discount(counts: Counter[Any]) -> float:
        once = sum(count == 1 for count in counts.values())
        twice = sum(count == 2 for count in counts.values())
        return once / (once + 2 * twice) if once else 0.5

    d3, d2, d1 = discount(trigrams), discount(bigrams), discount(unigrams)
    after: dict[tuple[Any, ...], Counter[Any]] = defaultdict(Counter)
    for (u, v, w), count in trigrams.items():
        after[u, v][w] = count
    for (v, w), count in bigrams.items():
        after[(v,)][w] = count

    def mix(seen: Counter[Any], w: int, d: float, lower: float) -> float:
        total = seen.total()
        if total == 0:
            return lower
        return max(seen[w] - d, 0) / total + d * len(seen) / total * lower

    def probability(u: int, v: int, w: int) -> float:
        p1 = mix(unigrams, w, d1, 1 / VOCABULARY)
        p2 = mix(after[(v,)], w, d2, p1)
        return mix(after[u, v], w, d3, p2)

    return probability


def test_probabilities_are_those_of_the_plain_formula(stream: np.ndarray) -> None:
    probability = reference(stream.tolist())
    text = np.random.default_rng(5).integers(0, VOCABULARY, 200)
    found = np.exp(Trigram(stream, VOCABULARY).log_probabilities(text))
    wanted = [probability(u, v, w) for u, v, w in zip(text, text[1:], text[2:], strict=False)]
    np.testing.assert_allclose(found[2:], wanted, rtol=1e-12)


def test_probabilities_sum_to_one_after_any_two_tokens(stream: np.ndarray) -> None:
    trigram = Trigram(stream, VOCABULARY)
    for u in range(VOCABULARY):
        for v in range(VOCABULARY):
            after = [trigram.log_probabilities(np.array([u, v, w]))[2] for w in range(VOCABULARY)]
            assert np.exp(after).sum() == pytest.approx(1, abs=1e-12)


def test_a_token_never_seen_has_a_probability(stream: np.ndarray) -> None:
    assert np.isfinite(Trigram(stream, VOCABULARY).log_probabilities(np.array([11, 11, 11]))).all()


def test_perplexity_is_exp_of_the_mean(stream: np.ndarray) -> None:
    trigram = Trigram(stream, VOCABULARY)
    logarithms = trigram.log_probabilities(stream)
    assert logarithms.shape == stream.shape
    assert trigram.perplexity(stream) == pytest.approx(np.exp(-logarithms.mean()))
    assert trigram.perplexity(stream) < VOCABULARY


def test_a_stream_too_short_or_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="expected at least 3 tokens to learn from, got 2"):
        Trigram(np.array([1, 2]), VOCABULARY)
    with pytest.raises(ValueError, match="expected tokens below 12, got 12"):
        Trigram(np.array([1, 2, 12]), VOCABULARY)
