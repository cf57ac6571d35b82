"""Does a model notice the order of the words? The same words in other orders, and what that does to what it expects.

The last word and all that follows it stay where they are, as do spaces and punctuation marks, so that a model which
only counts words would foretell the same after the last word: KL(as typed ‖ in another order) there would be 0. (After
a full stop little is left to foretell, whatever stood before it.)
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

import numpy as np

from headlight.analysis.divergence import kullback_leibler, log_probabilities
from headlight.analysis.effect import expected, own, targets
from headlight.model.tokens import Token
from headlight.model.trace import Trace

ATTEMPTS = 40  # orders drawn for each that is wanted
Read = Callable[[str], Sequence[Token]]
"""The tokens of a text."""


def other_orders(text: str, read: Read, count: int, seed: int = 0) -> tuple[str, ...]:
    """Up to `count` different orders of a text's words, each made of the very same tokens.

    Orders that are read as other tokens (two Chinese characters may meet and make a word) are left out. Fewer come
    back, or none, where a text has too few words.
    """
    tokens = read(text)
    words = spans_of_words(text, tokens)[:-1]
    wanted, found = Counter(token.id for token in tokens), dict[str, None]()
    chance = random.Random(seed)
    for _ in range(ATTEMPTS * count if len(words) > 1 else 0):
        order = chance.sample(range(len(words)), len(words))
        other = rearranged(text, words, order)
        if other != text and Counter(token.id for token in read(other)) == wanted:
            found[other] = None
        if len(found) == count:
            break
    return tuple(found)


def spans_of_words(text: str, tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where the words are, in reading order: no spaces around them, and no punctuation marks among them."""
    typed = [token for token in tokens if not token.special]
    return [span for _, some in groupby(typed, lambda token: token.word) for span in spelt(text, list(some))]


def spelt(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The span of one word, unless it is a mark."""
    start, end = tokens[0].start, tokens[-1].end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if any(character.isalnum() for character in text[start:end]):
        yield start, end


def rearranged(text: str, words: Sequence[tuple[int, int]], order: Sequence[int]) -> str:
    """The text with word `order[i]` in the place of word i; what is between words stays."""
    made, end = list[str](), 0
    for (start, stop), other in zip(words, order, strict=True):
        made += [text[end:start], text[slice(*words[other])]]
        end = stop
    return "".join([*made, text[end:]])


def mean_loss(trace: Trace) -> float:
    """Mean −ln p of the tokens that follow, in nats; NaN where none does."""
    pairs = [(place, token) for place, token in enumerate(targets(trace)) if token >= 0]
    losses = [-own(log_probabilities(expected(trace), place), token) for place, token in pairs]
    return float(np.mean(losses)) if losses else float("nan")


def last_divergence(before: Trace, after: Trace) -> float:
    """KL(before ‖ after) of what is expected after the last word, in nats; what stands before it may differ."""
    pair = [
        log_probabilities(expected(trace), last_word(trace.tokens["decoder"])) for trace in (before, after)
    ]
    return kullback_leibler(*pair)


def last_word(tokens: Sequence[Token]) -> int:
    """Where the last word's last token is; of a text without words, the last token."""
    places = [i for i, token in enumerate(tokens) if not token.special and any(map(str.isalnum, token.text))]
    return places[-1] if places else len(tokens) - 1
