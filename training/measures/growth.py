"""How a model grew: at each recorded step, its loss on held-out text and what each of its heads does.

The same texts at every step, those of `training.measures.perplexity` and `training.measures.heads`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.readers.reader import Reader
from headlight.model.zoo import checkpoints, load
from headlight.training.data import Stream, load_stream
from headlight.training.measures.extrapolation import ratio
from headlight.training.measures.heads import METRICS, head_scores
from headlight.training.measures.intervals import resampled
from headlight.training.measures.perplexity import first, surprisals
from headlight.training.tokenizer import BOS

Surprisals = NDArray[np.float64]

SENTENCES = 600  # of both languages together, for the loss
OF_EACH = 50  # sentences of each language, for the previous token
REPETITIONS = 20  # random texts, for induction


def measure(model: Reader, steps: int | None = None, sentences: int = SENTENCES) -> dict[str, Any]:
    """Nats per token and every head's scores, at every recorded step or at so many of the last.

    Args:
        model: one with checkpoints.
        steps: how many of the last checkpoints; None for all.
        sentences: held-out sentences that the loss is measured on.
    """
    recorded = checkpoints(model.name)[-(steps or 0) :]
    stream = first(sentences, load_stream("heldout"))
    grown = [load(f"{model.name}@{step}", model.device) for step in recorded]
    found = {kind: [head_scores(one, kind, OF_EACH, REPETITIONS) for one in grown] for kind in METRICS}
    heads = [f"L{layer}H{head}" for layer, head in np.ndindex(found["induction"][0].scores.shape[1:])]
    return {
        "steps": list(recorded),
        "loss": losses([surprisals(one, stream) for one in grown], stream),
        "even": {kind: round(float(of_kind[0].even.mean()), 3) for kind, of_kind in found.items()},
        "n": {kind: len(of_kind[0].scores) for kind, of_kind in found.items()},
        **{kind: by_head(heads, [of_step.scores for of_step in of_kind]) for kind, of_kind in found.items()},
    }


def losses(found: list[Surprisals], stream: Stream) -> dict[str, Any]:
    """Nats per token at each step, with intervals over sentences; and how many tokens that is.

    Args:
        found: −ln p of every token of the stream but the first, for each step.
        stream: the sentences, each after `<bos>`.
    """
    sentence = np.cumsum(stream == BOS)[:-1] - 1  # the sentence each foretold token is read in
    counts = np.bincount(sentence)
    sums = [np.stack([np.bincount(sentence, weights=surprisal), counts], 1) for surprisal in found]
    return {
        "value": [round(float(surprisal.mean()), 3) for surprisal in found],
        "interval": [resampled(of_step, ratio, digits=3) for of_step in sums],
        "tokens": len(found[0]),
    }


def by_head(heads: list[str], scores: list[NDArray[np.float64]]) -> dict[str, list[float]]:
    """Every head's mean score at each step, from scores [text, layer, head] for each step."""
    means = np.stack([of_step.mean(0).ravel() for of_step in scores], 1)  # [head, step]
    return {head: means[index].round(3).tolist() for index, head in enumerate(heads)}
