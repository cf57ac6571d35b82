"""The yardstick for filling gaps: a two-sided bigram, which knows the token before the gap and the one after it.

    p(w | l, r) ∝ p(w | l) p(r | w)

where both factors are bigrams with interpolated Kneser–Ney smoothing of the same training sentences, `<bos>` before and
`<eos>` after each. It is what the chain l → w → r gives by Bayes' rule.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from headlight.training.trigram import Floats, Ints, Order


class TwoSided:
    """A bigram learnt from a stream of tokens, asked for the token between two others.

    Args:
        stream: integer tokens, each below `vocabulary`.
        vocabulary: how many tokens there are.
    """

    def __init__(self, stream: NDArray[np.integer], vocabulary: int) -> None:
        self.vocabulary = vocabulary
        tokens = stream.astype(np.int64)
        bigrams, counts = np.unique(tokens[:-1] * vocabulary + tokens[1:], return_counts=True)
        unigrams, before = np.unique(bigrams % vocabulary, return_counts=True)
        self._words = Order.from_counts(unigrams, before.astype(np.int64), vocabulary)
        self._bigrams = Order.from_counts(bigrams, counts.astype(np.int64), vocabulary)
        every = np.arange(vocabulary)
        self._single = self._words.interpolate(every, np.full(vocabulary, 1 / vocabulary))  # p(w)

    def probabilities(self, left: int, right: int) -> Floats:
        """p(w | l, r) of every token, [vocabulary]."""
        every: Ints = np.arange(self.vocabulary)
        after_left = self._bigrams.interpolate(left * self.vocabulary + every, self._single)
        before_right = self._bigrams.interpolate(
            every * self.vocabulary + right, np.full(self.vocabulary, self._single[right])
        )
        joint: Floats = after_left * before_right
        joint /= joint.sum()
        return joint

    def log_chance(self, chain: Sequence[int]) -> float:
        """Σ ln p(token | the one before) of all tokens of a chain but the first."""
        tokens = np.array(chain, dtype=np.int64)
        after = self._bigrams.interpolate(
            tokens[:-1] * self.vocabulary + tokens[1:], self._single[tokens[1:]]
        )
        return float(np.log(after).sum())
