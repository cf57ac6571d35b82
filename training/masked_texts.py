"""Rows as BERT reads them: one text or two between special tokens, and what is hidden of them (1810.04805)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from headlight.training.cut import cut
from headlight.training.loss import IGNORED
from headlight.training.pairs import padded
from headlight.training.passages import NextPair
from headlight.training.tokenizer import (
    CLS,
    FIRST_PIECE,
    MASK,
    PAD,
    SEP,
    SPECIAL_TOKENS,
    VOCABULARY_SIZE,
)

Ids = NDArray[np.int64]
SEGMENTS = {"english": (4, 260), "chinese": (4, 80)}  # sentences and characters a segment has at most


class Text(NamedTuple):
    """A row as BERT reads it: token ids, each one's segment, and whether the second text follows (0), does not (1)."""

    tokens: tuple[int, ...]
    segments: tuple[int, ...]
    follows: int = IGNORED


class MaskedBatch(NamedTuple):
    """Tokens, segments, where no padding is, the tokens that were masked, each [rows, n]; and `follows` [rows]."""

    tokens: Ids
    segments: Ids
    real: NDArray[np.bool_]
    targets: Ids
    follows: Ids


def single(ids: Sequence[int]) -> Text:
    """`<cls>` sentence `<sep>`"""
    return Text((CLS, *ids, SEP), (0,) * (len(ids) + 2))


class Pair(NamedTuple):
    """Token ids of two segments and of what the second follows in its source; `follows` as in `Text`."""

    first: Sequence[int]
    second: Sequence[int]
    before: Sequence[int]
    follows: int


def encoded(pairs: Sequence[NextPair], tokenizer: Tokenizer | None = None) -> list[Pair]:
    """The pairs' tokens, by the shared tokenizer if None."""
    first, second, before = (
        cut(texts, tokenizer).texts()
        for texts in zip(*((pair.first, pair.second, pair.before) for pair in pairs), strict=True)
    )
    follows = [int(not pair.follows) for pair in pairs]
    return [Pair(*parts) for parts in zip(first, second, before, follows, strict=True)]


def room_for(context: int) -> int:
    """Tokens of each of two segments that fit between the special tokens."""
    return (context - 3) // 2


def paired(pair: Pair, room: int, overlap: float = 0) -> Text:
    """`<cls>` first `<sep>` second `<sep>`, cut from the front of the first and the end of the second.

    Args:
        pair: two segments.
        room: tokens each may have.
        overlap: how much of the second is the end of what stands before it in its source, instead of its own: 1 makes
            a pair that follows two equal texts.
    """
    first, before = pair.first[-room:], pair.before[-room:]
    repeated = before[len(before) - round(overlap * len(before)) :]
    second = [*repeated, *pair.second][:room]
    tokens = (CLS, *first, SEP, *second, SEP)
    return Text(tokens, (0,) * (len(first) + 2) + (1,) * (len(second) + 1), pair.follows)


def lengths(pairs: Sequence[Pair]) -> Ids:
    """Tokens of each pair, as `Buckets` sorts by, [pair, 1]."""
    return np.array([[len(pair.first) + len(pair.second)] for pair in pairs])


def rectangle(texts: Sequence[Text]) -> tuple[Ids, Ids, NDArray[np.bool_]]:
    """Token ids, segments, and where no padding is, each [text, n]."""
    tokens = padded([text.tokens for text in texts], PAD)
    segments = padded([text.segments for text in texts], 0)
    return tokens, segments, tokens != PAD


def masked_batch(texts: Sequence[Text], rate: float, random: np.random.Generator) -> MaskedBatch:
    """Texts with tokens to be guessed: 80 % of these are hidden behind `<mask>`, 10 % are another, 10 % themselves.

    Each row has at least one to be guessed; special tokens never are.
    """
    tokens, segments, real = rectangle(texts)
    draw = random.random(tokens.shape)
    draw[tokens < len(SPECIAL_TOKENS)] = 2
    guessed = (draw < rate) | (draw == draw.min(-1, keepdims=True))
    how = random.random(tokens.shape)
    hidden = np.where(guessed & (how < 0.8), MASK, tokens)
    others = random.integers(FIRST_PIECE, VOCABULARY_SIZE, tokens.shape)
    hidden = np.where(guessed & (how >= 0.9), others, hidden)
    follows = np.array([text.follows for text in texts])
    return MaskedBatch(hidden, segments, real, np.where(guessed, tokens, IGNORED), follows)
