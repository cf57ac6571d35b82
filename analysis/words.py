"""A map of tokens read as a map of words: what a split word is given is summed, what its pieces give is averaged.

    B[u, w] = mean over i in u of Σ_{j in w} A[i, j]      over the tokens i of word u that see anything

Rows of B sum to 1 as those of A do, or to 0 where no piece of a word sees anything. A cell stays masked (NaN) if every
cell in it is. Special tokens, and tokens of scripts without spaces between words, are words of their own.

Source: Clark et al. 2019, arXiv:1906.04341, section 4.1.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.tokens import Token

Weights = NDArray[np.floating[Any]]
Numbers = NDArray[np.intp]


def word_numbers(tokens: Sequence[Token]) -> Numbers:
    """Which word each token is in, counted from 0 along the axis: [token]."""
    new = [i == 0 or not same_word(tokens[i - 1], tokens[i]) for i in range(len(tokens))]
    return np.cumsum(new, dtype=np.intp) - 1


def same_word(token: Token, following: Token) -> bool:
    """Whether a token goes on with the word before it."""
    return token.word == following.word >= 0


def merged_tokens(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Each word as one token, which spans all of its pieces: [word]."""
    numbers = word_numbers(tokens)
    pieces = groupby(range(len(tokens)), key=lambda i: numbers[i])
    return tuple(merged([tokens[i] for i in group]) for _, group in pieces)


def merged(pieces: Sequence[Token]) -> Token:
    """The pieces of one word as one token, with the first one's id; the bytes of a character are that character."""
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return first
    parts = [next(group) for _, group in groupby(pieces, key=lambda piece: (piece.start, piece.end))]
    text = "".join(part.text for part in parts)
    label = first.label.rpartition(" ")[0] if len(parts) == 1 else text.replace(" ", "·")  # `京` of `京 1/3`
    read, arrow, _ = first.label.rpartition(" → ")  # a step of writing is called by both of its tokens
    if arrow and len(parts) > 1:
        label = f"{read}{arrow}{label}"
    return replace(first, text=text, end=last.end, label=label)


def by_words(weights: Weights, queries: Numbers, keys: Numbers) -> Weights:
    """B of A, [n_query, n_key] → [query word, key word], in the weights' own type; NaN is a masked cell.

    Args:
        weights: NaN where masked.
        queries, keys: the word of each row and of each column, as from `word_numbers`.

    Raises:
        ValueError: unless there is a word for each row and each column.
    """
    if weights.shape != (len(queries), len(keys)):
        raise ValueError(f"expected a word per token of {weights.shape}, got {(len(queries), len(keys))}")
    visible = ~np.isnan(weights)
    rows, columns = starts(queries), starts(keys)
    summed = np.add.reduceat(np.where(visible, weights, 0).astype(np.float64), columns, axis=1)
    seeing = np.add.reduceat(visible.any(-1).astype(np.intp), rows)
    means = np.add.reduceat(summed, rows, axis=0) / np.maximum(seeing, 1)[:, None]
    somewhere = np.logical_or.reduceat(np.logical_or.reduceat(visible, columns, axis=1), rows, axis=0)
    return np.where(somewhere, means, np.nan).astype(weights.dtype)


def starts(numbers: Numbers) -> Numbers:
    """Where each word begins."""
    return np.flatnonzero(np.diff(numbers, prepend=-1))
