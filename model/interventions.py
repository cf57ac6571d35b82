"""Changes to attention, applied inside the kernel: what if this head, edge or scale were different?

An `Intervention` names a site, a head (or all of them) and one `Change`. A change is a frozen value that may
act at five moments of one head's attention; most act at one:

    score function → scores → mask → weights → context

Because the kernel applies them, they work for every model without a line in any of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from headlight.model.attention import Attended, DotProduct, Score, masked_softmax
from headlight.model.site import Site


class Change:
    """One change to one head; every moment is left as it is unless a subclass says otherwise."""

    def score(self, score: Score) -> Score:
        """Replace the score function."""
        return score

    def scores(self, scores: Tensor) -> Tensor:
        """Change the scores [n_query, n_key], before the mask."""
        return scores

    def mask(self, visible: Tensor) -> Tensor:
        """Change the mask [n_query, n_key], True = may attend."""
        return visible

    def weights(self, weights: Tensor) -> Tensor:
        """Change the weights [n_query, n_key]."""
        return weights

    def context(self, context: Tensor) -> Tensor:
        """Change the context vectors [n_query, d_value]."""
        return context


@dataclass(frozen=True)
class ZeroAblation(Change):
    """The head adds nothing: its context vectors are zero."""

    def context(self, context: Tensor) -> Tensor:
        """0, [n_query, d_value]."""
        return torch.zeros_like(context)


@dataclass(frozen=True)
class MeanAblation(Change):
    """The head says the same everywhere: each context vector becomes the mean over the text's queries."""

    def context(self, context: Tensor) -> Tensor:
        """(1/n) Σ_i context_i in every row, [n_query, d_value]."""
        return context.mean(-2, keepdim=True).expand_as(context)


@dataclass(frozen=True)
class Temperature(Change):
    """Scores are divided by the temperature: below 1 sharpens, above 1 flattens."""

    temperature: float

    def __post_init__(self) -> None:
        if not 1e-6 <= self.temperature < math.inf:
            raise ValueError(f"expected a temperature from 0.000001 on, got {self.temperature}")

    def scores(self, scores: Tensor) -> Tensor:
        """scores / temperature, [n_query, n_key]."""
        return scores / self.temperature


@dataclass(frozen=True)
class ReplaceScore(Change):
    """Another score function; `ReplaceScore(DotProduct())` drops the 1/√d scale."""

    replacement: Score = DotProduct()  # noqa: RUF009 (frozen)

    def score(self, score: Score) -> Score:
        """The other one, whatever the model's own is."""
        return self.replacement


@dataclass(frozen=True)
class Unmask(Change):
    """Every query may see every key: no causal mask, no order. What is cut or hidden after it stays so."""

    def mask(self, visible: Tensor) -> Tensor:
        """True everywhere, [n_query, n_key]."""
        return torch.ones_like(visible)


@dataclass(frozen=True)
class CutEdge(Change):
    """Query `query` may no longer see key `key`; nothing while a decoder that writes has not come to either."""

    query: int
    key: int

    def mask(self, visible: Tensor) -> Tensor:
        """False at [query, key], if both are there; [n_query, n_key]."""
        visible = visible.clone()
        visible[self.query : self.query + 1, self.key : self.key + 1] = False
        return visible


@dataclass(frozen=True)
class HideToken(Change):
    """Nobody may see key `key`."""

    key: int

    def mask(self, visible: Tensor) -> Tensor:
        """False in the column of the key, if it is there; [n_query, n_key]."""
        visible = visible.clone()
        visible[:, self.key : self.key + 1] = False
        return visible


@dataclass(frozen=True)
class ReplaceRow(Change):
    """The weights of query `query` become `row`, one number per key, whatever the scores say.

    While a decoder writes there may be fewer keys: those that are there share the row in its proportions. Keys beyond
    the row, such as those of tokens that are written behind it, get nothing.

    Raises:
        ValueError: unless the numbers are finite, none is below 0, and they sum to 1 within a thousandth.
    """

    query: int
    row: tuple[float, ...]

    def __post_init__(self) -> None:
        total = sum(self.row)
        if not all(0 <= weight <= 2 for weight in self.row) or abs(total - 1) > 1e-3:
            raise ValueError(f"expected weights from 0 that sum to 1, got a sum of {total}")

    def weights(self, weights: Tensor) -> Tensor:
        """The row, renormalised over the keys that are there, in place of the query's weights; [n_query, n_key]."""
        n_key, weights = weights.shape[-1], weights.clone()
        there = self.row[:n_key]
        share = 1.0 if len(there) == len(self.row) else sum(there) or 1.0
        row = [weight / share for weight in there] + [0.0] * (n_key - len(there))
        weights[self.query : self.query + 1] = weights.new_tensor(row)
        return weights


@dataclass(frozen=True)
class Intervention:
    """One change at one site; `head` None means every head."""

    site: Site
    change: Change
    head: int | None = None

    def concerns(self, site: Site, head: int) -> bool:
        """Whether this intervention acts on that head."""
        return self.site == site and self.head in (None, head)


def attend_changed(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    score: Score,
    bias: Tensor,
    mask: Tensor,
    changes: Sequence[Change],
) -> Attended:
    """One head's attention with the changes applied in their order, in float32.

    Args:
        query, key, value: [n_query, d_head], [n_key, d_head], [n_key, d_value]
        score: the model's score function.
        bias: float, [n_query, n_key]
        mask: bool, [n_query, n_key]
        changes: without any, this is `model.attention.attend`.
    """
    for change in changes:
        score = change.score(score)
        mask = change.mask(mask)
    scores = score(query.float(), key.float()) + bias
    for change in changes:
        scores = change.scores(scores)
    weights = masked_softmax(scores, mask)
    for change in changes:
        weights = change.weights(weights)
    context = weights @ value.float()
    for change in changes:
        context = change.context(context)
    return Attended(scores, weights, context.to(value.dtype))
