"""How far the rows of two records are apart, computed where the records lie.

    JSD(p, q) = ½ Σ_j m_j [(1 + δ_j) ln(1 + δ_j) + (1 − δ_j) ln(1 − δ_j)],    m = (p + q) / 2,  δ = (q − p) / (p + q)

This is ½ KL(p ‖ m) + ½ KL(q ‖ m), for p = m (1 − δ) and q = m (1 + δ). Written so, float32 is enough: what rounding
adds to a term is as small as δ is, and nothing where p and q are the same. `analysis.divergence` has it in float64.

Source: Lin 1991.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from headlight.model.step import AttentionStep
from headlight.model.visible_keys import first_keys, reach, some_heads, visible, weights

Positions = NDArray[np.intp]

TINY = torch.finfo(torch.float32).tiny
LEAST = torch.finfo(torch.float32).eps / 2 - 1
"""The smallest number above −1, of which the logarithm of 1 + δ is finite; at −1 that is multiplied by 0."""


class Pairs(Protocol):
    """Places of two texts that belong together, both growing, [pair]."""

    @property
    def left(self) -> Positions: ...
    @property
    def right(self) -> Positions: ...


class Side(NamedTuple):
    """One of the two: some of its queries, and which rows and columns of their map are compared.

    Attributes:
        step: the queries, with the first of their keys.
        rows: which of its queries, [pair of queries].
        runs: where its columns lie, as first and last + 1 of those beside each other.
    """

    step: AttentionStep
    rows: Tensor
    runs: Sequence[tuple[int, int]]

    def cut(self, plane: Tensor) -> Tensor:
        """What is compared of [.., n_query, n_key]: [.., pair of queries, pair of keys]."""
        if len(self.rows) < plane.shape[-2]:
            plane = plane.index_select(-2, self.rows)
        parts = [plane[..., first:last] for first, last in self.runs]
        # Slices, since to choose single columns takes longer than to compute them.
        return parts[0] if len(parts) == 1 else torch.cat([plane[..., :0], *parts], -1)


@torch.inference_mode()
def row_divergences(
    left: AttentionStep, right: AttentionStep, rows: Pairs, columns: Pairs
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The sum of the rows' Jensen–Shannon divergences, in nats, and of how many rows it is: [head] each.

    Each row is cut to the keys both texts have and renormalised. Rows that have no weight left there are skipped, and
    rows with fewer than two keys to choose from: a causal model's first query can do nothing else.

    Args:
        left, right: some queries of two attention layers, no more than there is room for; heads that only one has are
            left out.
        rows, columns: which queries and which keys belong together.
    """
    n_heads = min(left.n_heads, right.n_heads)
    ours, theirs = sides(left, right, rows, columns)
    seen = [side.cut(visible(side.step)).to(left.query.device) for side in (ours, theirs)]
    choice = ((seen[0][:n_heads] | seen[1][:n_heads]).sum(-1) > 1).expand(n_heads, -1)
    sums, counts = torch.zeros(n_heads, dtype=torch.float64), torch.zeros(n_heads, dtype=torch.int64)
    for heads in some_heads(max(ours.step, theirs.step, key=lambda step: step.n_key), slice(0, n_heads)):
        maps = [side.cut(weights(side.step, heads)).to(left.query.device) for side in (ours, theirs)]
        totals = [some.sum(-1) for some in maps]
        counted = choice[heads] & (totals[0] > 0) & (totals[1] > 0)
        p, q = (
            some / total.masked_fill(~counted, 1).unsqueeze(-1)
            for some, total in zip(maps, totals, strict=True)
        )
        sums[heads] = jensen_shannon(p, q).mul_(counted).cpu().double().sum(-1)
        counts[heads] = counted.sum(-1).cpu()
    return sums.numpy(), counts.numpy()


def sides(left: AttentionStep, right: AttentionStep, rows: Pairs, columns: Pairs) -> tuple[Side, Side]:
    """Both sides, without the keys that no query of either may see."""
    found = [(left, rows.left, columns.left), (right, rows.right, columns.right)]
    n = max(int(np.searchsorted(keys, reach(step))) for step, _, keys in found)  # pairs of keys

    def side(step: AttentionStep, queries: Positions, keys: Positions) -> Side:
        n_key = max(reach(step), int(keys[n - 1]) + 1 if n else 0)
        return Side(first_keys(step, n_key), torch.tensor(queries, device=step.query.device), runs(keys[:n]))

    return side(*found[0]), side(*found[1])


def runs(places: Positions) -> list[tuple[int, int]]:
    """First and last + 1 of the places that lie beside each other, of places that grow."""
    ends = np.flatnonzero(np.diff(places) != 1)
    firsts = places[np.concatenate([[0], ends + 1])] if len(places) else places
    lasts = places[np.concatenate([ends, [-1]])] if len(places) else places
    return [(int(first), int(last) + 1) for first, last in zip(firsts, lasts, strict=True)]


def jensen_shannon(p: Tensor, q: Tensor) -> Tensor:
    """JSD of every two rows, [.., key] each, in nats: [..]."""
    both = p + q
    apart = (q - p) / both.clamp_min(TINY)
    terms = (1 + apart) * apart.clamp_min(LEAST).log1p_()
    terms += (1 - apart) * apart.neg_().clamp_min_(LEAST).log1p_()
    return terms.mul_(both).sum(-1).div_(4).clamp_min_(0)
