"""One writer for all CSV files: text cannot be run, and numbers stay what they are."""

import csv
from io import BytesIO, StringIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from headlight.viz import csv_bytes
from headlight.viz.files.csv import FORMULA

ATTACK = "=1+cmd|'/c'!A1"
numbers = st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=True, allow_infinity=False))


def cells(table: pd.DataFrame) -> list[list[str]]:
    """The file's cells as text, column names first."""
    text = csv_bytes(table).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


@given(st.lists(st.text(), min_size=1), st.text(min_size=1))
@example(
    [ATTACK, "+1", "-1", "@a", "\t=1", "\r=1", "  =1", "＝1", "\ud800", "a\x00b", '"', "a,b", "a\nb"], ATTACK
)
def test_no_cell_can_be_run_and_none_is_lost(texts: list[str], name: str) -> None:
    columns = pd.Series(texts, dtype=object), pd.Series(range(len(texts)))
    found = cells(pd.concat(columns, axis=1, keys=[name, "number"]))
    assert len(found) == len(texts) + 1
    for row in found:
        assert len(row) == 2
        assert not row[0].lstrip().startswith(FORMULA)
        assert not any(character in row[0] for character in "\x00\t\r\n\u202e")
    assert [row[1] for row in found[1:]] == [str(n) for n in range(len(texts))]


@given(
    st.lists(
        st.text(st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1), min_size=1
    )
)
def test_plain_text_stays_as_it_is(texts: list[str]) -> None:
    assert [row[0] for row in cells(pd.DataFrame({"token": texts}))[1:]] == texts


@given(st.lists(numbers, min_size=1))
def test_numbers_stay_numbers(found: list[float]) -> None:
    column = pd.Series(found, dtype=float)
    file = csv_bytes(pd.DataFrame({"token": "=x", "value": column}))
    table = pd.read_csv(BytesIO(file), float_precision="round_trip")
    np.testing.assert_array_equal(table["value"], column)


def test_negative_numbers_among_texts_and_missing_ones_have_no_apostrophe() -> None:
    mixed = pd.DataFrame({"mixed": [-1, "-1", None, True, np.float32(-0.5)]})
    assert [row[0] for row in cells(mixed)[1:]] == ["-1", "'-1", "", "True", "-0.5"]


@pytest.mark.parametrize("table", [pd.DataFrame(), pd.DataFrame({"value": []})])
def test_a_table_without_rows_is_a_file(table: pd.DataFrame) -> None:
    assert csv_bytes(table).startswith(b"\xef\xbb\xbf")
