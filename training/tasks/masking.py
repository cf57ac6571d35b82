"""BERT's two questions (1810.04805): what stood where tokens are masked, and does the second text follow the first?

Even steps read single sentences, odd steps pairs of segments from contiguous text, of which half belong together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from training.buckets import Buckets
from training.data import IGNORED
from training.loss import chunked_cross_entropy
from training.pairs import padded
from training.passages import next_sentence_pairs, passages
from training.sentences import load_sentences
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


@dataclass(frozen=True)
class Masking:
    """Masked sentences and next sentences by turns.

    Attributes:
        rows: single sentences in a batch.
        pairs: pairs of segments in a batch.
        rate: part of the tokens to be guessed.
        languages: of the training text; one that is named twice is read twice as often.
    """

    rows: int
    pairs: int
    rate: float
    languages: Sequence[str]

    def batches(self, context: int, seed: int) -> "MaskedTexts":
        """The training sentences and passages."""
        return MaskedTexts(self, context, seed)

    def loss(self, network: nn.Module, batch: MaskedBatch) -> tuple[Tensor, int]:
        """Nats per masked token, plus nats per pair; and the tokens read."""
        weight, bias = network.embedding.weight, network.bias
        tokens, segments, real, targets, follows = (
            torch.from_numpy(part).to(weight.device) for part in batch
        )
        guessed = targets != IGNORED
        with torch.autocast(weight.device.type, torch.bfloat16):
            hidden = network.hidden(tokens, segments, real)
            transformed = network.transform(hidden[guessed])
            answers = network.next_sentence(hidden)
        loss = chunked_cross_entropy(transformed.float(), weight, targets[guessed], bias=bias)
        if (batch.follows != IGNORED).any():
            loss = loss + cross_entropy(answers.float(), follows)
        return loss, int(batch.real.sum())


class MaskedTexts:
    """Batches by number: single sentences at even steps, pairs of segments at odd ones."""

    def __init__(self, task: Masking, context: int, seed: int) -> None:
        self.task, self.context, self.seed = task, context, seed
        sentences = [single(ids) for ids in load_sentences("train", tuple(task.languages))]
        self.sentences = [text for text in sentences if len(text.tokens) <= context]
        self.buckets = Buckets(lengths(self.sentences), task.rows, seed)
        self.passages = {language: passages(f"passages.{language}.train") for language in SEGMENTS}
        self._pairs = lru_cache(maxsize=2)(self._pairs_of)

    def batch(self, step: int) -> MaskedBatch:
        """The batch of one step."""
        turn, odd = divmod(step, 2)
        random = np.random.default_rng([self.seed, 1, step])
        if not odd:
            return masked_batch(
                [self.sentences[i] for i in self.buckets.indices(turn)], self.task.rate, random
            )
        per_epoch = self._pairs(0)[1].per_epoch - 1  # epochs differ by a few pairs
        epoch, place = divmod(turn, per_epoch)
        texts, buckets = self._pairs(epoch)
        return masked_batch([texts[i] for i in buckets.indices(place)], self.task.rate, random)

    def _pairs_of(self, epoch: int) -> tuple[list[Text], Buckets]:
        """One epoch's pairs: other segments and other strangers in each."""
        texts = [
            text
            for language, (sentences, characters) in SEGMENTS.items()
            for text in pair_texts(
                next_sentence_pairs(self.passages[language], self.seed + epoch, sentences, characters),
                self.context,
            )
        ]
        return texts, Buckets(lengths(texts), self.task.pairs, self.seed)


def single(ids: Sequence[int]) -> Text:
    """`<cls>` sentence `<sep>`"""
    return Text((CLS, *ids, SEP), (0,) * (len(ids) + 2))


def pair_texts(pairs: Sequence, context: int) -> list[Text]:  # type: ignore[type-arg]
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
