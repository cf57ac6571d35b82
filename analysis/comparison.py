"""Two heads' maps over two texts, compared where the texts correspond.

    difference    B − A of the weights between the same two tokens; rows are not renormalised
    divergence    mean Jensen–Shannon divergence of the rows, each cut to the keys both texts have and renormalised

Shapes
    left, right    [.., n_query, n_key]    each text's weights
    rows, columns                          which queries and which keys belong together
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.correspondence import Correspondence
from analysis.divergence import jensen_shannon

Weights = NDArray[np.floating[Any]]
Visible = NDArray[np.bool_]


def difference(left: Weights, right: Weights, rows: Correspondence, columns: Correspondence) -> Weights:
    """B − A over the pairs, [pair of queries, pair of keys]; NaN where both are NaN, which stands for masked.

    A key that only one of the two may see has weight 0 in the other: that is a difference too.

    Args:
        left, right: weights, NaN where masked.
        rows, columns: the pairs.

    Raises:
        ValueError: if the maps are not as large as the pairs say.
    """
    ours, theirs = paired(left, right, rows, columns)
    nowhere = np.isnan(ours) & np.isnan(theirs)
    return np.where(nowhere, np.nan, np.nan_to_num(theirs) - np.nan_to_num(ours)).astype(ours.dtype)


def mean_divergence(
    left: Weights,
    right: Weights,
    rows: Correspondence,
    columns: Correspondence,
    visible: Visible | None = None,
) -> NDArray[np.float64]:
    """Mean Jensen–Shannon divergence, in nats, of the rows both texts have: [..]; NaN where no row can be compared.

    See `divergences` for the rows and the arguments.
    """
    total, n = divergences(left, right, rows, columns, visible)
    means: NDArray[np.float64] = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    return means


def divergences(
    left: Weights,
    right: Weights,
    rows: Correspondence,
    columns: Correspondence,
    visible: Visible | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The sum of the rows' Jensen–Shannon divergences, in nats, and of how many rows it is: [..] each.

    Each row is cut to the keys both texts have and renormalised. Rows that have no weight left there are skipped, and
    rows with fewer than two keys to choose from: a causal model's first query can do nothing else.

    Args:
        left, right: weights, 0 where masked.
        rows, columns: the pairs.
        visible: [.., pair of queries, pair of keys], True where either may attend; None = everywhere.
    """
    ours, theirs = paired(left, right, rows, columns)
    totals = ours.sum(-1, dtype=np.float64), theirs.sum(-1, dtype=np.float64)
    choice = np.full(ours.shape[:-1], ours.shape[-1]) if visible is None else visible.sum(-1)
    counted = (totals[0] > 0) & (totals[1] > 0) & (choice > 1)
    shares = [
        part / np.where(counted, total, 1.0)[..., None]
        for part, total in zip((ours, theirs), totals, strict=True)
    ]
    return np.where(counted, jensen_shannon(*shares), 0.0).sum(-1), counted.sum(-1)


def paired(
    left: Weights, right: Weights, rows: Correspondence, columns: Correspondence
) -> tuple[Weights, Weights]:
    """Both maps cut to the pairs, each [.., pair of queries, pair of keys]."""
    expected = (rows.n_left, columns.n_left), (rows.n_right, columns.n_right)
    if (left.shape[-2:], right.shape[-2:]) != expected:
        raise ValueError(f"expected maps of {expected}, got {left.shape} and {right.shape}")
    ours = left[..., rows.left[:, None], columns.left]
    theirs = right[..., rows.right[:, None], columns.right]
    return ours, theirs
