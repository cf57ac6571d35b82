"""The recorder: every model's attention goes through `attention`; a context variable says if anybody records.

    with recording(interventions) as record:
        logits = model(tokens)
    record.steps      # one AttentionStep per site

Outside `recording`, models run PyTorch's fused kernel and keep nothing. Inside it they still run that kernel,
and keep Q, K, V and the context; heads that an intervention changes are then computed anew. No hook is left
on a module, and each thread and task has its own recording: visitors who share a model see nothing of each
other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from headlight.model.attention import DotProduct, ScaledDotProduct, Score, attend, share_heads
from headlight.model.biases import Bias
from headlight.model.cancellation import stop_if_unwanted
from headlight.model.interventions import Intervention
from headlight.model.masks import Causal, Mask
from headlight.model.projections import Projections
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import ResidualState

Part = TypeVar("Part")


@dataclass
class Record:
    """What one recording has collected so far."""

    interventions: tuple[Intervention, ...] = ()
    steps: list[AttentionStep] = field(default_factory=list)
    residual: list[ResidualState] = field(default_factory=list)

    def add(self, step: AttentionStep, earlier: int) -> AttentionStep:
        """Keep a step, behind the earlier queries of its site and with its interventions in force; what is kept."""
        if earlier:
            step = self.take(step.site, earlier).followed_by(step)
        if step.interventions:
            changed = changed_context(step)[:, earlier:]  # what was answered earlier stays as it was used
            step = replace(step, context=torch.cat([step.context[:, :earlier], changed], -2))
        self.steps.append(step)
        return step

    def take(self, site: Site, queries: int) -> AttentionStep:
        """The last step, out of the record, so that a longer one can take its place.

        Raises:
            ValueError: unless it is of that site and has that many queries.
        """
        if not self.steps or (self.steps[-1].site, self.steps[-1].n_query) != (site, queries):
            raise ValueError(f"expected {queries} earlier queries at {site} in the record")
        return self.steps.pop()


_active: ContextVar[Record | None] = ContextVar("recording", default=None)


@contextmanager
def recording(interventions: Sequence[Intervention] = ()) -> Iterator[Record]:
    """Record every attention computed inside the block, in this thread or task only, so changed."""
    record = Record(tuple(interventions))
    token = _active.set(record)
    try:
        yield record
    finally:
        _active.reset(token)


def attention(
    site: Site,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    *,
    score: Score = ScaledDotProduct(),  # noqa: B008 (frozen)
    bias: Bias | None = None,
    mask: Mask | None = None,
    output_projection: Tensor | None = None,
    projections: Projections | None = None,
    earlier: int = 0,
) -> Tensor:
    """softmax(score(Q, K) + bias, where mask) V, recorded if anybody is recording.

    Args:
        site: where this is, for the record and the interventions.
        query: [batch, head, n_query, d_head]
        key: [batch, kv_head, n_key, d_head]
        value: [batch, kv_head, n_key, d_value]
        score, bias, mask: how scores come about; see `model.attention.attend`.
        output_projection: W_O, [d_model, head·d_value], kept beside the record.
        projections: W_Q, W_K and W_V, for the record too.
        earlier: how many queries asked the same keys in calls before this one, as a recurrent decoder's do: the record
            joins them to one step.

    Returns:
        context, [batch, head, n_query, d_value]

    Raises:
        ValueError: when recording a batch of more than one text.
        Cancelled: if nobody wants the result any more, see `model.cancellation`.
    """
    stop_if_unwanted()
    context = fast_attention(query, key, value, score, bias, mask)
    record = _active.get()
    if record is None:
        return context
    if query.shape[0] != 1:
        raise ValueError(f"expected a batch of one text while recording, got {query.shape[0]}")
    changes = tuple(i for i in record.interventions if i.site == site)
    q, k, v, c = (t[0].detach() for t in (query, key, value, context))
    projection = None if output_projection is None else output_projection.detach()
    step = AttentionStep(site, q, k, v, c, detached(score), detached(bias), mask, projection, changes)
    step = record.add(replace(step, projections=projections), earlier)
    return step.context[None, :, earlier:] if changes else context


def changed_context(step: AttentionStep) -> Tensor:
    """The context of all heads, [head, n_query, d_value]: the changed ones anew, the others as they were."""
    changed = {h for h in range(step.n_heads) if any(i.concerns(step.site, h) for i in step.interventions)}
    return torch.stack(
        [step.attended(h).context if h in changed else step.context[h] for h in range(step.n_heads)]
    )


def detached(part: Part) -> Part:
    """A score function or a bias whose tensors, which may be a model's own weights, are out of autograd's sight."""
    if not is_dataclass(part) or isinstance(part, type):
        return part
    tensors = {
        f.name: getattr(part, f.name) for f in fields(part) if isinstance(getattr(part, f.name), Tensor)
    }
    return replace(part, **{name: tensor.detach() for name, tensor in tensors.items()})


def record_residual(stack: str, layer: int, after: str, stream: Tensor) -> None:
    """Keep the residual stream [1, token, d_model] if anybody is recording; `Cancelled` if nobody wants it any more."""
    stop_if_unwanted()
    record = _active.get()
    if record is not None:
        record.residual.append(ResidualState(stack, layer, after, stream[0].detach()))


def fast_attention(
    query: Tensor, key: Tensor, value: Tensor, score: Score, bias: Bias | None, mask: Mask | None
) -> Tensor:
    """The same numbers by PyTorch's fused kernel where it knows the score function, else by `attend`."""
    n_query, n_key = query.shape[-2], key.shape[-2]
    key, value = (share_heads(t, query.shape[-3]) for t in (key, value))
    fused = isinstance(score, (DotProduct, ScaledDotProduct))
    causal = fused and mask == Causal() and bias is None and n_query == n_key
    visible = None if mask is None or causal else mask.visible(n_query, n_key, query.device)
    added = None if bias is None else bias.values(n_query, n_key, query.device)
    if not isinstance(score, (DotProduct, ScaledDotProduct)):
        return attend(query, key, value, score, added, visible).context
    scale = 1.0 if isinstance(score, DotProduct) else score.scale
    if added is not None:
        added = added.to(query.dtype)
        visible = added if visible is None else added.masked_fill(~visible, -torch.inf)
    return scaled_dot_product_attention(query, key, value, visible, is_causal=causal, scale=scale)
