"""How a Hugging Face model's tokens are made to stand elsewhere: every look-up of a place or a distance takes another.

    a row for each place       added to the embeddings: trained (BERT, GPT-2, BART) or waves (Marian)
    a row for each distance    added to the scores: T5
    frequencies × places       angles by which queries and keys are turned: Llama, Qwen, ModernBERT

Nothing is changed in the model, nothing is left on a module: look-ups and products are met on their way by a
`TorchFunctionMode`, in this thread and inside the block alone.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from headlight.model.token_positions import Places


class PlaceTable(NamedTuple):
    """A row for each place.

    Attributes:
        weight: [row, d]
        first: the row of place 0; there are models that leave some out.
    """

    weight: Tensor
    first: int

    def look_up(self, ids: Tensor, places: Places) -> Tensor:
        """What tokens get that stand at these places, [.., token, d], by the ids that were asked for [.., token].

        Zeros where places are removed.
        """
        rows = functional.embedding(ids, self.weight)
        if places.kind == "removed":
            return torch.zeros_like(rows)
        other = moved(ids - self.first, places, len(self.weight) - self.first) + self.first
        return functional.embedding(torch.where(ids < self.first, ids, other), self.weight)


class DistanceTable(NamedTuple):
    """A row for each distance, or for several of them.

    Attributes:
        weight: [row, head]
        rows: the row of each distance key − query from −(reach − 1) to reach − 1, int64 [2·reach − 1]. Greater ones
            share the last.
    """

    weight: Tensor
    rows: Tensor

    def look_up(self, ids: Tensor, places: Places) -> Tensor:
        """What is added for tokens that stand at these places, [query, key, head], by the ids that were asked for.

        Queries are the last of the tokens that are keys.
        """
        n_query, n_key = ids.shape
        stands = places.of(0, n_key)
        distances = stands[None, :] - stands[n_key - n_query :, None]
        reach = (len(self.rows) + 1) // 2
        ids = self.rows[distances.clamp(1 - reach, reach - 1) + reach - 1].to(ids.device)
        return functional.embedding(ids, self.weight)


PRODUCTS = (torch.mul, torch.Tensor.mul, torch.Tensor.__mul__, torch.matmul, torch.Tensor.__matmul__)
"""By which transformers makes angles of frequencies and places, one way or another."""
Table = PlaceTable | DistanceTable


class Elsewhere(TorchFunctionMode):
    """Inside the block, tokens stand at these places.

    Args:
        tables: that are looked up by where tokens stand.
        frequencies: of rotary modules; what they are multiplied by is where tokens stand.
        places: where they stand instead.
    """

    def __init__(self, tables: Sequence[Table], frequencies: Sequence[Tensor], places: Places) -> None:
        super().__init__()
        self._tables, self._places = tables, places
        self._frequencies = [*frequencies]  # and what is made of them on the way to a product

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Call the function; where it asks for a place, have it get the other one."""
        if func is functional.embedding and (table := self._table(args[1])) is not None:
            return table.look_up(args[0], self._places)
        if func in PRODUCTS and (turned := self._turned(args)) is not None:
            return func(*turned)
        result = func(*args, **(kwargs or {}))
        if args and self._turns(args[0]) and isinstance(result, Tensor):
            self._frequencies.append(result)
        return result

    def _table(self, weight: Any) -> Table | None:
        return next((table for table in self._tables if table.weight is weight), None)

    def _turns(self, argument: Any) -> bool:
        return any(argument is one for one in self._frequencies)

    def _turned(self, factors: Sequence[Any]) -> list[Any] | None:
        """Frequencies and the other places, in the order of the factors; None for any other product."""
        turns = [self._turns(factor) for factor in factors]
        if sorted(turns) != [False, True] or not counts(at := factors[turns.index(False)]):
            return None
        other = moved(at.long(), self._places).to(at.dtype)
        return [factor if its else other for factor, its in zip(factors, turns, strict=True)]


def counts(argument: Any) -> bool:
    """Whether something is a tensor of whole numbers, whatever its type."""
    return isinstance(argument, Tensor) and torch.equal(argument, argument.round())


def moved(at: Tensor, places: Places, limit: int | None = None) -> Tensor:
    """Where the tokens stand that would stand at these places, int64 of the same shape; see `Places.of`."""
    at = at.clamp(min=0)
    return places.of(0, int(at.max()) + 1, limit).to(at)[at]
