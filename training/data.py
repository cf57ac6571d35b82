"""From corpora to batches: one stream of tokens per split, cut into rows as a pure function of the step.

Sentences are independent of each other, so each is a document of its own, begins with <bos>, and several are
packed into a row. Rows begin with <bos> too, as every text does that a visitor types.

Part of the rows repeat themselves, so that an induction head can form (Olsson et al. 2022): "… A B … A" is
then best continued by looking back. Spans of real text make it useful early; uniformly random tokens leave
nothing else to go by, which is also how such heads are measured.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from headlight.training.loss import IGNORED
from headlight.training.sentences import cut_sentences
from headlight.training.tokenizer import BOS, FIRST_PIECE, VOCABULARY_SIZE

Stream = NDArray[np.uint16]
Tokens = NDArray[np.int64]

SHORTEST_SPAN = 16
_ORDER_SEED = 20_170_612  # of the one fixed order in which a stream keeps its sentences


def load_stream(
    split: str, tokenizer: Tokenizer | None = None, languages: Sequence[str] = ("english", "chinese")
) -> Stream:
    """Every sentence of a split as uint16 tokens, each after <bos>, in a fixed shuffled order.

    Args:
        split: "train" or "heldout". The grammar's artificial sentences are in "train" alone.
        tokenizer: the shipped one if None.
        languages: "english", "chinese"; named twice, a language is there twice as often.
    """
    sentences = cut_sentences(split, languages, tokenizer)
    order = np.random.default_rng(_ORDER_SEED).permutation(len(sentences.ends))
    return sentences.in_order(order).after(BOS)


class Batches:
    """Batches of a stream by number.

    The same arguments and step give the same batch, in any order of asking, so that a killed run goes on with
    the data it would have seen. Each epoch shuffles the sentences anew, joins them, and cuts them into rows
    without replacement. A row reaches back to the <bos> of the sentence it would start in.

    Args:
        stream: tokens, each sentence after <bos>
        context: tokens a row
        rows: rows a batch
        seed: of the order, of which rows repeat, and of what they repeat
        repeats: part of the rows replaced by a repeated span of their own text
        random_repeats: part of the rows replaced by a repeated span of random tokens
    """

    def __init__(
        self,
        stream: Stream,
        context: int,
        rows: int,
        seed: int,
        *,
        repeats: float = 1 / 8,
        random_repeats: float = 1 / 32,
    ) -> None:
        if len(stream) <= 2 * context or stream[0] != BOS:
            raise ValueError(f"expected more than {2 * context} tokens from <bos> on, got {len(stream)}")
        if context < 2 * SHORTEST_SPAN:
            raise ValueError(f"expected a context of at least {2 * SHORTEST_SPAN}, got {context}")
        self.stream, self.context, self.rows, self.seed = stream, context, rows, seed
        self.repeats, self.random_repeats = repeats, random_repeats
        self.rows_per_epoch = (len(stream) - 1) // context
        self._epoch = lru_cache(maxsize=2)(self._shuffled)

    def batch(self, step: int) -> tuple[Tokens, Tokens]:
        """Inputs and targets, both int64 [rows, context]; a target that nothing foretells is `IGNORED`."""
        inputs = np.empty((self.rows, self.context), dtype=np.int64)
        targets = np.empty((self.rows, self.context), dtype=np.int64)
        for row in range(self.rows):
            number = step * self.rows + row
            inputs[row], targets[row] = self._row(number)
        return inputs, targets

    def _row(self, number: int) -> tuple[Tokens, Tokens]:
        """Inputs and targets [context] of the row with this number, counted over all epochs."""
        epoch, place = divmod(number, self.rows_per_epoch)
        tokens, starts = self._epoch(epoch)
        start = starts[place]
        text = tokens[start : start + self.context + 1].astype(np.int64)
        random = np.random.default_rng([self.seed, 1, number])
        kind = random.random()
        if kind < self.repeats:
            return _repeated(text, random)
        if kind < self.repeats + self.random_repeats:
            return _repeated_noise(self.context, random)
        return text[:-1], text[1:]

    def _shuffled(self, epoch: int) -> tuple[Stream, Tokens]:
        """The stream with its sentences in this epoch's order, and the starts of its rows, shuffled too."""
        random = np.random.default_rng([self.seed, 0, epoch])
        begins = np.flatnonzero(self.stream == BOS)  # [sentences]
        lengths = np.diff(begins, append=len(self.stream))
        order = random.permutation(len(begins))
        begins, lengths = begins[order], lengths[order]
        placed = np.cumsum(lengths) - lengths  # where each sentence begins now
        tokens = self.stream[np.arange(len(self.stream)) + np.repeat(begins - placed, lengths)]
        borders = np.arange(self.rows_per_epoch) * self.context
        starts = placed[np.searchsorted(placed, borders, side="right") - 1]
        return tokens, random.permutation(starts)


def _repeated(text: Tokens, random: np.random.Generator) -> tuple[Tokens, Tokens]:
    """<bos>, then a span of the text [context + 1] over and over.

    The span's first token comes from nowhere twice: after <bos>, and where the span is first seen to repeat.
    """
    context = len(text) - 1
    length = int(random.integers(SHORTEST_SPAN, context // 2 + 1))
    start = int(random.integers(0, context + 2 - length))
    inputs, targets = _tile(text[start : start + length], context)
    targets[[0, length]] = IGNORED
    return inputs, targets


def _repeated_noise(context: int, random: np.random.Generator) -> tuple[Tokens, Tokens]:
    """<bos>, then a span of uniformly random tokens over and over. Nothing foretells its first copy."""
    length = int(random.integers(SHORTEST_SPAN, context // 2 + 1))
    inputs, targets = _tile(random.integers(FIRST_PIECE, VOCABULARY_SIZE, length), context)
    targets[: length + 1] = IGNORED
    return inputs, targets


def _tile(span: Tokens, context: int) -> tuple[Tokens, Tokens]:
    row = np.concatenate([[BOS], np.resize(span, context)])  # [context + 1]
    return row[:-1], row[1:].copy()
