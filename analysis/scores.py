"""One head's scores as a table and as a matrix: the numbers a map of weights is made of.

    dot_product   q·k, before any scale or bias
    bias          what the model adds to the score (ALiBi, relative positions); 0 without one
    score         what the softmax is applied to: score function, scale, bias and interventions included
    weight        the softmax of the visible scores

Everything is the model's own, by way of `AttentionStep`: queries and keys are those after any rotation, because a
table of the vectors before it would not reproduce the map.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.model.rows import EVERY, around
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token

Matrix = NDArray[np.float32]

COLUMNS = ("key", "token", "dot_product", "bias", "score", "masked", "weight")


def score_table(step: AttentionStep, head: int, query: int, tokens: Sequence[Token]) -> pd.DataFrame:
    """One query against every key, a row for each key, in reading order.

    Args:
        step: one attention layer.
        head: which head, from 0.
        query: which query, from 0.
        tokens: the keys' tokens, `trace.key_tokens(step.site)`.

    Returns:
        columns `COLUMNS`; key int, token str (its label), dot_product, bias, score, weight float32, masked bool. The
        score of a masked key is the number it would have had. dot_product is NaN where the score function compares
        vectors of different sizes and there is none.

    Raises:
        ValueError: if head, query or the number of tokens does not fit the step.
    """
    check_index("head", head, step.n_heads)
    check_index("query", query, step.n_query)
    if len(tokens) != step.n_key:
        raise ValueError(f"expected {step.n_key} tokens, one per key, got {len(tokens)}")
    near, at = around(step, query)
    rows = {
        "key": np.arange(step.n_key),
        "token": [storable(token.label) for token in tokens],
        "dot_product": dot_product_matrix(near, head)[at],
        "bias": near.added_bias(head)[at],
        "score": near.scores(head)[at],
        "masked": ~near.visible(head)[at],
        "weight": near.weights(head)[at],
    }
    return pd.DataFrame(rows, columns=list(COLUMNS))


def dot_product_matrix(step: AttentionStep, head: int) -> Matrix:
    """q·k of one head, [n_query, n_key]; NaN throughout where queries and keys have different sizes."""
    if step.query.shape[-1] != step.key.shape[-1]:
        return np.full((step.n_query, step.n_key), np.nan, dtype=np.float32)
    return step.dot_products(head)


def score_matrix(step: AttentionStep, head: int) -> Matrix:
    """What the softmax sees of one head, [n_query, n_key], with NaN where the mask forbids the key."""
    check_index("head", head, step.n_heads)
    return np.where(step.visible(head), step.scores(head), np.float32(np.nan))


def weight_matrix(step: AttentionStep, head: int, keys: slice = EVERY) -> Matrix:
    """One head's weights, [n_query, n_key] or these keys' columns, with NaN where the mask forbids the key.

    A masked weight is 0, which a key that was looked at and found wanting may have too; NaN keeps the two apart. An
    intervention can put weight on a masked key: such a weight is left to be seen.
    """
    check_index("head", head, step.n_heads)
    weights = step.weights(head, keys)
    return np.where(step.visible(head, keys) | (weights != 0), weights, np.float32(np.nan))


def storable(text: str) -> str:
    """Text without lone surrogates, which neither a table nor a file can hold: each becomes U+FFFD."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def check_index(name: str, index: int, count: int) -> None:
    """Raise ValueError, which names the range, unless 0 ≤ index < count."""
    if not 0 <= index < count:
        raise ValueError(f"expected a {name} from 0 to {count - 1}, got {index}")
