"""One score taken apart, dimension by dimension: score = factor × Σ_d terms_d.

Each score function of `model.attention` says so of itself (`score.terms(query, key)`, one query and one key), and
`bias_terms` of what is added to the score. Symbols are the papers', the same in every language.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import singledispatch
from typing import Generic, NamedTuple, TypeVar

import torch
from torch import Tensor

from headlight.model.biases import Bias, LinearBias, RelativeBias, standing

Vector = TypeVar("Vector")
Other = TypeVar("Other")


@dataclass(frozen=True, eq=False)
class Terms(Generic[Vector]):
    """How one number comes about.

    Attributes:
        formula: the sum, in symbols: `q·k`.
        parts: what meets in each dimension, by its symbol, [d] each, in the order it is computed.
        symbol: one dimension's term, in the parts' symbols.
        terms: what is summed, [d].
        factor: what the sum is multiplied by.
    """

    formula: str
    parts: Mapping[str, Vector]
    symbol: str
    terms: Vector
    factor: float = 1.0

    def map(self, change: Callable[[Vector], Other]) -> "Terms[Other]":
        """The same with every vector changed into something else, as tensors into arrays."""
        parts = {symbol: change(part) for symbol, part in self.parts.items()}
        return Terms(self.formula, parts, self.symbol, change(self.terms), self.factor)


class Cell(NamedTuple):
    """One cell of one head's map, counted from 0, and the map's size."""

    head: int
    query: int
    key: int
    n_query: int
    n_key: int


@singledispatch
def bias_terms(bias: Bias | None, cell: Cell) -> Terms[Tensor] | None:
    """How the bias of one cell comes about; None for one that is only a number, or for none."""
    return None


@bias_terms.register
def _(bias: LinearBias, cell: Cell) -> Terms[Tensor]:
    """−slope × distance, one term."""
    distance = torch.tensor([abs(float(distance_of(bias, cell)))])
    return Terms("|i − j|", {}, "|i − j|", distance, -float(bias.slopes[cell.head]))


@bias_terms.register
def _(bias: RelativeBias, cell: Cell) -> Terms[Tensor]:
    """(q_i + v)·r_{i−j} × scale (1901.02860, section 3.3, terms (b) and (d))."""
    query = bias.query[0, cell.head, cell.query].float()
    middle = bias.distance_key.shape[-2] // 2  # distance 0
    distance_key = bias.distance_key[cell.head, middle + distance_of(bias, cell)].float()
    parts = {"q + v": query, "r": distance_key}
    return Terms("(q + v)·r", parts, "(q + v)·r", query * distance_key, bias.scale)


def distance_of(bias: LinearBias | RelativeBias, cell: Cell) -> int:
    """How far behind the key the query stands; the last query stands at the last key."""
    reach = (bias.distance_key.shape[-2] + 1) // 2 if isinstance(bias, RelativeBias) else None
    place = standing(bias.places, cell.n_key, reach, "cpu")
    return int(place[cell.n_key - cell.n_query + cell.query] - place[cell.key])
