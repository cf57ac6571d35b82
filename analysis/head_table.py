"""The score tables of all of one head's queries under each other: what a file of the whole head holds."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from headlight.analysis.scores import COLUMNS, check_index, dot_product_matrix, storable
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token

HEAD_COLUMNS = ("query", "query_token", *COLUMNS)


def head_table(
    step: AttentionStep, head: int, queries: Sequence[Token], keys: Sequence[Token]
) -> pd.DataFrame:
    """A row for every query and key, [n_query · n_key]: query by query, in reading order.

    Args:
        step: one attention layer.
        head: which head, from 0.
        queries, keys: the tokens of the map's rows and columns.

    Returns:
        columns `HEAD_COLUMNS`: the query's index and token before those of `analysis.scores.score_table`.

    Raises:
        ValueError: if head or the numbers of tokens do not fit the step.
    """
    check_index("head", head, step.n_heads)
    if (len(queries), len(keys)) != (step.n_query, step.n_key):
        given = len(queries), len(keys)
        raise ValueError(f"expected {(step.n_query, step.n_key)} tokens, queries and keys, got {given}")
    asking, asked = ([storable(token.label) for token in tokens] for tokens in (queries, keys))
    rows = {
        "query": np.repeat(np.arange(step.n_query), step.n_key),
        "query_token": np.repeat(np.array(asking, dtype=object), step.n_key),
        "key": np.tile(np.arange(step.n_key), step.n_query),
        "token": np.tile(np.array(asked, dtype=object), step.n_query),
        "dot_product": dot_product_matrix(step, head).ravel(),
        "bias": step.added_bias(head).ravel(),
        "score": step.scores(head).ravel(),
        "masked": ~step.visible(head).ravel(),
        "weight": step.weights(head).ravel(),
    }
    return pd.DataFrame(rows, columns=list(HEAD_COLUMNS))
