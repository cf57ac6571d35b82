"""Perplexity per token on held-out text: sentences that share nothing with the training text.

exp of the mean −ln p over the same tokens for the model and for an interpolated Kneser–Ney trigram of the training
text; each token, sentence ends included, is foretold once, in rows no longer than those that were trained on.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from headlight.model.readers.reader import Reader
from headlight.model.zoo import shared_tokenizer
from headlight.training.data import Stream, load_stream
from headlight.training.measures.intervals import resampled
from headlight.training.recipe import longest_row
from headlight.training.tokenizer import BOS, VOCABULARY_SIZE
from headlight.training.trigram import Trigram

Figures = dict[str, Any]


def measure(model: Reader, sentences: int | None = None) -> Figures:
    """The model and the trigram, on both languages and on each; on the first so many sentences, or all of them."""
    texts = {"both": ("english", "chinese"), "english": ("english",), "chinese": ("chinese",)}
    return {
        name: compare(model, first(sentences, load_stream("heldout", model.tokenizer.inner, languages)))
        | as_shared(model, languages, sentences)
        for name, languages in texts.items()
    }


@cache
def trigram(tokenizer: Tokenizer) -> Trigram:
    """The yardstick, learnt from the training text."""
    return Trigram(load_stream("train", tokenizer), VOCABULARY_SIZE)


def first(sentences: int | None, stream: Stream) -> Stream:
    """A stream's first sentences, and the <bos> behind them, which the last one foretells; None for all of it."""
    begins = np.flatnonzero(stream == BOS)
    return stream if sentences is None or sentences >= len(begins) else stream[: begins[sentences] + 1]


def compare(model: Reader, stream: Stream) -> Figures:
    """Perplexity of the model and of the trigram on the same tokens, and their ratio."""
    ours = surprisals(model, stream)
    theirs = -trigram(model.tokenizer.inner).log_probabilities(stream)[1:]
    return {
        "tokens": len(ours),
        "model": perplexity(ours, stream),
        "trigram": perplexity(theirs, stream),
        "ratio": round(float(np.exp(ours.mean() - theirs.mean())), 4),
    }


def as_shared(model: Reader, languages: Sequence[str], sentences: int | None) -> Figures:
    """For a model with a tokenizer of its own: the same nats, spread over the tokens of the shared tokenizer."""
    if model.tokenizer is shared_tokenizer():
        return {}
    own = first(sentences, load_stream("heldout", model.tokenizer.inner, languages))
    shared = first(sentences, load_stream("heldout", languages=languages))
    return {"per_shared_token": round(float(np.exp(surprisals(model, own).sum() / (len(shared) - 1))), 2)}


def surprisals(model: Reader, stream: Stream) -> NDArray[np.float64]:
    """−ln p of every token but the first, [len(stream) − 1], each window of sentences read from its own <bos>."""
    parts = []
    for start, end in windows(stream, longest_row(model.name)):
        tokens = torch.from_numpy(stream[start : end + 1].astype(np.int64)).to(model.device)
        with torch.inference_mode():
            logits = model.network(tokens[None, :-1])[0]
        parts.append(torch.nn.functional.cross_entropy(logits, tokens[1:], reduction="none").cpu().double())
    return torch.cat(parts).numpy()


def windows(stream: Stream, context: int) -> Iterator[tuple[int, int]]:
    """Borders of windows that hold whole sentences, at most `context` tokens; the next <bos> is the last target."""
    begins = [*np.flatnonzero(stream == BOS).tolist(), len(stream) - 1]
    start = 0
    for end, following in zip(begins[1:], [*begins[2:], np.inf], strict=True):
        if following - start > context:
            yield start, end
            start = end


def perplexity(surprisal: NDArray[np.float64], stream: Stream) -> dict[str, Any]:
    """exp of the mean, with an interval over whole sentences."""
    sentence = np.cumsum(stream == BOS)[:-1] - 1  # the sentence each foretold token is read in
    return over_sentences(np.bincount(sentence, weights=surprisal).astype(np.float64), np.bincount(sentence))


def over_sentences(totals: NDArray[np.float64], counts: NDArray[np.int64]) -> dict[str, Any]:
    """exp(Σ totals / Σ counts): each sentence's −ln p and how many of its tokens were foretold, both [sentence]."""
    sums = np.stack([totals, counts], 1)
    return {
        "value": round(float(exp_of_mean(sums.sum(0))), 2),
        "interval": resampled(sums, exp_of_mean, digits=2),
        "sentences": len(sums),
    }


def exp_of_mean(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """exp(total / count), from [..., total and count]."""
    mean: NDArray[np.float64] = np.exp(sums[..., 0] / sums[..., 1])
    return mean
