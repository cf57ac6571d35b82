"""One of two readings that are compared, and the part of its map that is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.correspondence import Correspondence
from headlight.analysis.scores import weight_matrix
from headlight.analysis.window import Window, windowed
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.maps.treatment import AS_IT_IS, Treated, treated
from headlight.viz.maps.window import is_whole, window_of
from headlight.viz.maps.window_weights import treated_within
from headlight.viz.selection import Selection


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: a reading, and the head to draw. The selection's query is framed, its key is not."""

    trace: Trace
    selection: Selection

    @property
    def step(self) -> AttentionStep:
        """The layer the head is in."""
        return self.selection.step(self.trace)

    @property
    def shape(self) -> tuple[int, int]:
        """Of the whole map: n_query, n_key."""
        return self.step.n_query, self.step.n_key

    def tokens(self, window: Window) -> tuple[Sequence[Token], Sequence[Token]]:
        """The queries and the keys in a window."""
        site = self.selection.site
        return self.trace.query_tokens(site)[window.queries], self.trace.key_tokens(site)[window.keys]

    def weights(self, window: Window | None = None) -> NDArray[np.float32]:
        """The head's weights, all or those in a window, NaN where masked."""
        if window is None or is_whole(window, self.shape):
            return weight_matrix(self.step, self.selection.head)
        return windowed(self.step, self.selection.head, window)

    def sink(self, window: Window) -> Treated:
        """What the head gives to sinks, in the whole text."""
        if is_whole(window, self.shape):
            return treated(self.trace, self.selection, AS_IT_IS)
        return treated_within(self.trace, self.selection, window)


Pairs = tuple[Correspondence, Correspondence]
"""Which queries and which keys of two maps belong together."""


def windows(left: Side, right: Side) -> tuple[Window, Window]:
    """The parts of both maps that are drawn: of a long text what is around the query, and the keys beside it."""
    query = left.selection.query or 0
    return around(left, query), around(right, query if (other := right.selection.query) is None else other)


def around(side: Side, query: int) -> Window:
    """A part of one map, as far as its edges let it; all of it, if it is small enough."""
    n_query, n_key = side.shape
    row, column = (max(0, min(query, n - 1)) for n in (n_query, n_key))
    return window_of(side.shape, replace(side.selection, query=row, key=column))
