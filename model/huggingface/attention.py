"""Attention of Hugging Face's models through our kernel, by transformers' own `AttentionInterface`.

`register` puts one function, and one for masks, under the name "headlight"; a model with that implementation calls it
in every layer, with queries and keys turned already. The function asks a context variable where in the model it is, and
passes on to `model.recorder.attention`, which records and changes what it is asked to in this thread or task alone.

Masks are asked for as for PyTorch's own kernel: one that is only causal is not written out, so that a long text costs
no n² of memory; the module says that it is causal. Without a mask function transformers would leave all of them out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

import torch
from torch import Tensor, nn

from headlight.model.attention import ScaledDotProduct
from headlight.model.biases import Bias, ExplicitBias
from headlight.model.huggingface.library import transformers
from headlight.model.masks import Causal, Explicit, Local, Mask
from headlight.model.projections import Projections
from headlight.model.recorder import attention
from headlight.model.site import Site

NAME = "headlight"
BEYOND_US = ("softcap", "s_aux")
"""What some models add to attention that the kernel has no form for: capped scores, sinks without a key."""


class Unrecordable(ValueError):
    """An attention that is more than softmax(score + bias, where mask) V."""


@dataclass(frozen=True, eq=False)
class Call:
    """One attention that a model asks for, as transformers describes it: tensors with the batch first."""

    module: nn.Module
    query: Tensor
    key: Tensor
    value: Tensor
    mask: Mask | None


@dataclass(frozen=True, eq=False)
class Spot:
    """Where an attention is, its W_O [d_model, head·d_value] and what makes q, k and v, if those were found."""

    site: Site
    output_projection: Tensor | None = None
    projections: Projections | None = None


Where = Callable[[Call], Spot]


def nowhere(call: Call) -> Spot:
    """For a model that runs with our implementation and not by way of `HubNetwork`."""
    return Spot(Site("encoder", "self", 0))


_where: ContextVar[Where] = ContextVar("where", default=nowhere)


@contextmanager
def walking(where: Where) -> Iterator[None]:
    """Have `where` say which attention is which inside the block, in this thread or task only."""
    token = _where.set(where)
    try:
        yield
    finally:
        _where.reset(token)


@cache
def register() -> str:
    """Make the implementation known to transformers; its name."""
    library = transformers()
    library.AttentionInterface.register(NAME, attend)
    masks: Any = import_module("transformers.masking_utils")
    library.AttentionMaskInterface.register(NAME, masks.sdpa_mask)
    return NAME


def attend(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    scaling: float | None = None,
    is_causal: bool | None = None,
    position_bias: Tensor | None = None,
    **more: Any,
) -> tuple[Tensor, None]:
    """What transformers calls in place of its own kernels.

    Args:
        module: the attention layer that asks.
        query: [batch, head, n_query, d_head], after any rotation
        key, value: [batch, kv_head, n_key, d]
        attention_mask: True = may attend, or floats to be added to the scores, the lowest there are for masked.
        scaling: what q·k is multiplied by; 1/√d_head unless given.
        is_causal: whether no mask means a causal one; if None, the module's attribute of that name says so.
        position_bias: added to the scores, broadcastable to [batch, head, n_query, n_key].
        more: of the rest only `BEYOND_US` would change the result.

    Returns:
        context, [batch, n_query, head, d_value], and no weights.

    Raises:
        Unrecordable: for an attention beyond the kernel.
    """
    if beyond := [name for name in BEYOND_US if more.get(name) is not None]:
        raise Unrecordable(f"expected plain attention, got {', '.join(beyond)}")
    causal = getattr(module, "is_causal", True) if is_causal is None else is_causal
    mask, added = described_mask(attention_mask, bool(causal) and query.shape[-2] > 1)
    spot = _where.get()(Call(module, query, key, value, mask))
    context = attention(
        spot.site,
        query,
        key,
        value,
        score=ScaledDotProduct(scaling),
        bias=described_bias(position_bias, added),
        mask=mask,
        output_projection=spot.output_projection,
        projections=spot.projections,
    )
    return context.transpose(1, 2).contiguous(), None


def described_mask(mask: Tensor | None, is_causal: bool = False) -> tuple[Mask | None, Tensor | None]:
    """A mask as ours are, and what is left to be added to the scores where it was given as floats.

    One that is causal, or a window that slides along, becomes a description, one that hides nothing None; the rest
    stays as it is.
    """
    if mask is None:
        return (Causal() if is_causal else None), None
    if mask.dtype == torch.bool:
        return shortest(mask), None
    visible = mask > torch.finfo(mask.dtype).min / 2
    added = mask.masked_fill(~visible, 0)
    return shortest(visible), added if added.any() else None


def shortest(visible: Tensor) -> Mask | None:
    """The smallest description of a written-out mask [.., n_query, n_key]."""
    if visible.all():
        return None
    n_query, n_key = visible.shape[-2:]
    if n_query == n_key:
        plane = visible.reshape(-1, n_query, n_key)[0]
        before, after = (int(edge.sum()) - 1 for edge in (plane[:, 0], plane[0]))
        for mask in (Causal(), Local(before, after)):
            if torch.equal(visible, mask.visible(n_query, n_key, visible.device).expand_as(visible)):
                return mask
    return Explicit(visible)


def described_bias(first: Tensor | None, second: Tensor | None) -> Bias | None:
    """The sum of what is added to the scores; None for nothing, or for zeros as T5's cross-attention has them."""
    there = [part for part in (first, second) if part is not None and part.any()]
    if not there:
        return None
    return ExplicitBias(there[0] if len(there) == 1 else there[0] + there[1])
