"""Where a Hugging Face model takes the places of its tokens from: found, and tried, once at loading.

A model reads one token repeated. What a table is asked for then differs from token to token only where it tells
places: ids that count on are those of places, a square of them those of distances. Then it is tried: without places
equal tokens have to look at all they see alike, and to get the same answer, whatever the masks are. A model of which
that is not so takes their order from somewhere else, too (ALiBi, convolutions), and its tokens stay where they are.
"""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from headlight.model.huggingface.position_tables import DistanceTable, Elsewhere, PlaceTable, Table
from headlight.model.huggingface.read_off import OFF
from headlight.model.step import AttentionStep
from headlight.model.token_positions import Places, in_force, placed

FEW = 4  # tokens, to see that there are tables
REACH = 256
"""Tokens over which distances are seen; beyond half of them they have to share a row."""
ANSWERS = ("logits", "prediction_logits", "last_hidden_state", "encoder_last_hidden_state")

Repeat = Callable[[int], tuple[Any, Iterable[AttentionStep]]]
"""Reads so many equal tokens: what transformers gives, and every attention on the way."""


@dataclass(frozen=True, eq=False)
class HubPositions:
    """All of a model that knows where a token stands.

    Attributes:
        tables: that are looked up by where tokens stand.
        rotary: modules that turn queries and keys.
    """

    tables: tuple[Table, ...]
    rotary: tuple[nn.Module, ...]

    def in_force(self) -> AbstractContextManager[Any]:
        """Inside the block, tokens stand where `model.token_positions` has them stand."""
        places = in_force()
        if places is None:
            return nullcontext()
        kept = [buffer for module in self.rotary for buffer in frequencies(module)]
        return Elsewhere(self.tables, kept, places)


class LookUps(TorchFunctionMode):
    """Notes which ids each table is asked for: the first time, by the table."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: dict[Tensor, Tensor] = {}

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Call the function, and note a look-up."""
        if func is functional.embedding:
            self.ids.setdefault(args[1], args[0])
        return func(*args, **(kwargs or {}))


def find_positions(network: nn.Module, tables: Sequence[Table], repeat: Repeat) -> HubPositions | None:
    """All that knows where a token stands; None if nothing does, or something that nobody knows of.

    Args:
        network: the model.
        tables: of its, as `find_tables` finds them.
        repeat: has it read one token repeated.
    """
    found = HubPositions(tuple(tables), tuple(filter(frequencies, network.modules())))
    if not found.tables and not found.rotary:
        return None
    with placed(Places("removed")), found.in_force():
        outputs, steps = repeat(FEW)
    return found if all(map(looks_evenly, steps)) and answers_alike(outputs) else None


def find_tables(d_model: int, context: int, repeat: Repeat) -> list[Table]:
    """The tables that tell places, and those that tell distances, of a model that reads no more than `context` tokens.

    A place's row is added if it is as wide as what it is added to, a token's row or the stream. Others, as RoFormer's
    sines, are multiplied with, and zeros in their stead would be no place at all.
    """
    few = look_ups(repeat, FEW)
    telling = {weight: ids for weight, ids in few.items() if bool((ids != ids.flatten()[0]).any())}
    widths = {d_model, *(weight.shape[1] for weight in few if weight not in telling)}
    found: list[Table] = [
        PlaceTable(weight, int(ids.min()))
        for weight, ids in telling.items()
        if counts_on(ids) and weight.shape[1] in widths
    ]
    squares = [weight for weight, ids in telling.items() if ids.shape == (FEW, FEW)]
    far = look_ups(repeat, min(REACH, context, room(found))) if squares else {}
    for weight in squares:
        rows = rows_by_distance(far[weight])
        found += [] if rows is None else [DistanceTable(weight, rows)]
    return found


def room(tables: Sequence[Table]) -> int:
    """How many tokens have places."""
    limits = [len(table.weight) - table.first for table in tables if isinstance(table, PlaceTable)]
    return min(limits, default=sys.maxsize)


def look_ups(repeat: Repeat, n: int) -> Mapping[Tensor, Tensor]:
    """The ids that every table is asked for by n equal tokens."""
    seen = LookUps()
    with seen:
        repeat(n)
    return seen.ids


def counts_on(ids: Tensor) -> bool:
    """Whether ids are of one text, each one more than that of the token before: [.., token]."""
    return ids.numel() == ids.shape[-1] and bool((ids.diff(dim=-1) == 1).all())


def rows_by_distance(ids: Tensor) -> Tensor | None:
    """See `DistanceTable.rows`, from ids [query, key]; None where they are not the same for all pairs of a distance."""
    n = len(ids)
    rows = torch.cat([ids[:, 0].flip(0)[:-1], ids[0]]).cpu()
    places = torch.arange(n)
    alike = torch.equal(rows[places[None, :] - places[:, None] + n - 1], ids.cpu())
    ends = rows[: n // 2], rows[-(n // 2) :]
    return rows if alike and all(bool((end == end[0]).all()) for end in ends) else None


def frequencies(module: nn.Module) -> list[Tensor]:
    """The frequencies by which a rotary module turns, which every family calls `inv_freq`; none of another module."""
    return [buffer for name, buffer in module.named_buffers(recurse=False) if name.endswith("inv_freq")]


def looks_evenly(step: AttentionStep) -> bool:
    """Whether every query of every head gives all keys that it sees the same weight, but for rounding."""
    visible = np.stack([step.visible(head) for head in range(step.n_heads)])
    weights, seen = step.weights(), visible.sum(-1, keepdims=True)
    even = weights.sum(-1, keepdims=True) / np.maximum(seen, 1)
    return bool((np.abs(weights - even)[visible] <= OFF).all())


def answers_alike(outputs: Any) -> bool:
    """Whether a model answered the same at every token, [1, token, d] each, but for rounding."""
    answers = [getattr(outputs, name, None) for name in ANSWERS]
    told = [answer for answer in answers if isinstance(answer, Tensor) and answer.ndim == 3]
    return bool(told) and all(
        bool((answer - answer[:, :1]).abs().max() <= OFF * answer.abs().max()) for answer in told
    )
