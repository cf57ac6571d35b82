"""The table of one query's scores, made ready to show: translated headings, digits, and what each column means.

Plain data, for whichever table shows it: `Styler.format(scores.formats)`, a data grid's column settings, a notebook.
"""

from dataclasses import dataclass

import pandas as pd

from headlight.viz.style.ticks import shown
from headlight.viz.style.words import Words

FORMATS = {"dot_product": "{:.4f}", "bias": "{:.4f}", "score": "{:.4f}", "weight": "{:.4f}"}


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        field: its name in the frame.
        title: its heading, translated.
        format: how its values are written, as for `str.format`; empty for text and flags.
        help: what it means, translated.
    """

    field: str
    title: str
    format: str
    help: str


@dataclass(frozen=True, eq=False)
class ScoreTable:
    """A table and how to show it.

    Attributes:
        frame: one row per key; its columns are the `field`s, its numbers exact.
        columns: in the frame's order.
    """

    frame: pd.DataFrame
    columns: tuple[Column, ...]

    @property
    def formats(self) -> dict[str, str]:
        """Field → format, for the columns that are numbers with digits."""
        return {column.field: column.format for column in self.columns if column.format}

    @property
    def titled(self) -> pd.DataFrame:
        """The frame under its translated headings."""
        return self.frame.rename(columns={column.field: column.title for column in self.columns})


def score_columns(table: pd.DataFrame, words: Words) -> ScoreTable:
    """`analysis.scores.score_table`'s result made ready to show; a bias that is zero throughout is left out.

    Tokens have no raw control characters any more, but are otherwise plain text, not markup.
    """
    fields = [field for field in table.columns if field != "bias" or (table["bias"] != 0).any()]
    frame = table[fields].assign(token=[shown(token) for token in table["token"]])
    columns = (
        Column(
            field, getattr(words, f"column_{field}"), FORMATS.get(field, ""), getattr(words, f"about_{field}")
        )
        for field in fields
    )
    return ScoreTable(frame, tuple(columns))
