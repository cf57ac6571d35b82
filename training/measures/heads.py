"""How much a model's heads do what heads are known for: its best previous-token head and its best induction head.

Both are measured on fixed inputs, so that the same weights always score the same. Intervals are over texts.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray

from headlight.analysis.head_measures import induction, previous_token, uniform_attention
from headlight.model.readers.reader import Reader
from headlight.model.recorder import recording
from headlight.training import corpus
from headlight.training.measures.intervals import resampled
from headlight.training.recipe import longest_row
from headlight.training.tokenizer import BOS, FIRST_PIECE, VOCABULARY_SIZE

Ids = NDArray[np.int64]
Metric = Callable[[NDArray[Any], Ids, NDArray[np.bool_]], float]

SENTENCES = 200  # of each language
REPETITIONS = 40  # random texts
SPAN = 48  # tokens, twice; fewer for a model that was trained on shorter rows


METRICS: Mapping[str, Metric] = {
    "previous_token": lambda weights, _, visible: previous_token(weights, visible),
    "induction": induction,
}
"""Each kind of head, and how much of it is in weights [n_query, n_key] of a text."""


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
    return {kind: best_head(head_scores(model, kind, sentences, repetitions)) for kind in METRICS}


def held_out_sentences(model: Reader, amount: int) -> Iterator[Ids]:
    """The first held-out sentences of each language, as token ids after <bos>."""
    for language in ("english", "chinese"):
        for sentence in corpus.lines(f"{language}.heldout")[:amount]:
            yield np.array([BOS, *model.tokenizer.inner.encode(sentence).ids])


def repeated_random_tokens(amount: int, longest: int) -> Iterator[Ids]:
    """<bos>, then a span of uniformly random tokens, twice: at most `longest` tokens."""
    random = np.random.default_rng(2209_11895)
    for _ in range(amount):
        span = random.choice(
            np.arange(FIRST_PIECE, VOCABULARY_SIZE), min(SPAN, (longest - 1) // 2), replace=False
        )
        yield np.array([BOS, *span, *span])


class Scores(NamedTuple):
    """Scores [text, layer, head], what even attention scores [text], and the layers' sites."""

    scores: NDArray[np.float64]
    even: NDArray[np.float64]
    sites: list[str]


def head_scores(model: Reader, kind: str, sentences: int, repetitions: int) -> Scores:
    """What every head scores on every text of a kind's own; see `measure`."""
    inputs = (
        held_out_sentences(model, sentences)
        if kind == "previous_token"
        else repeated_random_tokens(repetitions, longest_row(model.name))
    )
    scores, even, sites = [], [], []
    for ids in inputs:
        with torch.inference_mode(), recording() as record:
            model.network(torch.from_numpy(ids)[None].to(model.device))
        visible, metric = record.steps[0].visible(0), METRICS[kind]
        scores.append([[metric(a, ids, visible) for a in step.weights()] for step in record.steps])
        even.append(metric(uniform_attention(visible), ids, visible))
        sites = [str(step.site) for step in record.steps]
    return Scores(np.array(scores), np.array(even), sites)


def best_head(found: Scores) -> dict[str, Any]:
    """The head whose score, averaged over the texts, is the highest."""
    layer, head = np.unravel_index(found.scores.mean(0).argmax(), found.scores.shape[1:])
    of_best = found.scores[:, layer, head]  # [text]
    return {
        "head": f"L{layer}H{head}",
        "site": found.sites[layer],
        "index": int(head),
        "value": round(float(of_best.mean()), 3),
        "interval": resampled(of_best[:, None] / len(of_best), lambda sums: sums[:, 0], digits=3),
        "n": len(of_best),
        "uniform": round(float(found.even.mean()), 3),
    }
