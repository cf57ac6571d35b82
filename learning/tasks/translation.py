"""A toy translation: English sentences of a small grammar into Chinese, word by word.

    <bos> a small cat saw the red bird yesterday | 一只 小 猫 昨天 看见 红 鸟

"the" has no counterpart, and the adverb moves to the front of the verb: what a word is translated from is not where it
stands, and the network has to find it.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from headlight.learning.tasks.task import FIRST, PAD, START, Batch, blank, drawing, foretelling

ARTICLES = (("the", ""), ("a", "一只"))
ADJECTIVES = (("", ""), ("small", "小"), ("big", "大"), ("white", "白"), ("black", "黑"), ("old", "老"))
ANIMALS = (
    ("cat", "猫"),
    ("dog", "狗"),
    ("bird", "鸟"),
    ("hen", "鸡"),
    ("rabbit", "兔子"),
    ("monkey", "猴子"),
)
VERBS = (("saw", "看见了"), ("heard", "听见了"), ("followed", "跟着"), ("forgot", "忘记了"))
ADVERBS = (("", ""), ("yesterday", "昨天"), ("today", "今天"), ("again", "又"), ("secretly", "偷偷地"))
BAR = "|"

PARTS = (ARTICLES, ADJECTIVES, ANIMALS, VERBS, ARTICLES, ADJECTIVES, ANIMALS, ADVERBS)
"""The English order; a sentence is a choice from each."""
CHINESE_ORDER = (0, 1, 2, 7, 3, 4, 5, 6)
SIZES = tuple(len(part) for part in PARTS)
SENTENCES = int(np.prod(SIZES))
KEPT_BACK = SENTENCES // 10
"""Sentences that training never sees."""


@dataclass(frozen=True)
class ToyTranslation:
    """Behind the bar, say in Chinese what stands before it."""

    foretells = True

    @property
    def symbols(self) -> tuple[str, ...]:
        """English words, the bar, Chinese words."""
        english, chinese = (
            dict.fromkeys(pair[side] for part in PARTS for pair in part if pair[side]) for side in (0, 1)
        )
        return (*english, BAR, *chinese)

    @property
    def length(self) -> int:
        """`<bos>`, eight English words, the bar, eight Chinese words."""
        return 2 * len(PARTS) + 2

    def batch(self, number: int, seed: int, rows: int) -> Batch:
        """Sentences out of the nine tenths that training may see."""
        return self._rows(shuffled(seed)[KEPT_BACK:], drawing(number, seed), rows)

    def held_out(self, seed: int, rows: int) -> Batch:
        """Sentences out of the tenth that it may not."""
        return self._rows(shuffled(seed)[:KEPT_BACK], drawing(0, seed), rows)

    def _rows(self, among: NDArray[np.int64], chance: np.random.Generator, rows: int) -> Batch:
        picked = [self._row(int(sentence)) for sentence in chance.choice(among, rows)]
        tokens, scored, sources = (np.stack(part) for part in zip(*picked, strict=True))
        return foretelling(tokens, scored, sources)

    def _row(self, sentence: int) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.int64]]:
        """Tokens, where the next one is scored, and where it can be read; a short row ends in `<pad>`."""
        chosen = [part[i] for part, i in zip(PARTS, np.unravel_index(sentence, SIZES), strict=True)]
        stands, place = {}, 1
        for part, (english, _) in enumerate(chosen):
            if english:
                stands[part], place = place, place + 1
        said = [(chosen[part][1], stands[part]) for part in CHINESE_ORDER if chosen[part][1]]
        words = [english for english, _ in chosen if english] + [BAR] + [chinese for chinese, _ in said]
        tokens, scored = blank((self.length,), PAD), np.zeros(self.length, dtype=bool)
        sources = blank((self.length,), -1)
        tokens[0], tokens[1 : len(words) + 1] = START, [numbers()[word] for word in words]
        answers = slice(place, place + len(said))
        scored[answers], sources[answers] = True, [source for _, source in said]
        return tokens, scored, sources


@cache
def numbers() -> dict[str, int]:
    """The id of each word."""
    return {word: FIRST + i for i, word in enumerate(ToyTranslation().symbols)}


@cache
def shuffled(seed: int) -> NDArray[np.int64]:
    """All sentences by their numbers, in an order that depends on the seed alone."""
    return np.random.default_rng(seed).permutation(SENTENCES)
