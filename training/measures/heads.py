"""How much a model's heads do what heads are known for: its best previous-token head and its best induction head.

Both are measured on fixed inputs, so that the same weights always score the same. Intervals are over texts.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from analysis.heads import induction, previous_token, uniform_attention
from model.readers.reader import Reader
from model.recorder import recording
from training import corpus
from training.measures.intervals import resampled
from training.tokenizer import BOS, FIRST_PIECE, VOCABULARY_SIZE

Ids = NDArray[np.int64]
Metric = Callable[[NDArray[Any], Ids, NDArray[np.bool_]], float]

SENTENCES = 200  # of each language
REPETITIONS = 40  # random texts
SPAN = 48  # tokens, twice


def values(model: Reader) -> dict[str, float]:
    """The best scores alone: of a network with random weights, which head is the best is chance."""
    return {kind: head["value"] for kind, head in measure(model).items()}


def measure(model: Reader, sentences: int = SENTENCES, repetitions: int = REPETITIONS) -> dict[str, Any]:
    """The best head of each kind, with its score, what even attention scores, n and an interval.

    Args:
        model: a causal model.
        sentences: held-out sentences of each language, for the previous token.
        repetitions: random texts, for induction.
    """
    return {
        "previous_token": best_head(
            model, held_out_sentences(model, sentences), lambda a, _, seen: previous_token(a, seen)
        ),
        "induction": best_head(model, repeated_random_tokens(repetitions), induction),
    }


def held_out_sentences(model: Reader, amount: int) -> Iterator[Ids]:
    """The first held-out sentences of each language, as token ids after <bos>."""
    for language in ("english", "chinese"):
        for sentence in corpus.lines(f"{language}.heldout")[:amount]:
            yield np.array([BOS, *model.tokenizer.inner.encode(sentence).ids])


def repeated_random_tokens(amount: int) -> Iterator[Ids]:
    """<bos>, then a span of uniformly random tokens, twice."""
    random = np.random.default_rng(2209_11895)
    for _ in range(amount):
        span = random.choice(np.arange(FIRST_PIECE, VOCABULARY_SIZE), SPAN, replace=False)
        yield np.array([BOS, *span, *span])


def best_head(model: Reader, texts: Iterator[Ids], metric: Metric) -> dict[str, Any]:
    """The head whose score, averaged over the texts, is the highest."""
    scores, even, sites = [], [], []
    for ids in texts:
        with torch.inference_mode(), recording() as record:
            model.network(torch.from_numpy(ids)[None].to(model.device))
        visible = record.steps[0].visible(0)
        scores.append([[metric(a, ids, visible) for a in step.weights()] for step in record.steps])
        even.append(metric(uniform_attention(visible), ids, visible))
        sites = [step.site for step in record.steps]
    table = np.array(scores)  # [text, layer, head]
    layer, head = np.unravel_index(table.mean(0).argmax(), table.shape[1:])
    of_best = table[:, layer, head]  # [text]
    return {
        "head": f"L{layer}H{head}",
        "site": str(sites[layer]),
        "index": int(head),
        "value": round(float(of_best.mean()), 3),
        "interval": resampled(of_best[:, None] / len(of_best), lambda sums: sums[:, 0], digits=3),
        "n": len(table),
        "uniform": round(float(np.mean(even)), 3),
    }
