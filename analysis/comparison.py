"""Two heads' maps over two texts, compared where the texts correspond.

    difference    B − A of the weights between the same two tokens; rows are not renormalised
    divergence    mean Jensen–Shannon divergence of the rows, each cut to the keys both texts have and renormalised

Shapes
    left, right    [.., n_query, n_key]    each text's weights
    rows, columns                          which queries and which keys belong together
"""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.correspondence import Correspondence
from headlight.analysis.divergence import jensen_shannon

Weights = NDArray[np.floating[Any]]
Visible = NDArray[np.bool_]

CELLS = 1 << 18
"""About how many weights of a map are looked at at a time."""


def difference(left: Weights, right: Weights, rows: Correspondence, columns: Correspondence) -> Weights:
    """B − A over the pairs, [pair of queries, pair of keys]; NaN where both are NaN, which stands for masked.

    A key that only one of the two may see has weight 0 in the other: that is a difference too.

    Args:
        left, right: weights, NaN where masked.
        rows, columns: the pairs.

    Raises:
        ValueError: if the maps are not as large as the pairs say.
    """
    return change(*paired(left, right, rows, columns))


def change(left: Weights, right: Weights) -> Weights:
    """B − A cell by cell of two maps of one size, as `difference`; ValueError if they are not."""
    if left.shape != right.shape:
        raise ValueError(f"expected two maps of one size, got {left.shape} and {right.shape}")
    nowhere = np.isnan(left) & np.isnan(right)
    return np.where(nowhere, np.nan, np.nan_to_num(right) - np.nan_to_num(left)).astype(left.dtype)


def mean_divergence(
    left: Weights,
    right: Weights,
    rows: Correspondence,
    columns: Correspondence,
    visible: Visible | None = None,
) -> NDArray[np.float64]:
    """Mean Jensen–Shannon divergence, in nats, of the rows both texts have: [..]; NaN where no row can be compared.

    Each row is cut to the keys both texts have and renormalised. Rows that have no weight left there are skipped, and
    rows with fewer than two keys to choose from: a causal model's first query can do nothing else. The same of all
    heads of two records, of which the weights are never there all at once: `analysis.changed_heads`.

    Args:
        left, right: weights, 0 where masked.
        rows, columns: the pairs.
        visible: [.., pair of queries, pair of keys], True where either may attend; None = everywhere.
    """
    total, n = np.zeros(left.shape[:-2]), np.zeros(left.shape[:-2], int)
    count = max(1, CELLS // max(1, len(columns.left)))
    for start in range(0, len(rows.left), count):
        some = slice(start, start + count)
        few_rows = replace(rows, left=rows.left[some], right=rows.right[some], replaced=rows.replaced[some])
        ours, theirs = paired(left, right, few_rows, columns)
        totals = ours.sum(-1, dtype=np.float64), theirs.sum(-1, dtype=np.float64)
        choice = len(columns.left) if visible is None else visible[..., some, :].sum(-1)
        counted = (totals[0] > 0) & (totals[1] > 0) & (choice > 1)
        shares = [
            part / np.where(counted, of, 1.0)[..., None]
            for part, of in zip((ours, theirs), totals, strict=True)
        ]
        total += np.where(counted, jensen_shannon(*shares), 0.0).sum(-1)
        n += counted.sum(-1)
    means: NDArray[np.float64] = np.where(n > 0, total / np.maximum(n, 1), np.nan)
    return means


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
