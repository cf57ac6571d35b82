"""Rows as BERT reads them: one text or two between special tokens, and what is hidden of them (1810.04805)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from training.data import IGNORED
from training.pairs import padded
from training.passages import NextPair
from training.tokenizer import CLS, FIRST_PIECE, MASK, PAD, SEP, SPECIAL_TOKENS, VOCABULARY_SIZE, WEIGHTS

Ids = NDArray[np.int64]
SEGMENTS = {"english": (3, 200), "chinese": (3, 60)}  # sentences and characters a segment has at most


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


def repeated(ids: Sequence[int]) -> Text:
    """`<cls>` sentence `<sep>` sentence `<sep>`: what is hidden in one of them can be looked up in the other."""
    return Text((CLS, *ids, SEP, *ids, SEP), (0,) * (len(ids) + 2) + (1,) * (len(ids) + 1))


def pair_texts(pairs: Sequence[NextPair], context: int) -> list[Text]:
    """`<cls>` first `<sep>` second `<sep>` of every pair, cut from the front of the first and the end of the second."""
    tokenizer = Tokenizer.from_file(str(WEIGHTS))
    room = (context - 3) // 2
    firsts = [e.ids[-room:] for e in tokenizer.encode_batch_fast([pair.first for pair in pairs])]
    seconds = [e.ids[:room] for e in tokenizer.encode_batch_fast([pair.second for pair in pairs])]
    return [
        Text(
            (CLS, *first, SEP, *second, SEP),
            (0,) * (len(first) + 2) + (1,) * (len(second) + 1),
            int(not pair.follows),
        )
        for pair, first, second in zip(pairs, firsts, seconds, strict=True)
    ]


def lengths(texts: Sequence[Text]) -> Ids:
    """Tokens of each text, as `Buckets` sorts by, [text, 1]."""
    return np.array([[len(text.tokens)] for text in texts])


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
