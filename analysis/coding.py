"""Weights in one byte each, for a browser's preview.

A weight is coded as round(255·√w). Most weights of a long text are small, and the root gives them most of the codes:
with linear bytes, four cells in five of a 512-token map would be zero.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

MAX_ERROR = 1 / 255 - 1 / 510**2
"""The furthest a decoded weight can be from the true one, about 0.0039, reached half a step below 1. Near a small
weight w it is √w / 255, far less."""

ROUNDING = 1e-5  # a float32 softmax may exceed 1 by less than this


def encode(weights: ArrayLike) -> NDArray[np.uint8]:
    """round(255·√w) of weights of any shape.

    Raises:
        ValueError: if a weight is NaN or outside 0 … 1 (but for rounding).
    """
    array = np.asarray(weights, dtype=np.float64)
    if not ((array >= -ROUNDING) & (array <= 1 + ROUNDING)).all():
        raise ValueError("expected weights from 0 to 1, got others or NaN")
    codes: NDArray[np.uint8] = np.rint(255 * np.sqrt(array.clip(0, 1))).astype(np.uint8)
    return codes


def decode(codes: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(b / 255)², within `MAX_ERROR` of the weights that were encoded."""
    return np.square(codes / np.float32(255), dtype=np.float32)
