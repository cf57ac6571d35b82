"""All heads of a layer as pictures in bytes, computed where the record lies: of n × n weights only codes leave a GPU.

A tile stands for side × side cells, and there are two ways to fill it:

    mean      the mean over its queries of the sum over its keys: what an average query of the tile gives all of its
              keys together. Rows of a pooled map sum to 1 where those of the map do, whatever the side.
    maximum   the largest weight: a single strong key stays visible.

Tiles at the right and lower edge may stand for fewer cells; their means are over those there are. A tile w is coded as
round(255·√w), in float32: most weights of a long text are small, and the root gives them most of the codes.

Heads are computed together and rows a few at a time, without the keys that none of them may see, so that memory grows
with the text and not with its square.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn.functional import pad

from headlight.model.rows import slices
from headlight.model.step import AttentionStep
from headlight.model.visible_keys import first_keys, reach, room, weights

Codes = NDArray[np.uint8]

ROUNDING = 1e-5  # a float32 softmax may exceed 1 by less than this


class Coded(NamedTuple):
    """One layer's heads in tiles, uint8 [head, ⌈n_query/side⌉, ⌈n_key/side⌉] each; one array if nothing is pooled."""

    mean: Codes
    maximum: Codes


@torch.inference_mode()
def coded(step: AttentionStep, side: int) -> Coded:
    """Every head's weights in tiles of side × side cells; masked cells count as 0.

    Raises:
        ValueError: if the side is below 1, or a weight is NaN or outside 0 … 1 (but for rounding).
    """
    if side < 1:
        raise ValueError(f"expected tiles of at least 1 × 1 cells, got {side}")
    kinds = 1 if side == 1 else len(Coded._fields)
    shape = kinds, step.n_heads, -(-step.n_query // side), -(-step.n_key // side)
    codes = torch.zeros(shape, dtype=torch.uint8, device=step.query.device)
    for heads, rows in parts(step, side):
        tiles = slice(rows.start // side, -(-rows.stop // side))
        part = step.rows(rows.start, rows.stop)
        for kind, found in enumerate(pooled(weights(first_keys(part, reach(part)), heads), side)):
            codes[kind, heads, tiles, : found.shape[-1]] = encode(found)
    brought = codes.cpu().numpy()
    return Coded(brought[0], brought[-1])


def parts(step: AttentionStep, side: int) -> Iterator[tuple[slice, slice]]:
    """Some heads and, of the queries, a few whole rows of tiles, until every head has had every query."""
    cells = room(step)
    heads = max(1, min(step.n_heads, cells // max(1, side * step.n_key)))
    rows = max(1, cells // max(1, heads * step.n_key) // side) * side
    for some in slices(0, step.n_heads, heads):
        for few in slices(0, step.n_query if step.n_key else 0, rows):
            yield some, few


def pooled(weights: Tensor, side: int) -> tuple[Tensor, ...]:
    """Mean and maximum of weights [head, n_query, n_key] in tiles; the weights alone, for both, if the side is 1."""
    if side == 1:
        return (weights,)
    heads, n_query, n_key = weights.shape
    whole = pad(weights, (0, -n_key % side, 0, -n_query % side))
    bands = whole.view(heads, -1, side, whole.shape[-1])  # over a tile's queries first, as memory lies
    sums, largest = (band.view(heads, len(band[0]), -1, side) for band in (bands.sum(2), bands.amax(2)))
    starts = torch.arange(0, n_query, side, device=weights.device)
    counts = (n_query - starts).clamp(max=side)  # queries of each tile
    return sums.sum(-1) / counts.unsqueeze(-1), largest.amax(-1)


def encode(weights: Tensor) -> Tensor:
    """round(255·√w) of weights of any shape, uint8.

    Raises:
        ValueError: if a weight is NaN or outside 0 … 1 (but for rounding).
    """
    if weights.numel() and not (weights.amin() >= -ROUNDING and weights.amax() <= 1 + ROUNDING):
        raise ValueError("expected weights from 0 to 1, got others or NaN")
    return weights.clamp(0, 1).sqrt_().mul_(255).round_().to(torch.uint8)
