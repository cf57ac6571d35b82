"""Some queries of an attention by themselves, so that a long text's weights never exist all at once.

A map of n tokens has n² weights, its record O(n·d) numbers. Whoever needs something of every row (a pooled picture, a
window) asks for a few rows at a time: `step.rows(0, 64).weights(head)` is `step.weights(head)[:64]`.

Masks and biases are descriptions, and most of them can be described for a part of the queries too. What cannot is
written out once and cut.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple, Protocol, Self, TypeVar

import torch
from torch import Tensor

from headlight.model.arrays import Array, Flags, flags, read_only
from headlight.model.biases import Bias, ExplicitBias, LinearBias, standing
from headlight.model.interventions import CutEdge, Intervention, ReplaceRow
from headlight.model.masks import Block, Both, Causal, Explicit, Local, Mask, Padding

EVERY = slice(None)
CELLS = 1 << 22
"""About how many weights of one head there are at a time."""


class Sliceable(Protocol):
    """What this file needs of an attention step, which is made of it: see `model.step`."""

    @property
    def query(self) -> Tensor: ...
    @property
    def context(self) -> Tensor: ...
    @property
    def mask(self) -> Mask | None: ...
    @property
    def bias(self) -> Bias | None: ...
    @property
    def interventions(self) -> tuple[Intervention, ...]: ...
    @property
    def n_query(self) -> int: ...
    @property
    def n_key(self) -> int: ...
    def rows(self, start: int, stop: int) -> Self: ...
    def weights_there(self, head: int) -> Tensor: ...
    def visible_there(self, head: int) -> Tensor: ...


Step = TypeVar("Step", bound=Sliceable)


class Given(NamedTuple):
    """What queries give to some of the keys.

    Attributes:
        weight: to all of them together, float32 [n_query].
        to_them, to_others: whether the query sees one of them, and whether it sees another key, [n_query].
    """

    weight: Array
    to_them: Flags
    to_others: Flags


def in_parts(step: Step, multiple: int = 1) -> Iterator[Step]:
    """All queries of a step, a few at a time: a multiple of `multiple`, but for the last."""
    count = max(1, CELLS // max(1, step.n_key) // multiple) * multiple
    for few in slices(0, step.n_query, count):
        yield step.rows(few.start, few.stop)


def slices(start: int, stop: int, count: int) -> Iterator[slice]:
    """From `start` to `stop`, so many at a time; the last may be fewer."""
    for first in range(start, stop, count):
        yield slice(first, min(first + count, stop))


def around(step: Step, query: int) -> tuple[Step, int]:
    """Where one query's row is found: in the step itself, so that every figure shows the very same number, or in a step
    of that row alone if the text is long; and at which place there."""
    return (step, query) if step.n_query * step.n_key <= CELLS else (step.rows(query, query + 1), 0)


def given(step: Sliceable, head: int, keys: Flags) -> Given:
    """What each of one head's queries gives to these keys [n_key]: a number a query, which is all that leaves a GPU."""
    ours = torch.tensor(keys, device=step.query.device)
    found = [
        (weights[:, ours].sum(-1), visible[:, ours].any(-1), visible[:, ~ours].any(-1))
        for part in in_parts(step)
        for weights, visible in [(part.weights_there(head), part.visible_there(head))]
    ]
    empty = torch.zeros(0), torch.zeros(0, dtype=torch.bool), torch.zeros(0, dtype=torch.bool)
    weight, to_them, to_others = map(torch.cat, zip(*found, strict=True)) if found else empty
    return Given(read_only(weight), flags(to_them), flags(to_others))


def of_rows(step: Sliceable, part: slice) -> dict[str, Any]:
    """What changes in a step's record when only these queries ask; ValueError if there are none such."""
    if not 0 <= part.start <= part.stop <= step.n_query:
        raise ValueError(f"expected rows within 0 … {step.n_query}, got {part.start} … {part.stop}")
    return {
        "query": step.query[:, part],
        "context": step.context[:, part],
        "mask": None if step.mask is None else mask_of_rows(step.mask, step, part),
        "bias": None if step.bias is None else bias_of_rows(step.bias, step, part),
        "interventions": tuple(moved for i in step.interventions if (moved := shifted(i, part)) is not None),
    }


def mask_of_rows(mask: Mask, step: Sliceable, part: slice) -> Mask:
    """The mask of these queries."""
    match mask:
        case Causal(offset=offset):
            return Causal(offset + part.start)
        case Local(before=before, after=after, offset=offset):
            return Local(before, after, offset + part.start)
        case Padding():
            return mask
        case Block(query_block=query_block, key_block=key_block):
            return Block(query_block[..., part], key_block)
        case Both(first=first, second=second):
            return Both(mask_of_rows(first, step, part), mask_of_rows(second, step, part))
        case Explicit(allowed=allowed):
            return Explicit(cut(allowed, part))
    return Explicit(mask.visible(step.n_query, step.n_key, step.query.device)[..., part, :])


def bias_of_rows(bias: Bias, step: Sliceable, part: slice) -> Bias:
    """The bias of these queries."""
    match bias:
        case LinearBias(slopes=slopes, places=places):
            key = standing(places, step.n_key, None, step.query.device)
            query = key[step.n_key - step.n_query :][part]
            distance = (query.unsqueeze(-1) - key).abs().float()  # [row, n_key]
            return ExplicitBias(-slopes.to(distance.device).float()[:, None, None] * distance)
        case ExplicitBias(added=added):
            return ExplicitBias(cut(added, part))
    return ExplicitBias(bias.values(step.n_query, step.n_key, step.query.device)[..., part, :])


def cut(plane: Tensor, part: slice) -> Tensor:
    """These rows of [..., n_query or 1, n_key]; one row for all queries stays."""
    return plane if plane.ndim < 2 or plane.shape[-2] == 1 else plane[..., part, :]


def shifted(intervention: Intervention, part: slice) -> Intervention | None:
    """The same with its query counted from the first of these; None if it is about another query."""
    change = intervention.change
    if not isinstance(change, CutEdge | ReplaceRow):
        return intervention
    if not part.start <= change.query < part.stop:
        return None
    return replace(intervention, change=replace(change, query=change.query - part.start))
