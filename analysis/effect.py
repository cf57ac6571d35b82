"""What a change does to what a model expects: two readings of the same tokens, before and after it.

    KL_i = Σ p ln(p / q)         p, q: what is expected at position i before and after; nats, 0 = no change
    gain_i = ln q(t) − ln p(t)   t: the token that is really there; below 0 the change makes it less expected

Which positions count, and which token is "there", follows from what the model foretells:

    a causal model       every position; the next token
    a translator         every step of writing; the token written there
    a masked model       the masked positions (without any, all of them); the token that stood there
    a permutation model  every position but the given first; the token at it
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.divergence import kullback_leibler, log_probabilities
from headlight.model.outcomes import Filled, Permuted
from headlight.model.trace import Prediction, Trace

Exact = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Baseline:
    """What was expected before a change, to compare many changes with: ln p [position, vocab_size]."""

    positions: tuple[int, ...]
    logs: tuple[Exact, ...]

    @classmethod
    def of(cls, trace: Trace) -> "Baseline":
        """The expectation of one reading at every position that counts."""
        positions = counted(trace)
        return cls(positions, tuple(log_probabilities(expected(trace), i) for i in positions))

    def divergences(self, after: Trace) -> Exact:
        """KL of every position that counts, in nats, [position].

        Raises:
            ValueError: unless the other reading has the same number of tokens.
        """
        if counted(after) != self.positions:
            raise ValueError(
                f"expected {len(self.positions)} positions to compare, got {len(counted(after))}"
            )
        pairs = zip(self.positions, self.logs, strict=True)
        return np.array([kullback_leibler(logs, log_probabilities(expected(after), i)) for i, logs in pairs])


def effect(before: Trace, after: Trace) -> pd.DataFrame:
    """A row for every position that counts.

    Columns: position; token (id of the one that is there, −1 for none); kl; before, after (ln p of that token) and
    gain, all float64, NaN where no token is there.

    Raises:
        ValueError: unless both readings have the same tokens.
    """
    if targets(before) != targets(after):
        raise ValueError("expected two readings of the same tokens")
    baseline, there = Baseline.of(before), targets(before)
    ours = [own(logs, there[i]) for i, logs in zip(baseline.positions, baseline.logs, strict=True)]
    theirs = [own(log_probabilities(expected(after), i), there[i]) for i in baseline.positions]
    return pd.DataFrame(
        {
            "position": baseline.positions,
            "token": [there[i] for i in baseline.positions],
            "kl": baseline.divergences(after),
            "before": np.array(ours, dtype=np.float64),
            "after": np.array(theirs, dtype=np.float64),
            "gain": np.array(theirs, dtype=np.float64) - np.array(ours, dtype=np.float64),
        }
    )


def moved(before: Prediction, after: Prediction, position: int, count: int = 6) -> pd.DataFrame:
    """The `count` most probable tokens of either reading at one position, those of the largest probability first.

    Columns: token (its id), before, after (probabilities), delta (after − before), all float64 but the id.
    """
    ids = {id for prediction in (before, after) for id, _ in prediction.top(position, count)}
    p, q = (np.exp(log_probabilities(prediction, position)) for prediction in (before, after))
    ranked = sorted(ids, key=lambda id: (-max(p[id], q[id]), id))
    return pd.DataFrame({"token": ranked, "before": p[ranked], "after": q[ranked], "delta": (q - p)[ranked]})


def rank(value: float, others: NDArray[np.float64]) -> int:
    """The place of a value among others, from 1, the largest first; of equals, the first."""
    return int((others > value).sum()) + 1


def counted(trace: Trace) -> tuple[int, ...]:
    """The positions whose expectation says something; none for a model that expects nothing."""
    if trace.prediction is None:
        return ()
    everything = range(len(expected(trace).logits))
    if isinstance(trace.outcome, Filled):
        return trace.outcome.masked or tuple(everything)
    return tuple(everything)[1:] if isinstance(trace.outcome, Permuted) else tuple(everything)


def targets(trace: Trace) -> tuple[int, ...]:
    """The id of the token that each position foretells; −1 for none."""
    if "written" in trace.tokens:
        return tuple(token.id for token in trace.tokens["written"])
    ids = [token.id for token in next(iter(trace.tokens.values()))]
    if isinstance(trace.outcome, Filled):
        for position, token in zip(trace.outcome.masked, trace.outcome.stood, strict=True):
            ids[position] = token.id
    return tuple(ids) if expected(trace).ahead == 0 else (*ids[1:], -1)


def own(logs: Exact, token: int) -> float:
    """ln p of the token that is there; NaN for none."""
    return float(logs[token]) if token >= 0 else float("nan")


def expected(trace: Trace) -> Prediction:
    """What a reading expects at each position; ValueError for one that expects nothing."""
    if trace.prediction is None:
        raise ValueError(f"expected a trace with a prediction, got one of {trace.model_name}")
    return trace.prediction
