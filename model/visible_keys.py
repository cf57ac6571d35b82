"""A few rows of an attention at a time, all heads at once, on the device of the record, without what no row can see.

Under a causal mask the first queries of a long text see few keys. Rows are taken from the top down, and the keys that
none of them may see are left out: half of a map.
"""

from collections.abc import Iterator
from dataclasses import replace

import torch
from torch import Tensor

from headlight.model.attention import masked_softmax, share_heads
from headlight.model.biases import ExplicitBias
from headlight.model.huggingface.weights_step import WeightsStep
from headlight.model.masks import Causal, Local
from headlight.model.rows import EVERY, slices
from headlight.model.step import AttentionStep

CELLS = {"cpu": 1 << 18}  # what fits a core's cache
MANY_CELLS = 1 << 24
"""About how many weights there are at a time, on the CPU and elsewhere."""


def few_rows(step: AttentionStep) -> Iterator[tuple[int, AttentionStep]]:
    """All queries, a few at a time: the number of the first, and a step of these and of the keys they may see."""
    count = max(1, room(step) // max(1, step.n_key))
    for few in slices(0, step.n_query if step.n_key else 0, count):
        part = step.rows(few.start, few.stop)
        yield few.start, first_keys(part, reach(part))


def some_heads(step: AttentionStep, heads: slice) -> Iterator[slice]:
    """These heads, as many at a time as there is room for their weights, and at least one."""
    return slices(heads.start, heads.stop, max(1, room(step) // max(1, step.n_query * step.n_key)))


def room(step: AttentionStep) -> int:
    """About how many weights there may be at a time where the record lies."""
    return CELLS.get(step.query.device.type, MANY_CELLS)


def reach(step: AttentionStep) -> int:
    """So many keys, from the first on, hold all that any of the queries sees."""
    known = not step.interventions and not isinstance(step, WeightsStep)
    match step.mask:
        case Causal(offset=offset) if known:
            return min(step.n_key, step.n_query + offset)
        case Local(after=after, offset=offset) if known:
            return max(0, min(step.n_key, step.n_query + offset + after))
    return step.n_key


def first_keys(step: AttentionStep, n: int) -> AttentionStep:
    """The same queries with the first n keys alone; ValueError if they can see others."""
    if n == step.n_key:
        return step
    if not reach(step) <= n < step.n_key:
        raise ValueError(f"expected at least {reach(step)} of {step.n_key} keys, got {n}")
    bias = step.bias
    if bias is not None:
        bias = ExplicitBias(bias.values(step.n_query, step.n_key, step.query.device)[..., :n])
    return replace(step, key=step.key[:, :n], value=step.value[:, :n], bias=bias, part=True)


def weights(step: AttentionStep, heads: slice) -> Tensor:
    """Weights of these heads on the device of the record, float32 [head, n_query, n_key]; `step.weights` has one's."""
    if isinstance(step, WeightsStep):
        return step.recorded[heads].float()
    if step.interventions:
        return torch.stack([step.attended(head).weights for head in range(step.n_heads)[heads]])
    query, key = step.query[heads].float(), share_heads(step.key, step.n_heads)[heads].float()
    scores, size = step.score(query, key), (step.n_query, step.n_key, query.device)
    if step.bias is not None:
        scores = scores + of_heads(step.bias.values(*size), heads)
    return masked_softmax(scores, None if step.mask is None else of_heads(step.mask.visible(*size), heads))


def masks(step: AttentionStep) -> Iterator[tuple[Tensor, slice]]:
    """What may be seen, bool [n_query, n_key], with the heads of which it is true: each, and those beside it."""
    seen, first = visible(step), 0
    for head in range(1, step.n_heads + 1):
        if head == step.n_heads or not (len(seen) == 1 or torch.equal(seen[head], seen[first])):
            yield seen[first], slice(first, head)
            first = head


def visible(step: AttentionStep) -> Tensor:
    """True where a head's query may see the key: bool [head, n_query, n_key], or [1, ..] if heads share one mask."""
    if step.interventions:
        return torch.stack([step.visible_there(head) for head in range(step.n_heads)])
    if step.mask is None:
        return torch.ones(1, step.n_query, step.n_key, dtype=torch.bool, device=step.query.device)
    plane = of_heads(step.mask.visible(step.n_query, step.n_key, step.query.device), EVERY)
    return plane if plane.ndim == 3 else plane[None]


def of_heads(plane: Tensor, heads: slice) -> Tensor:
    """These heads' planes of a [1, 1 or head, n_query, n_key] mask or bias; one plane for all heads stays."""
    return plane[0] if plane.shape[1] == 1 else plane[0, heads]
