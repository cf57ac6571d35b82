"""What a network does on examples it does not learn from, and how strongly they pull at it.

Everything comes out of one pass forwards and one backwards over the same rows each time, so that figures of different
steps, and of two networks, can be compared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from headlight.learning.network import Learner
from headlight.learning.tasks import Batch
from headlight.learning.tasks.task import UNSCORED
from headlight.model.attention import Score, masked_softmax
from headlight.model.score_terms import Terms

Layers = tuple[float, ...]
"""A number for each layer."""


@dataclass(frozen=True)
class Measured:
    """Figures over held-out rows.

    Attributes:
        loss: mean cross-entropy of the scored places, in nats.
        accuracy: the share of them at which the likeliest token is the right one, the whole row being there to read.
        unaided: the same where each place is read with nothing behind it, as when the network writes by itself. Under a
            causal mask the two are one.
        query, key, value: ‖∂loss/∂W_Q‖, ‖∂loss/∂W_K‖, ‖∂loss/∂W_V‖ (Frobenius).
        scores: ‖∂loss/∂scores‖ over all rows, heads, queries and keys.
        entropy: mean of H(weights of a query) / ln(visible keys), over the queries that see two keys or more.
        peak: mean of the largest weight of those queries.
    """

    loss: float
    accuracy: float
    unaided: float
    query: Layers
    key: Layers
    value: Layers
    scores: Layers
    entropy: Layers
    peak: Layers


class Watched:
    """A score function that keeps the scores it gave, for their gradient; no fused kernel knows it: `attend` runs."""

    def __init__(self, score: Score) -> None:
        self.score = score
        self.given: Tensor | None = None

    def __call__(self, query: Tensor, key: Tensor) -> Tensor:
        self.given = self.score(query, key)
        self.given.retain_grad()
        return self.given

    def terms(self, query: Tensor, key: Tensor) -> Terms[Tensor]:
        """Those of the score function it watches."""
        return self.score.terms(query, key)


def measure(network: Learner, batch: Batch) -> Measured:
    """Read the rows, and leave the network as it was, its gradients cleared."""
    tokens, targets = on_device(network, batch)
    network.zero_grad()
    with watched(network) as scores:
        logits = network(tokens)
        loss = cross_entropy(logits, targets)
        loss.backward()
    softmax = [spread(network, layer, watch) for layer, watch in enumerate(scores)]
    found = Measured(
        loss=loss.item(),
        accuracy=accuracy(logits, targets),
        unaided=accuracy(logits if network.choices.mask else one_by_one(network, tokens, targets), targets),
        query=gradient_norms(network, "query"),
        key=gradient_norms(network, "key"),
        value=gradient_norms(network, "value"),
        scores=tuple(length(watch.given) for watch in scores),
        entropy=tuple(entropy for entropy, _ in softmax),
        peak=tuple(peak for _, peak in softmax),
    )
    network.zero_grad()
    return found


def cross_entropy(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean −ln p(target) over the scored places; logits [row, place, vocab_size], targets [row, place]."""
    return nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=UNSCORED)


def accuracy(logits: Tensor, targets: Tensor) -> float:
    """The share of the scored places whose likeliest token is the target."""
    scored = targets != UNSCORED
    return (logits.argmax(-1) == targets)[scored].float().mean().item()


def gradient_norms(network: Learner, projection: str) -> Layers:
    """‖∂loss/∂W‖ of one projection in each layer, from the gradients that are there."""
    return tuple(length(getattr(attention, projection).weight) for attention in network.attentions())


def length(tensor: Tensor | None) -> float:
    """The norm of a tensor's gradient, 0 where the loss does not depend on it."""
    return 0.0 if tensor is None or tensor.grad is None else tensor.grad.norm().item()


@contextmanager
def watched(network: Learner) -> Iterator[list[Watched]]:
    """Have every layer's scores kept inside the block, so that they have a gradient behind a pass backwards."""
    attentions = network.attentions()
    own = [attention.score for attention in attentions]
    watches = [Watched(score) for score in own]
    for attention, watch in zip(attentions, watches, strict=True):
        attention.score = watch
    try:
        yield watches
    finally:
        for attention, score in zip(attentions, own, strict=True):
            attention.score = score


def spread(network: Learner, layer: int, watch: Watched) -> tuple[float, float]:
    """Mean normalised entropy and mean largest weight of one layer's softmax, over queries with a choice."""
    if watch.given is None:
        raise ValueError("expected a network that has just been read with")
    scores = watch.given.detach()
    bias, n = network.attentions()[layer].bias(), scores.shape[-1]
    if bias is not None:
        scores = scores + bias.values(n, n, scores.device)
    mask = None if network.mask is None else network.mask.visible(n, n, scores.device)
    weights = masked_softmax(scores, mask)
    keys = torch.full((n,), n, device=scores.device) if mask is None else mask[0, 0].sum(-1)
    choosing = keys > 1
    entropies = torch.special.entr(weights).sum(-1)[..., choosing] / keys[choosing].log()
    return entropies.mean().item(), weights.amax(-1)[..., choosing].mean().item()


@torch.no_grad()
def one_by_one(network: Learner, tokens: Tensor, targets: Tensor) -> Tensor:
    """Logits [row, place, vocab_size] where each scored place is the last that is there to read; others are zeros."""
    logits = torch.zeros(*tokens.shape, network.config.vocab_size, device=tokens.device)
    for place in (targets != UNSCORED).any(0).nonzero().flatten().tolist():
        logits[:, place] = network(tokens[:, : place + 1])[:, -1]
    return logits


def on_device(network: Learner, batch: Batch) -> tuple[Tensor, Tensor]:
    """Tokens and targets where the network is."""
    device = network.output.weight.device
    return torch.from_numpy(batch.tokens).to(device), torch.from_numpy(batch.targets).to(device)
