"""All heads' weights of a trace in one row of bytes, small enough to send once and to keep in the browser."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from analysis.coding import encode
from model.masks import Causal
from model.site import Site
from model.step import AttentionStep
from model.trace import Trace

BUDGET = 2_000_000  # bytes of codes sent for one trace

Bytes = NDArray[np.uint8]
Masked = Literal["none", "causal"]


@dataclass(frozen=True)
class Tiles:
    """One attention layer's heads: where its codes are, and what its rows and columns stand for.

    Attributes:
        site: the address, as `str(Site)`.
        label: in front of a head's number: `L2` makes `L2H5`.
        group: heading over the layers of one kind, drawn when there is more than one kind.
        n_heads, n_query, n_key: sizes of the maps.
        rows, columns: sizes of a map as sent: n_query and n_key divided by the pooling, rounded up.
        offset: where the first head's codes start; head h starts at offset + h · rows · columns.
        queries, keys: names of the token lists on the axes.
        masked: "causal" if a query may not see later keys.
    """

    site: str
    label: str
    group: str
    n_heads: int
    n_query: int
    n_key: int
    rows: int
    columns: int
    offset: int
    queries: str
    keys: str
    masked: Masked = "none"


@dataclass(frozen=True, eq=False)
class Packed:
    """What the browser keeps of one trace.

    Attributes:
        tiles: layers in drawing order.
        codes: round(255·√weight) of every cell of every head, uint8, one-dimensional.
        tokens: labels by token list.
        pool: each code is the largest of pool × pool cells; 1 means every cell is there.
        digest: names the codes, so that they travel once.
    """

    tiles: tuple[Tiles, ...]
    codes: Bytes
    tokens: Mapping[str, tuple[str, ...]]
    pool: int
    digest: str

    def head(self, site: str, head: int) -> Bytes:
        """One head's codes, [rows, columns]."""
        tiles = next(t for t in self.tiles if t.site == site)
        size = tiles.rows * tiles.columns
        start = tiles.offset + head * size
        return self.codes[start : start + size].reshape(tiles.rows, tiles.columns)


def pack(
    trace: Trace,
    sites: Iterable[Site] | None = None,
    label: Callable[[Site], str] = lambda site: f"L{site.layer}",
    group: Callable[[Site], str] = lambda site: f"{site.stack} {site.kind}",
    budget: int = BUDGET,
) -> Packed:
    """Compute, code and pack every head of a trace; worth caching, as it computes all weights.

    Args:
        trace: what was recorded.
        sites: which layers, in drawing order; all of them if None.
        label, group: how a layer is called, and the heading over its kind.
        budget: bytes above which maps are pooled.
    """
    steps = [trace.step(site) for site in (trace.sites() if sites is None else sites)]
    pool = pooling([(s.n_heads, s.n_query, s.n_key) for s in steps], budget)
    tiles: list[Tiles] = []
    blocks: list[Bytes] = []
    offset = 0
    for step in steps:
        tiles.append(place(step, label(step.site), group(step.site), pool, offset))
        blocks.extend(pool_maximum(encode(step.weights(head)), pool).ravel() for head in range(step.n_heads))
        offset += tiles[-1].n_heads * tiles[-1].rows * tiles[-1].columns
    codes = np.concatenate(blocks) if blocks else np.zeros(0, np.uint8)
    tokens = {stack: tuple(token.label for token in some) for stack, some in trace.tokens.items()}
    return Packed(tuple(tiles), codes, tokens, pool, hashlib.sha256(codes.tobytes()).hexdigest()[:16])


def place(step: AttentionStep, label: str, group: str, pool: int, offset: int) -> Tiles:
    """Where one layer's codes go."""
    site = step.site
    return Tiles(
        site=str(site),
        label=label,
        group=group,
        n_heads=step.n_heads,
        n_query=step.n_query,
        n_key=step.n_key,
        rows=-(-step.n_query // pool),
        columns=-(-step.n_key // pool),
        offset=offset,
        queries=site.stack,
        keys="encoder" if site.kind == "cross" else site.stack,
        masked="causal" if step.mask == Causal() else "none",
    )


def pooling(sizes: Iterable[tuple[int, int, int]], budget: int) -> int:
    """The smallest block side that brings maps of (n_heads, n_query, n_key) within the budget."""
    sizes = list(sizes)
    pool = 1
    while sum(heads * -(-rows // pool) * -(-columns // pool) for heads, rows, columns in sizes) > budget:
        if all(rows <= pool and columns <= pool for _, rows, columns in sizes):
            break  # one code a head is the least there is
        pool += 1
    return pool


def pool_maximum(codes: Bytes, pool: int) -> Bytes:
    """[n_query, n_key] → [rows, columns], each the largest of a block: a single strong key must stay visible."""
    if pool == 1:
        return codes
    rows, columns = (-(-side // pool) for side in codes.shape)
    padded = np.zeros((rows * pool, columns * pool), np.uint8)
    padded[: codes.shape[0], : codes.shape[1]] = codes
    blocks: Bytes = padded.reshape(rows, pool, columns, pool).max(axis=(1, 3))
    return blocks
