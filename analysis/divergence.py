"""How far two distributions are from each other, in nats.

    KL(p ‖ q) = Σ p ln(p / q)                       0 … ∞; p's surprise at being told q
    JSD(p, q) = ½ KL(p ‖ m) + ½ KL(q ‖ m)           0 … ln 2; m = ½ (p + q), symmetric

Sources
    Kullback & Leibler 1951; Lin 1991 (Jensen–Shannon); Clark et al. 2019, arXiv:1906.04341, section 6 (between heads)
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.step import read_only
from headlight.model.trace import Prediction

Array = NDArray[np.floating[Any]]
Exact = NDArray[np.float64]


def jensen_shannon(left: Array, right: Array) -> Exact:
    """JSD of every two rows in nats, [..]; 0 ln 0 = 0.

    Args:
        left, right: distributions along the last axis, [.., key], each summing to 1; NaN comes out as NaN.

    Raises:
        ValueError: if the shapes differ.
    """
    if left.shape != right.shape:
        raise ValueError(f"expected two arrays of one shape, got {left.shape} and {right.shape}")
    p, q = left.astype(np.float64), right.astype(np.float64)
    middle = (p + q) / 2
    halves = relative_entropy(p, middle) + relative_entropy(q, middle)
    divergences: Exact = np.maximum(halves / 2, 0.0)  # rounding may leave −1e-17
    return divergences


def relative_entropy(p: Exact, q: Exact) -> Exact:
    """Σ p ln(p / q) along the last axis, where q is above 0 wherever p is."""
    # The mean of 0 and the smallest number there is is 0 again.
    ratio = np.divide(p, q, out=np.ones_like(p), where=(p != 0) & (q != 0))
    entropies: Exact = (p * np.log(ratio)).sum(-1)
    return entropies


def kullback_leibler(left: Exact, right: Exact) -> float:
    """KL(p ‖ q) in nats of two rows of ln p, [vocab_size]: logarithms, for probabilities may be too small to write."""
    return max(0.0, float((np.exp(left) * (left - right)).sum()))


def log_probabilities(prediction: Prediction, position: int) -> Exact:
    """ln softmax of the logits at one position, [vocab_size]."""
    return log_softmax(read_only(prediction.logits[position]))


def log_softmax(logits: Array) -> Exact:
    """ln softmax along the last axis, in float64."""
    shifted = logits.astype(np.float64) - logits.max(-1, keepdims=True)
    logs: Exact = shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))
    return logs
