"""The logit lens: what a model would foretell if it ended after each layer.

The stream after a layer goes through the model's own read-off (`model.read_off`): a pre-norm model's final norm and
unembedding, a post-norm model's output head as it is. Early layers were never trained to be read so; where the lens
shows nothing sensible, the layer may hold what it cannot show.

    divergence = KL(final ‖ lens) in nats: what is lost by taking the layer's word for the last one's

Sources
    nostalgebraist 2020, "interpreting GPT: the logit lens"; Belrose et al. 2023, arXiv:2303.08112 (the divergence)
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.divergence import log_softmax
from headlight.analysis.scores import storable
from headlight.model.step import read_only
from headlight.model.trace import Prediction, ResidualState, Trace

Exact = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Lens:
    """The read-off of every layer.

    Attributes:
        stack: the stream that is read, which is the one that predicts.
        layers: −1 for the embedding, then each layer.
        top: the most probable token, int [layer, token]; the last row is the model's own.
        top_probability: its probability, [layer, token].
        final_probability: that of the token which the model ends up with, [layer, token].
        divergence: from the final distribution, in nats, [layer, token].
        off: the largest |logit read off the last layer − logit the model gave|.
    """

    stack: str
    layers: tuple[int, ...]
    top: NDArray[np.intp]
    top_probability: Exact
    final_probability: Exact
    divergence: Exact
    off: float


def can_read(trace: Trace) -> bool:
    """Whether the trace has a prediction and the stream it was read off."""
    return trace.prediction is not None and bool(read_states(trace, trace.prediction))


def lens(trace: Trace) -> Lens:
    """Every layer's read-off at every token.

    Raises:
        ValueError: if the trace cannot be read so.
    """
    prediction, states = predicted(trace)
    final = log_softmax(read_only(prediction.logits))  # [token, vocab_size]
    best = final.argmax(-1)
    rows = np.arange(len(best))
    top, sure, kept, lost = [], [], [], []
    for state in states:  # one layer at a time: all of them would be a hundred megabytes
        logs = read_logs(prediction, state)
        top.append(logs.argmax(-1))
        sure.append(np.exp(logs.max(-1)))
        kept.append(np.exp(logs[rows, best]))
        lost.append(np.maximum((np.exp(final) * (final - logs)).sum(-1), 0.0))
    off = np.abs(read(prediction, states[-1]) - read_only(prediction.logits)).max(initial=0.0)
    return Lens(
        stack=states[0].stack,
        layers=tuple(state.layer for state in states),
        top=np.stack(top),
        top_probability=np.stack(sure),
        final_probability=np.stack(kept),
        divergence=np.stack(lost),
        off=float(off),
    )


def lens_top(trace: Trace, position: int, count: int = 5) -> pd.DataFrame:
    """The most probable tokens of every layer at one position.

    Returns:
        columns layer, rank (from 1), token, id (of the token), probability; `count` rows for each layer, best first.

    Raises:
        ValueError: if the trace cannot be read so.
    """
    prediction, states = predicted(trace)
    frames = []
    for state in states:
        probabilities = np.exp(read_logs(prediction, state)[position])
        best = np.argsort(-probabilities, kind="stable")[:count]
        ranks = np.arange(1, len(best) + 1)
        columns = {
            "rank": ranks,
            "token": words(prediction, best),
            "id": best,
            "probability": probabilities[best],
        }
        frames.append(pd.DataFrame({"layer": state.layer} | columns))
    return pd.concat(frames, ignore_index=True)


def lens_cells(trace: Trace, found: Lens) -> pd.DataFrame:
    """What every layer reads at every token.

    Returns:
        columns position, layer, guess (the layer's most probable token), guess_probability, final (what the model ends
        up with), final_probability, divergence; token by token, from the start up.
    """
    prediction, _ = predicted(trace)
    layers, n = found.top.shape
    return pd.DataFrame(
        {
            "position": np.repeat(np.arange(n), layers),
            "layer": np.tile(found.layers, n),
            "guess": words(prediction, found.top.T.ravel()),
            "guess_probability": found.top_probability.T.ravel(),
            "final": np.repeat(words(prediction, read_only(prediction.logits).argmax(-1)), layers),
            "final_probability": found.final_probability.T.ravel(),
            "divergence": found.divergence.T.ravel(),
        }
    )


def lens_losses(found: Lens, position: int) -> pd.DataFrame:
    """How far each layer is from the end: at one position, and over all of them.

    Returns:
        columns layer, position, divergence (there), mean, smallest, largest (over the tokens), n (how many); nats.
    """
    every = found.divergence
    return pd.DataFrame(
        {
            "layer": found.layers,
            "position": position,
            "divergence": every[:, position],
            "mean": every.mean(1),
            "smallest": every.min(1),
            "largest": every.max(1),
            "n": every.shape[1],
        }
    )


def words(prediction: Prediction, ids: NDArray[np.intp]) -> NDArray[np.object_]:
    """What tokens are called in the vocabulary."""
    return np.array([storable(prediction.vocabulary[id]) for id in ids], dtype=object)


def predicted(trace: Trace) -> tuple[Prediction, list[ResidualState]]:
    """The prediction, and the states of the stream that it was read off; ValueError without them."""
    if trace.prediction is None or not can_read(trace):
        raise ValueError("expected a prediction with its read-off and the stream it was read off, got none")
    return trace.prediction, read_states(trace, trace.prediction)


def read_states(trace: Trace, prediction: Prediction) -> list[ResidualState]:
    """The predicting stream at its start and after every layer."""
    if prediction.read_off is None:
        return []
    stack = prediction.read_off.stack
    return [s for s in trace.residual if s.stack == stack and s.after in ("embedding", "feed_forward")]


def read_logs(prediction: Prediction, state: ResidualState) -> Exact:
    """ln of the probabilities read off one state, [token, vocab_size]."""
    return log_softmax(read(prediction, state))


def read(prediction: Prediction, state: ResidualState) -> NDArray[np.float32]:
    """The logits read off one state, [token, vocab_size]."""
    assert prediction.read_off is not None
    return read_only(prediction.read_off(state.stream))
