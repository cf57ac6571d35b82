"""The yardstick: a trigram with interpolated Kneser–Ney smoothing, over the same tokens as the models.

For n = 3, 2, 1, with h the n − 1 tokens before w, and h' the same without its first:

    p_n(w | h) = max(c(h w) − D_n, 0) / c(h ·) + γ(h) p_{n−1}(w | h')        p_0(w) = 1 / vocabulary

where c counts occurrences for n = 3 and, below, the different tokens seen in front (continuation counts);
D_n = n₁ / (n₁ + 2 n₂), with n₁ and n₂ the number of n-grams counted once and twice; γ(h) gives the
discounted mass back, so that p_n(· | h) sums to one. After an h never seen, p_n(w | h) = p_{n−1}(w | h').

Source: Chen & Goodman, "An Empirical Study of Smoothing Techniques for Language Modeling", 1998. Their
modified form, with three discounts an order, did no better on our held-out text.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Order:
    """The n-grams of one length. A gram is one integer, its tokens the digits in base `base`.

    Attributes:
        grams: sorted distinct grams [grams]
        shares: (c − D) / c(h ·) of each gram [grams]
        histories: sorted distinct histories, the grams without their last token [histories]
        gammas: γ(h) of each history [histories]
    """

    base: int
    grams: Ints
    shares: Floats
    histories: Ints
    gammas: Floats

    @classmethod
    def from_counts(cls, grams: Ints, counts: Ints, base: int) -> "Order":
        """Of sorted distinct grams and how often each occurred, [grams] both; `base`: the vocabulary's size."""
        histories, first = np.unique(grams // base, return_index=True)
        different = np.diff(first, append=len(grams))  # tokens seen after each history
        totals = np.add.reduceat(counts, first)
        discount = _discount(counts)
        gammas = discount * different / totals
        shares = (counts - discount) / np.repeat(totals, different)
        return cls(base, grams, shares, histories, gammas)

    def interpolate(self, grams: Ints, lower: Floats) -> Floats:
        """p_n of each gram, given p_{n−1} of the same gram without its first token, both [n]."""
        share = _look_up(self.grams, self.shares, grams, missing=0.0)
        gamma = _look_up(self.histories, self.gammas, grams // self.base, missing=1.0)
        return share + gamma * lower


class Trigram:
    """A trigram learnt from a stream of tokens.

    Args:
        stream: integer tokens, each below `vocabulary`
        vocabulary: how many tokens there are; every one has a probability above 0
    """

    def __init__(self, stream: NDArray[np.integer], vocabulary: int) -> None:
        if len(stream) < 3:
            raise ValueError(f"expected at least 3 tokens to learn from, got {len(stream)}")
        self.vocabulary = vocabulary
        self._base = vocabulary + 1  # one more digit: the token before the first
        trigrams, counts = np.unique(self._grams(stream), return_counts=True)
        bigrams, before_two = np.unique(trigrams % self._base**2, return_counts=True)
        unigrams, before_one = np.unique(bigrams % self._base, return_counts=True)
        self._orders = (
            Order.from_counts(unigrams, before_one.astype(np.int64), self._base),
            Order.from_counts(bigrams, before_two.astype(np.int64), self._base),
            Order.from_counts(trigrams, counts.astype(np.int64), self._base),
        )

    def log_probabilities(self, stream: NDArray[np.integer]) -> Floats:
        """ln p(token i | tokens i − 2, i − 1) of each token [n]; the first two know less."""
        grams = self._grams(stream)
        probabilities = np.full(len(grams), 1 / self.vocabulary)
        for length, order in enumerate(self._orders, start=1):
            probabilities = order.interpolate(grams % self._base**length, probabilities)
        logarithms: Floats = np.log(probabilities)
        return logarithms

    def perplexity(self, stream: NDArray[np.integer]) -> float:
        """exp of the mean negative log-probability of a token."""
        return float(np.exp(-self.log_probabilities(stream).mean()))

    def _grams(self, stream: NDArray[np.integer]) -> Ints:
        """Each token with the two before it, as one integer [n]."""
        tokens: Ints = np.concatenate([[self.vocabulary] * 2, stream]).astype(np.int64)
        if len(stream) and stream.max() >= self.vocabulary:
            raise ValueError(f"expected tokens below {self.vocabulary}, got {stream.max()}")
        return (tokens[:-2] * self._base + tokens[1:-1]) * self._base + tokens[2:]


def _discount(counts: Ints) -> float:
    """D = n₁ / (n₁ + 2 n₂); 1/2 for a text so small that no gram occurs once."""
    once, twice = np.count_nonzero(counts == 1), np.count_nonzero(counts == 2)
    return once / (once + 2 * twice) if once else 0.5


def _look_up(keys: Ints, values: Floats, wanted: Ints, missing: float) -> Floats:
    """The value of each wanted key among sorted keys, or `missing`."""
    places = np.searchsorted(keys, wanted).clip(max=len(keys) - 1)
    return np.where(keys[places] == wanted, values[places], missing)
