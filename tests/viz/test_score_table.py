"""The table made ready to show: headings in both languages, exact numbers, safe tokens."""

import pandas as pd
import pytest
from numpy.testing import assert_array_equal

from headlight.analysis.scores import score_table
from headlight.model.trace import Trace
from headlight.viz import CHINESE, ENGLISH, Words, score_columns


def table_of(trace: Trace) -> pd.DataFrame:
    step = trace.steps[0]
    return score_table(step, 0, step.n_query - 1, trace.key_tokens(step.site))


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        (ENGLISH, ["key", "token", "q·k", "score", "masked", "weight"]),
        (CHINESE, ["键序号", "词元", "q·k", "得分", "被掩码遮挡", "权重"]),
    ],
)
def test_headings(trace: Trace, words: Words, titles: list[str]) -> None:
    scores = score_columns(table_of(trace), words)
    assert [column.title for column in scores.columns] == titles
    assert list(scores.titled.columns) == titles
    assert list(scores.frame.columns) == ["key", "token", "dot_product", "score", "masked", "weight"]
    assert all(column.help for column in scores.columns)


def test_a_bias_is_shown_where_there_is_one(traces: dict[str, Trace]) -> None:
    assert "bias" in score_columns(table_of(traces["alibi"]), ENGLISH).frame.columns


def test_numbers_stay_exact(trace: Trace) -> None:
    table = table_of(trace)
    scores = score_columns(table, ENGLISH)
    assert_array_equal(scores.frame["weight"], table["weight"])
    assert scores.formats == {"dot_product": "{:.4f}", "score": "{:.4f}", "weight": "{:.4f}"}
    assert scores.formats["weight"].format(0.123456) == "0.1235"


def test_tokens_are_plain_text_without_controls(traces: dict[str, Trace]) -> None:
    tokens = score_columns(table_of(traces["strange"]), ENGLISH).frame["token"].tolist()
    assert tokens[0] == "<b>"  # a table shows text, not markup
    assert "a‹0000›b" in tokens
    "".join(tokens).encode()


def test_every_trace(any_trace: Trace) -> None:
    frame = score_columns(table_of(any_trace), CHINESE).frame
    assert len(frame) == any_trace.steps[0].n_key
