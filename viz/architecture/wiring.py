"""The parts of a drawing of who may look at whom: rows of tokens and states, and what joins them.

Every row is as wide as the figure, from 0 to 1. `viz.architecture.blueprints` says which rows a kind of model has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from headlight.model.outcomes import Filled
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.style.words import Phrase

MOST = 14
"""As many tokens of a row are drawn; of more, the first ones and the last four."""

ENDING = 4

Point = tuple[float, float]


@dataclass(frozen=True)
class Recurrence:
    """How a recurrent translator hands its state on, and when it asks the source.

    Attributes:
        encoder: reads from left to right ("onward") or in both directions ("both").
        asks: the state before a step asks ("before"), or the state after it ("after"); None for a decoder that has
            one context vector and asks nothing.
    """

    encoder: Literal["onward", "both"]
    asks: Literal["before", "after"] | None = None


@dataclass(frozen=True)
class Row:
    """Tokens or states side by side.

    Attributes:
        name: at the row's left.
        y: its height, counted upwards.
        tokens: what stands here, or what the states belong to.
        x: where each drawn one stands, by its index.
        shape: "token" for what is read or written, "state" for what is computed.
    """

    name: Phrase
    y: float
    tokens: Sequence[Token]
    x: Mapping[int, float]
    shape: Literal["token", "state"]

    def point(self, index: int) -> Point:
        """Where one of them stands."""
        return self.x[index], self.y


@dataclass(frozen=True, eq=False)
class Bundle:
    """One kind of attention: a line from a query to each key that it may look at.

    Attributes:
        site: the first site of this kind.
        queries, keys: the rows that it joins.
        visible: [n_query, n_key]
        ahead: how far left of its state a query is drawn: half a place where the state before the step asks.
        focus: the query whose lines are drawn strong.
    """

    site: Site
    queries: Row
    keys: Row
    visible: NDArray[np.bool_]
    focus: int
    ahead: float = 0.0

    def lines(self) -> list[tuple[int, int]]:
        """(query, key) of every drawn line. A translator's last token is written, and never read as a key."""
        keys = [j for j in self.keys.x if j < self.visible.shape[1]]
        return [(i, j) for i in self.queries.x for j in keys if self.visible[i, j]]

    def asking(self, query: int) -> Point:
        """Where a query's lines meet."""
        x, y = self.queries.point(query)
        return x - self.ahead, y


@dataclass(frozen=True, eq=False)
class Wiring:
    """A drawing's parts. `arrows`: what is handed on; `hub`: the one vector that everything has to pass through."""

    rows: tuple[Row, ...]
    bundles: tuple[Bundle, ...]
    arrows: tuple[tuple[Point, Point], ...] = ()
    hub: Point | None = None
    left_out: int = 0


def masked_in(trace: Trace) -> tuple[int, ...]:
    """The positions whose token was masked; none for a model that fills no gaps."""
    return trace.outcome.masked if isinstance(trace.outcome, Filled) else ()


def places(n: int) -> dict[int, float]:
    """Where each of n stands between 0 and 1; of more than `MOST`, the first and the last ones, with a gap between."""
    if n <= MOST:
        return {i: (i + 0.5) / n for i in range(n)}
    first = MOST - ENDING - 1
    kept = [*range(first), None, *range(n - ENDING, n)]
    return {i: (slot + 0.5) / MOST for slot, i in enumerate(kept) if i is not None}
