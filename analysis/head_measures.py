"""What one head does on one text, as numbers: the measures of the literature, over weights [n_query, n_key].

Each measure averages only over the rows where its pattern is possible: a row counts if the query may see a key of
the pattern. (Dividing by all rows instead gives a perfect previous-token head (n − 1)/n.) If no row counts, the
measure is NaN. A measure means little without what attention spread evenly would have given:

    previous_token(weights, visible)                        what the head does
    previous_token(uniform_attention(visible), visible)     what even attention would

Shapes
    weights  [n_query, n_key]   rows sum to 1, or to 0 where a query sees nothing; never written to
    visible  [n_query, n_key]   True = may attend; None = everything
    tokens   [n]                token ids, for the patterns that compare tokens

Sources
    Clark et al. 2019, arXiv:1906.04341 (previous, next, entropy); Voita et al. 2019, arXiv:1905.09418 (confidence)
    Gu et al. 2024, arXiv:2410.10781 (sinks); Wang et al. 2022, arXiv:2211.00593 (duplicate tokens)
    Olsson et al. 2022, arXiv:2209.11895 (induction); Vig & Belinkov 2019, arXiv:1906.04284 (distance)
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.analysis import patterns

Weights = NDArray[np.floating[Any]]
Visible = NDArray[np.bool_]
Tokens = Sequence[int] | NDArray[np.integer[Any]]


def previous_token(weights: Weights, visible: Visible | None = None) -> float:
    """Mean over i ≥ 1 of A[i, i−1]."""
    return share(weights, offset_pattern(square(weights), -1), visible)


def next_token(weights: Weights, visible: Visible | None = None) -> float:
    """Mean over i ≤ n−2 of A[i, i+1]; NaN under a causal mask, where no query sees the next token."""
    return share(weights, offset_pattern(square(weights), 1), visible)


def current_token(weights: Weights, visible: Visible | None = None) -> float:
    """Mean of A[i, i]."""
    return share(weights, offset_pattern(square(weights), 0), visible)


def first_token(weights: Weights, visible: Visible | None = None) -> float:
    """Mean over i ≥ 1 of A[i, 0]: the sink. The first row is left out, because a causal one can do nothing else."""
    return share(weights, first_pattern(*weights.shape), visible)


def separator(
    weights: Weights, asking: Visible, separators: Visible, visible: Visible | None = None
) -> float:
    """Mean of Σ_j A[i, j] over the keys j that are separators, over the asking rows i that may see one.

    Separators mostly look at each other, so in self-attention those that ask are the other tokens.

    Args:
        weights, visible: as everywhere.
        asking: which rows count, [n_query].
        separators: which keys are separators, [n_key].
    """
    return share(weights, separator_pattern(asking, separators), visible)


def duplicate_token(weights: Weights, tokens: Tokens, visible: Visible | None = None) -> float:
    """Mean of Σ_j A[i, j] over the earlier j with the same token as i, over the rows that have one."""
    return share(weights, duplicate_pattern(matching(weights, tokens)), visible)


def induction(weights: Weights, tokens: Tokens, visible: Visible | None = None) -> float:
    """Prefix matching: mean of Σ_j A[i, j] over the j ≤ i whose previous token equals token i.

    Rows count if token i came before, which for repeated random tokens are the later copies. If the copies are p
    long, the stripe lies at j = i − p + 1, not at i − p: the head looks at what came after the earlier copy.
    """
    return share(weights, induction_pattern(matching(weights, tokens)), visible)


def entropy(weights: Weights, visible: Visible | None = None) -> float:
    """Mean over i of −Σ_j A[i, j] ln A[i, j], in nats, over the rows that see anything."""
    rows = row_visible(weights, visible).any(-1)
    return mean(row_entropy(weights)[rows])


def normalised_entropy(weights: Weights, visible: Visible | None = None) -> float:
    """Mean over i of the entropy divided by ln(visible keys): 0 one key, 1 even. Rows with one key are skipped.

    It is the keys that the row may see which count, not all n: under a causal mask ln n would make the early rows of
    an even head look sharp.
    """
    keys = row_visible(weights, visible).sum(-1)
    rows = keys > 1
    return mean(row_entropy(weights)[rows] / np.log(keys[rows]))


def mean_distance(weights: Weights, visible: Visible | None = None) -> float:
    """Σ A[i, j]·|i − j| / Σ A[i, j], in tokens."""
    places = np.arange(square(weights))
    seen = np.where(row_visible(weights, visible), weights, 0).astype(np.float64)
    total = seen.sum()
    return float((seen * np.abs(places[:, None] - places)).sum() / total) if total > 0 else float("nan")


def confidence(weights: Weights, visible: Visible | None = None) -> float:
    """Mean over i of max_j A[i, j], over the rows that see anything."""
    rows = row_visible(weights, visible).any(-1)
    return mean(weights.max(-1, initial=0)[rows])


def uniform_attention(visible: Visible) -> NDArray[np.float64]:
    """Weights spread evenly over the keys each row may see; a row that sees nothing is zeros. [n_query, n_key]"""
    keys = visible.sum(-1, keepdims=True)
    weights: NDArray[np.float64] = visible / np.maximum(keys, 1)
    return weights


def offset_pattern(n: int, offset: int) -> Visible:
    """True at [i, i + offset], [n, n]."""
    return patterns.at_offset(n, offset).plane()


def first_pattern(n_query: int, n_key: int) -> Visible:
    """True at [i, 0] for i ≥ 1, [n_query, n_key]."""
    return patterns.at_first(n_query, n_key).plane()


def separator_pattern(asking: Visible, separators: Visible) -> Visible:
    """True at [i, j] where query i asks and key j is a separator, [n_query, n_key]."""
    return patterns.at_separators(asking, separators).plane()


def duplicate_pattern(tokens: Tokens) -> Visible:
    """True at [i, j] where j < i has the same token as i, [n, n]."""
    return patterns.at_duplicates(tokens).plane()


def induction_pattern(tokens: Tokens) -> Visible:
    """True at [i, j] where 1 ≤ j ≤ i and token j − 1 is token i, [n, n]."""
    return patterns.at_successors(tokens).plane()


def share(weights: Weights, pattern: Visible, visible: Visible | None = None) -> float:
    """Mean of Σ_j A[i, j] over the pattern's j, over the rows i that may see at least one of them; else NaN."""
    possible = pattern & row_visible(weights, visible)
    rows = possible.any(-1)
    return mean(np.where(possible, weights, 0).sum(-1, dtype=np.float64)[rows])


def row_entropy(weights: Weights) -> NDArray[np.float64]:
    """−Σ_j A[i, j] ln A[i, j] for each row, with 0 ln 0 = 0: [n_query]."""
    exact = weights.astype(np.float64)
    logs = np.log(exact, out=np.zeros_like(exact), where=exact > 0)
    entropies: NDArray[np.float64] = np.maximum(-(exact * logs).sum(-1), 0.0)  # −0.0 becomes 0.0
    return entropies


def row_visible(weights: Weights, visible: Visible | None) -> Visible:
    """The mask spelled out, [n_query, n_key]; ValueError if it has another shape than the weights."""
    if weights.ndim != 2:
        raise ValueError(f"expected weights as [n_query, n_key], got {weights.shape}")
    if visible is None:
        return np.ones(weights.shape, dtype=bool)
    if visible.shape != weights.shape:
        raise ValueError(f"expected a mask {weights.shape}, got {visible.shape}")
    return visible


def square(weights: Weights) -> int:
    """n of weights [n, n]; ValueError where queries and keys are not the same tokens."""
    if weights.ndim != 2 or weights.shape[0] != weights.shape[1]:
        raise ValueError(f"expected self-attention, [n, n], got {weights.shape}")
    return len(weights)


def matching(weights: Weights, tokens: Tokens) -> Tokens:
    """The tokens, once there is known to be one for each row and column."""
    if len(tokens) != square(weights):
        raise ValueError(f"expected {weights.shape[0]} token ids, one per row, got {len(tokens)}")
    return tokens


def mean(values: NDArray[np.floating[Any]]) -> float:
    """The mean in float64; NaN of nothing, without a warning."""
    return float(values.mean(dtype=np.float64)) if values.size else float("nan")
