"""Perplexity per token on held-out text: sentences that share nothing with the training text.

exp of the mean −ln p over the same tokens for the model and for an interpolated Kneser–Ney trigram of the training
text; each token, sentence ends included, is foretold once.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from model.readers.reader import Reader
from training.data import Stream, load_stream
from training.tokenizer import BOS, VOCABULARY_SIZE
from training.trigram import Trigram

Figures = dict[str, Any]


def measure(model: Reader) -> Figures:
    """The model and the trigram, on both languages and on each."""
    trigram = Trigram(load_stream("train"), VOCABULARY_SIZE)
    return {
        "both": compare(model, trigram, load_stream("heldout")),
        "english": compare(model, trigram, load_stream("heldout", languages=("english",))),
        "chinese": compare(model, trigram, load_stream("heldout", languages=("chinese",))),
    }


def compare(model: Reader, trigram: Trigram, stream: Stream) -> Figures:
    """Perplexity of the model and of the trigram on the same tokens, and their ratio."""
    ours = surprisals(model, stream)
    theirs = -trigram.log_probabilities(stream)[1:]
    return {
        "tokens": len(ours),
        "model": perplexity(ours, stream),
        "trigram": perplexity(theirs, stream),
        "ratio": round(float(np.exp(ours.mean() - theirs.mean())), 4),
    }


def surprisals(model: Reader, stream: Stream) -> NDArray[np.float64]:
    """−ln p of every token but the first, [len(stream) − 1], each window of sentences read from its own <bos>."""
    parts = []
    for start, end in windows(stream, model.network.config.context):
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
    """exp of the mean, with a 95 % interval from 1,000 resamplings of whole sentences."""
    sentence = np.cumsum(stream == BOS)[:-1] - 1  # the sentence each foretold token is read in
    totals = np.bincount(sentence, weights=surprisal)
    counts = np.bincount(sentence)
    draws = np.random.default_rng(0).integers(0, len(totals), (1000, len(totals)))
    resampled = np.exp(totals[draws].sum(1) / counts[draws].sum(1))
    low, high = np.percentile(resampled, [2.5, 97.5])
    return {
        "value": round(float(np.exp(surprisal.mean())), 3),
        "interval": [round(float(low), 2), round(float(high), 2)],
        "sentences": len(totals),
    }
