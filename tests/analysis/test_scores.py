"""The score table and matrices hold the model's own numbers."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.scores import COLUMNS, dot_product_matrix, score_matrix, score_table, weight_matrix
from headlight.model.interventions import Intervention, ReplaceRow
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace

QUERY = 4


def table_of(trace: Trace, head: int = 1, query: int = QUERY) -> pd.DataFrame:
    step = trace.steps[1]
    return score_table(step, head, query, trace.key_tokens(step.site))


def test_one_row_per_key_in_reading_order(trace: Trace) -> None:
    table = table_of(trace)
    assert tuple(table.columns) == COLUMNS
    assert table["key"].tolist() == list(range(9))
    assert table["token"].tolist() == ["The", "cat", "is", "sit", "ting", "on", "the", "mat", "."]


def test_numbers_are_the_models_own(trace: Trace) -> None:
    table, step = table_of(trace), trace.steps[1]
    assert_array_equal(table["weight"], step.weights(1)[QUERY])
    assert_array_equal(table["score"], step.scores(1)[QUERY])
    assert_array_equal(table["dot_product"], step.dot_products(1)[QUERY])
    assert_array_equal(table["masked"], [False] * 5 + [True] * 4)
    assert (table["bias"] == 0).all()


def test_the_columns_follow_from_each_other(trace: Trace) -> None:
    table = table_of(trace)
    assert_allclose(table["score"], table["dot_product"] / np.sqrt(8), rtol=1e-5)  # d_head 8
    powers = np.exp(table["score"]) * ~table["masked"]
    assert_allclose(table["weight"], powers / powers.sum(), atol=1e-6)


def test_alibi_is_in_the_score(traces: dict[str, Trace]) -> None:
    table = table_of(traces["alibi"])
    assert table["bias"][:QUERY].lt(0).all()
    assert_allclose(table["score"], table["dot_product"] / np.sqrt(8) + table["bias"], rtol=1e-4, atol=1e-5)


def test_no_dot_product_where_sizes_differ(traces: dict[str, Trace]) -> None:
    step = traces["additive"].steps[0]
    table = score_table(step, 0, 0, traces["additive"].key_tokens(step.site))
    assert table["dot_product"].isna().all()
    assert table["score"].notna().all()
    assert np.isnan(dot_product_matrix(step, 0)).all()


def test_matrices_mark_masked_keys(any_trace: Trace) -> None:
    for step in any_trace.steps:
        visible = step.visible(0)
        for matrix, own in (
            (weight_matrix(step, 0), step.weights(0)),
            (score_matrix(step, 0), step.scores(0)),
        ):
            assert matrix.dtype == np.float32
            assert_array_equal(np.isnan(matrix), ~visible)
            assert_array_equal(matrix[visible], own[visible])


def with_row(step: AttentionStep, row: tuple[float, ...]) -> AttentionStep:
    change = Intervention(step.site, ReplaceRow(0, row), head=0)
    fields = step.query, step.key, step.value, step.context, step.score, step.bias, step.mask
    return AttentionStep(step.site, *fields, interventions=(change,))


def test_weight_put_on_a_masked_key_is_shown(trace: Trace) -> None:
    row = (0.5, 0.5, *[0.0] * 7)
    matrix = weight_matrix(with_row(trace.steps[0], row), 0)
    assert_array_equal(matrix[0], [0.5, 0.5, *[np.nan] * 7])


def test_lone_surrogates_can_be_stored(traces: dict[str, Trace]) -> None:
    table = table_of(traces["strange"])
    assert "\ufffd" in set(table["token"])
    assert "👩‍👩‍👧" in set(table["token"])
    table.to_csv().encode()


@pytest.mark.parametrize(
    ("head", "query", "message"), [(3, 0, "head from 0 to 2"), (0, -1, "query from 0 to 8")]
)
def test_what_does_not_exist_is_named(trace: Trace, head: int, query: int, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        table_of(trace, head, query)


def test_a_token_per_key(trace: Trace) -> None:
    with pytest.raises(ValueError, match="expected 9 tokens, one per key, got 0"):
        score_table(trace.steps[0], 0, 0, ())
