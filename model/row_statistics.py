"""A few numbers of every row of every head, computed where the record lies, a few rows at a time.

A measure of a head is a mean over its rows, and it asks little of each: how much of the row goes to some keys, how far
off they are, how evenly it is spread. So of n × n weights some n numbers are kept, and leave a GPU.

    shares     Σ_j A[i, j] over the visible keys j of a pattern
    total      Σ_j A[i, j] over the visible keys
    distance   Σ_j A[i, j]·|i − j| over the visible keys
    entropy    −Σ_j A[i, j] ln A[i, j], in nats, with 0 ln 0 = 0
    largest    max_j A[i, j]

Sums are in float32, as the weights are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from headlight.model.step import AttentionStep
from headlight.model.visible_keys import few_rows, masks, some_heads, weights

Exact = NDArray[np.float64]
Codes = NDArray[np.integer[Any]]

TINY = torch.finfo(torch.float32).tiny


@dataclass(frozen=True, eq=False)
class Pattern:
    """Some keys for each query: key j is one of query i's if their codes are the same, and i − j ≥ `behind`.

    A description of n × n flags in n numbers, as masks are.

    Attributes:
        queries: each query's code, [n_query].
        keys: each key's code, [n_key].
        behind: how far behind its query a key stands at least; None: anywhere.
    """

    queries: Codes
    keys: Codes
    behind: int | None = None

    def plane(self) -> NDArray[np.bool_]:
        """True at the keys of each query, [n_query, n_key]."""
        alike: NDArray[np.bool_] = self.queries[:, None] == self.keys
        return alike if self.behind is None else np.tril(alike, -self.behind)


@dataclass(frozen=True, eq=False)
class RowStatistics:
    """Numbers of each row of each head, float64: shares [pattern, head, n_query], others [head, n_query]."""

    shares: Exact
    total: Exact
    distance: Exact
    entropy: Exact
    largest: Exact


@dataclass(frozen=True, eq=False)
class RowKeys:
    """What each row of each head may see, float64.

    Attributes:
        of_pattern: how many keys of each pattern, [pattern, head, n_query].
        all: how many keys, [head, n_query].
        distance: Σ_j |i − j| over them, [head, n_query].
    """

    of_pattern: Exact
    all: Exact
    distance: Exact

    def even(self) -> RowStatistics:
        """What weights spread evenly over the keys would give."""
        some, any_at_all = np.maximum(self.all, 1), np.minimum(self.all, 1)
        entropy, most = np.log(some), any_at_all / some
        return RowStatistics(self.of_pattern / some, any_at_all, self.distance / some, entropy, most)


@torch.inference_mode()
def row_statistics(step: AttentionStep, patterns: Sequence[Pattern]) -> tuple[RowStatistics, RowKeys]:
    """Numbers of every row of every head, and what each row may see.

    Args:
        step: one attention layer.
        patterns: the shares to compute; each has a code for every query and every key of the layer.
    """
    codes, n, device = Planes(patterns, step.query.device), len(patterns), step.query.device
    sums, counts = (torch.zeros(n + 2, step.n_heads, step.n_query, device=device) for _ in range(2))
    entropy, largest = (torch.zeros(step.n_heads, step.n_query, device=device) for _ in range(2))
    for start, part in few_rows(step):
        rows = slice(start, start + part.n_query)
        for seen, alike in masks(part):
            planes = codes.planes(seen, start)
            counts[:, alike, rows] = planes.sum(-1).unsqueeze(1)
            for heads in some_heads(part, alike):
                found = weights(part, heads)
                sums[:, heads, rows] = torch.einsum("hij,pij->phi", found, planes)
                entropy[heads, rows], largest[heads, rows] = entropies(found), found.amax(-1)
    given, keys, spread, most = (some.cpu().double().numpy() for some in (sums, counts, entropy, largest))
    of_weights = RowStatistics(given[:n], given[n], given[n + 1], spread, most)
    return of_weights, RowKeys(keys[:n], keys[n], keys[n + 1])


class Planes:
    """Patterns written out for a few rows, on the device of the record."""

    def __init__(self, patterns: Sequence[Pattern], device: torch.device) -> None:
        self.codes = [(there(p.queries, device), there(p.keys, device), p.behind) for p in patterns]

    def planes(self, seen: Tensor, start: int) -> Tensor:
        """1 at each pattern's visible keys, then 1 at all visible keys, then |i − j| there: [.., n_query, n_key].

        Args:
            seen: which keys these rows may see, [n_query, n_key].
            start: the number of the first row.
        """
        n_query, n_key = seen.shape
        query = torch.arange(start, start + n_query, device=seen.device).unsqueeze(-1)
        lag = query - torch.arange(n_key, device=seen.device)
        planes = torch.empty(len(self.codes) + 2, n_query, n_key, device=seen.device)
        for plane, (queries, keys, behind) in zip(planes, self.codes, strict=False):
            alike = queries[start : start + n_query].unsqueeze(-1) == keys[:n_key]
            plane.copy_(seen & alike if behind is None else seen & alike & (lag >= behind))
        planes[-2], planes[-1] = seen, lag.abs() * seen
        return planes


def there(codes: Codes, device: torch.device) -> Tensor:
    """Codes on the device of the record."""
    return torch.tensor(codes, dtype=torch.int32, device=device)


def entropies(weights: Tensor) -> Tensor:
    """−Σ_j A[i, j] ln A[i, j] of each row: [.., n_query]."""
    logs = weights.clamp_min(TINY).log_()
    return logs.mul_(weights).sum(-1).neg_().clamp_min_(0)
