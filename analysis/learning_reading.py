"""What one checkpoint makes of a text, as plain arrays: the vectors its attention is computed from, and its guesses.

Queries and keys say everything about the maps, in n·d numbers instead of n²: score = factor · q·k, and a weight is the
softmax over the keys up to the query.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.model.step import AttentionStep, read_only
from headlight.model.trace import Prediction, Trace

GUESSES = 5

Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Reading:
    """One causal model's reading of one text.

    Attributes:
        queries, keys: after any rotation, float32 [layer, head, token, d_head].
        factor: what a dot product is multiplied by to be a score.
        guesses: ids of the most probable next tokens at each position, int32 [token, GUESSES].
        chances: their probabilities, float32 [token, GUESSES].
        surprisals: −ln p of the token that does come next, in nats, float32 [token − 1].
        error: the largest distance between recomputed and recorded context vectors.
    """

    queries: Array
    keys: Array
    factor: float
    guesses: NDArray[np.int32]
    chances: Array
    surprisals: Array
    error: float


def read(trace: Trace) -> Reading:
    """The arrays of a trace.

    Raises:
        ValueError: unless the trace is one of causal self-attention by scaled dot products, without bias or changes.
    """
    prediction = trace.prediction
    if prediction is None or not all(plain(step) for step in trace.steps):
        raise ValueError(f"expected causal dot-product attention without bias, got {trace.model_name}")
    queries = np.stack([read_only(step.query) for step in trace.steps])
    keys = np.stack([read_only(step.key) for step in trace.steps])
    guesses, chances, surprisals = expected(prediction, [token.id for token in trace.tokens["decoder"]])
    factor = trace.steps[0].terms(0, 0, 0).factor
    return Reading(queries, keys, factor, guesses, chances, surprisals, trace.verify())


def plain(step: AttentionStep) -> bool:
    """Whether a step's weights follow from its queries and keys as `Reading` says."""
    causal = np.tri(step.n_query, step.n_key, dtype=bool)
    own_keys = step.key.shape == step.query.shape
    unchanged = step.bias is None and not step.interventions
    return own_keys and unchanged and bool((step.visible(0) == causal).all())


def expected(prediction: Prediction, ids: list[int]) -> tuple[NDArray[np.int32], Array, Array]:
    """Guesses and their probabilities, [token, GUESSES] each; and −ln p of each following token, [token − 1]."""
    best, chances, surprisals = [], [], []
    for position in range(len(ids)):
        probabilities = prediction.probabilities(position)
        top = np.argpartition(probabilities, -GUESSES)[-GUESSES:]
        top = top[
            np.lexsort((top, -probabilities[top]))
        ]  # the first of equals first, as Prediction.top has it
        best.append(top)
        chances.append(probabilities[top])
        if position + 1 < len(ids):
            surprisals.append(-np.log(max(probabilities[ids[position + 1]], np.finfo(np.float32).tiny)))
    return np.array(best, np.int32), np.array(chances, np.float32), np.array(surprisals, np.float32)
