"""Position encodings as tables: what is added, turned or subtracted at each position or distance.

The formulas are the model's own (`model.positions`); here they become NumPy arrays, and what follows from them: how
alike two positions look, and how that falls off with their distance.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.model import positions as formulas

Table = NDArray[np.float32]
Matrix = NDArray[np.floating[Any]]


def sinusoidal(n: int, d_model: int, base: float = 10_000.0) -> Table:
    """sin and cos of pos / base^(2i/d_model), alternating: [n, d_model]. Source: 1706.03762, section 3.5."""
    return as_array(formulas.sinusoidal_table(n, d_model, base))


def rotary_angles(n: int, d_head: int, base: float = 10_000.0) -> Table:
    """pos / base^(2i/d_head) in radians, how far pair i has turned: [n, d_head / 2]. Source: 2104.09864."""
    return as_array(formulas.rotary_angles(n, d_head, base))


def rotary_kernel(n: int, d_head: int, base: float = 10_000.0) -> NDArray[np.float64]:
    """(1 / pairs) Σ_i cos(distance · θ_i) for distances 0 … n − 1: [n].

    The mean score of a query and a key that were equal before they were turned, relative to distance 0.
    """
    turned = np.cos(rotary_angles(n, d_head, base).astype(np.float64))
    kernel: NDArray[np.float64] = turned.mean(axis=1)
    return kernel


def alibi_bias(n: int, n_heads: int) -> Table:
    """−slope[head] · distance for distances 0 … n − 1: [head, n]. Source: 2108.12409, section 3."""
    return -np.outer(as_array(formulas.alibi_slopes(n_heads)), np.arange(n)).astype(np.float32)


def similarity(table: Matrix) -> NDArray[np.float64]:
    """Dot products of every two positions of a table [n, d]: [n, n]."""
    exact = table.astype(np.float64)
    products: NDArray[np.float64] = exact @ exact.T
    return products


def by_distance(matrix: Matrix) -> pd.DataFrame:
    """A symmetric matrix [n, n] against |i − j|: columns distance, mean, smallest, largest; n rows."""
    diagonals = [np.diagonal(matrix, offset) for offset in range(len(matrix))]
    return pd.DataFrame(
        {
            "distance": np.arange(len(matrix)),
            "mean": [d.mean(dtype=np.float64) for d in diagonals],
            "smallest": [d.min() for d in diagonals],
            "largest": [d.max() for d in diagonals],
        }
    )


def as_array(tensor: Any) -> Table:
    """A tensor as float32 NumPy."""
    array: Table = tensor.numpy()
    return array
