"""Attention sinks: tokens that heads look at when they look for nothing else, and a map without them.

What may be a sink: the special tokens of the keys (`<bos>`, `<cls>`, `<sep>`, `<eos>`); if there are none, the first.

Sources
    Xiao et al. 2023, arXiv:2309.17453 (initial tokens); Gu et al. 2024, arXiv:2410.10781 (the first token)
    Clark et al. 2019, arXiv:1906.04341 (separators)
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.head_measures import mean, share
from headlight.model.rows import given
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token

Weights = NDArray[np.floating[Any]]
Keys = NDArray[np.bool_]


def sink_keys(tokens: Sequence[Token]) -> Keys:
    """True for each token that may be a sink, [n_key]."""
    special = np.array([token.special for token in tokens], dtype=bool)
    return special if special.any() else np.arange(len(tokens)) == 0


def sink_share(weights: Weights, sinks: Keys, asking: Keys) -> float:
    """Mean of Σ_j A[i, j] over the sinks j, over the asking rows that have a choice; NaN if none has.

    A row has a choice if it sees both a sink and another key.

    Args:
        weights: [n_query, n_key], NaN where masked.
        sinks: [n_key]
        asking: the rows that count, [n_query]: in self-attention the other tokens', for sinks look at themselves.
    """
    visible = ~np.isnan(weights)
    choice = asking & (visible & ~sinks).any(-1)
    return share(np.nan_to_num(weights), choice[:, None] & sinks, visible)


def share_given(step: AttentionStep, head: int, sinks: Keys, of_itself: bool) -> float:
    """The same of one head of a record, whose weights are never there all at once.

    Args:
        sinks: [n_key]
        of_itself: whether queries and keys are the same tokens, so that sinks do not ask.
    """
    found = given(step, head, sinks)
    choice = found.to_them & found.to_others & ~(sinks if of_itself else np.zeros(step.n_query, dtype=bool))
    return mean(found.weight[choice])


def without_sinks(weights: Weights, sinks: Keys, renormalised: bool = False) -> Weights:
    """The weights [n_query, n_key] with NaN for the sinks; a row that gave them everything keeps its zeros.

    Args:
        weights: NaN where masked.
        sinks: [n_key]
        renormalised: whether what is left of each row is divided by its sum.
    """
    rest = np.where(sinks, np.nan, weights)
    if renormalised:
        totals = np.nansum(rest, axis=-1, keepdims=True, dtype=np.float64)
        rest = rest / np.where(totals > 0, totals, 1)
    return rest.astype(weights.dtype)
