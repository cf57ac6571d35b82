"""A shift by k positions as a linear map: exact for the waves, the best there is for a learned table.

    PE[pos + k] = M_k PE[pos],  M_k = diag(R_0, R_1, …),  R_i = [[ cos kθ_i, sin kθ_i],
                                                                 [−sin kθ_i, cos kθ_i]],  θ_i = base^(−2i/d)

Each 2 × 2 block turns one pair (sin, cos) by kθ_i, wherever pos is. A learned table has no such formula. What it has is
a least-squares map, fitted on every other pair of rows and put to the pairs in between: fitted and tested on the same
rows, any table with no more rows than dimensions would have a perfect map.

Source: 1706.03762, section 3.5.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.floating[Any]]
Exact = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Fit:
    """The best linear map from the row at pos to the row at pos + k.

    Attributes:
        matrix: [d, d]; row vectors of pos are multiplied by its transpose.
        fitted, tested: Σ‖PE[pos + k] − M PE[pos]‖² over the rows it was fitted on, and over those between, each
            divided by Σ‖PE[pos + k] − mean‖²: 0 is exact, 1 no better than always saying the mean.
    """

    matrix: Exact
    fitted: float
    tested: float


def frequencies(d: int, base: float = 10_000.0) -> Exact:
    """θ_i = base^(−2i/d) in radians a position, [d / 2]."""
    powers: Exact = base ** (-np.arange(0, d, 2) / d)
    return powers


def shift_matrix(k: int, d: int, base: float = 10_000.0) -> Exact:
    """M_k, [d, d]: one 2 × 2 rotation by kθ_i for each pair of dimensions (2i, 2i + 1).

    Raises:
        ValueError: for an odd d, whose last wave has no partner.
    """
    if d % 2:
        raise ValueError(f"expected an even number of dimensions, which turn in pairs, got {d}")
    turns = k * frequencies(d, base)
    sines = np.arange(0, d, 2)
    matrix = np.zeros((d, d))
    matrix[sines, sines] = matrix[sines + 1, sines + 1] = np.cos(turns)
    matrix[sines, sines + 1], matrix[sines + 1, sines] = np.sin(turns), -np.sin(turns)
    return matrix


def shift_residuals(table: Table, matrix: Exact, k: int) -> Exact:
    """‖PE[pos + k] − M PE[pos]‖ for every pos of a table [n, d] that has a row k on: [n − k]."""
    before, after = shifted_pairs(table, k)
    residuals: Exact = np.linalg.norm(after - before @ matrix.T, axis=1)
    return residuals


def best_shift(table: Table, k: int) -> Fit:
    """Least squares on every other pair of rows (pos, pos + k), tested on those between.

    Of maps that fit equally well the smallest is taken.

    Raises:
        ValueError: if the table [n, d] has fewer than four pairs of rows.
    """
    before, after = shifted_pairs(table, k)
    if len(before) < 4:
        raise ValueError(f"expected at least {k + 4} positions for a shift by {k}, got {len(table)}")
    solution, *_ = np.linalg.lstsq(before[::2], after[::2], rcond=None)
    mean = after[::2].mean(0)
    shares = [
        float(((after[rows] - before[rows] @ solution) ** 2).sum() / ((after[rows] - mean) ** 2).sum())
        for rows in (slice(0, None, 2), slice(1, None, 2))
    ]
    return Fit(solution.T.astype(np.float64), *shares)


def shifted_pairs(table: Table, k: int) -> tuple[Exact, Exact]:
    """The rows that have one k on, and those: [n − k, d] each; ValueError unless 0 ≤ k < n."""
    if not 0 <= k < len(table):
        raise ValueError(f"expected a shift from 0 to {len(table) - 1}, got {k}")
    exact = table.astype(np.float64)
    return exact[: len(exact) - k], exact[k:]
