"""Tables as CSV files: the only place where one is written.

A spreadsheet runs a cell that begins with =, +, −, @ or white space as a formula, and a token may be anything that a
person typed (OWASP, "CSV injection"). Such text gets an apostrophe in front; numbers stay numbers. Characters that do
not show, or that reorder what stands beside them, are written by name (`viz.style.ticks.shown`).
"""

from functools import lru_cache
from typing import Any

import pandas as pd
from pandas.api.types import is_bool_dtype, is_numeric_dtype

from headlight.viz.style.ticks import ISOLATE, POP, shown

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""How text begins that a spreadsheet may run; white space before it does not keep it from that."""


def csv_bytes(table: pd.DataFrame) -> bytes:
    """The file in UTF-8, without the index; its mark at the start tells Excel so. An empty cell is a missing number."""
    cells = table.copy(deep=False)
    for name in table:
        if not (is_numeric_dtype(table[name]) or is_bool_dtype(table[name])):
            cells[name] = table[name].astype(object).map(cell)
    text: str = cells.rename(columns=cell).to_csv(index=False)
    return text.encode("utf-8-sig")


def cell(value: Any) -> Any:
    """What stands for a value: text that no spreadsheet runs, and anything else as it is."""
    return guarded(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)  # a map repeats its tokens n times
def guarded(text: str) -> str:
    """Text as it shows, behind an apostrophe if it could be taken for a formula."""
    plain = shown(text).strip(ISOLATE + POP).replace("\u00a0", " ")
    risky = text.startswith(("\t", "\r", "\n")) or plain.lstrip().startswith(FORMULA)
    return f"'{plain}" if risky else plain
