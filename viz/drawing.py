"""A drawing: a figure, and beside it the tidy table of the numbers that it draws."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
import plotly.graph_objects as go

Table = pd.DataFrame | Callable[[], pd.DataFrame]
"""A table, or what makes it once somebody asks."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """What every view returns: `figure` for eyes, `table` for files, notebooks and everything that counts.

    Attributes:
        figure: in the reader's language and colours.
        numbers: the table, or what makes it. That of a head over n tokens has n² rows, so maps give a function, which
            runs when `table` is read for the first time. It should hold arrays and tokens, and no trace: sessions keep
            drawings for their buttons.
    """

    figure: go.Figure
    numbers: Table

    @cached_property
    def table(self) -> pd.DataFrame:
        """A row for each observation, English column names whatever the figure's language: see docs/tables.md.

        Places (layer, head, query, key, position) count from 0; a token's label stands beside its place. Lengths and
        scores are in the model's own units, entropies and divergences in nats, shares and probabilities 0 … 1.
        A masked cell has no number.
        """
        return self.numbers() if callable(self.numbers) else self.numbers
