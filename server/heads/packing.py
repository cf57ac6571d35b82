"""All heads' weights of a trace in one row of bytes, small enough to send once and to keep in the browser.

Long texts are pooled to tiles, a few rows at a time, so that memory grows with the text and not with its square.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from headlight.model.interventions import Unmask
from headlight.model.masks import Before, Causal, UpTo
from headlight.model.pooling import coded
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.server.heads.codes import Bytes, Codes
from headlight.server.heads.metrics import Measured
from headlight.server.heads.running_text import Piece, pieces

BUDGET = 2_000_000  # bytes of codes sent for one trace

Masked = Literal["none", "causal", "up_to", "before"]
Pooling = Literal["mean", "maximum"]
"""What a tile's code stands for, see `model.pooling`."""


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
        masked: "causal" if a query may not see later keys; "up_to" and "before" if it may not see those that come later
            in an order, without and with itself.
        rank: each token's place in that order.
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
    rank: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class Packed:
    """What the browser keeps of one trace.

    Attributes:
        tiles: layers in drawing order.
        codes: round(255·√weight) of every cell of every head; of every tile's mean if pooled.
        maxima: the codes of every tile's largest weight; the very same codes if nothing is pooled.
        tokens: labels by token list.
        pool: each code stands for pool × pool cells; 1 means every cell is there.
        pieces: the same lists as running text.
        measured: what each head does on this text, in the order of the codes; computed when asked for.
    """

    tiles: tuple[Tiles, ...]
    codes: Codes
    maxima: Codes
    tokens: Mapping[str, tuple[str, ...]]
    pool: int
    pieces: Mapping[str, tuple[Piece, ...]]
    measured: Measured

    @property
    def digest(self) -> str:
        """Names this reading's heads."""
        return self.codes.digest

    def coded(self, pooling: Pooling) -> Codes:
        """The codes of one kind."""
        return self.codes if pooling == "mean" else self.maxima

    def head(self, site: str, head: int, pooling: Pooling = "mean") -> Bytes:
        """One head's codes, [rows, columns]."""
        tiles = next(t for t in self.tiles if t.site == site)
        size = tiles.rows * tiles.columns
        start = tiles.offset + head * size
        return self.coded(pooling).plain[start : start + size].reshape(tiles.rows, tiles.columns)


def pack(
    trace: Trace,
    sites: Iterable[Site] | None = None,
    label: Callable[[Site], str] = lambda site: f"L{site.layer}",
    group: Callable[[Site], str] = lambda site: f"{site.stack} {site.kind}",
    budget: int = BUDGET,
) -> Packed:
    """Compute, code and pack every head of a trace; worth caching, as it computes all weights.

    Its metrics are left for later: heads can be seen without them.

    Args:
        trace: what was recorded.
        sites: which layers, in drawing order; if None, all of them, each kind by itself.
        label, group: how a layer is called, and the heading over its kind.
        budget: bytes above which maps are pooled.
    """
    steps = [trace.step(site) for site in (by_kind(trace.sites()) if sites is None else sites)]
    pool = pooling([(s.n_heads, s.n_query, s.n_key) for s in steps], budget)
    tiles: list[Tiles] = []
    offset = 0
    for step in steps:
        tiles.append(place(trace, step, (label(step.site), group(step.site)), pool, offset))
        offset += tiles[-1].n_heads * tiles[-1].rows * tiles[-1].columns
    tokens = {stack: tuple(token.label for token in some) for stack, some in trace.tokens.items()}
    running = {stack: pieces(some) for stack, some in trace.tokens.items()}
    measured = Measured(trace, [step.site for step in steps])
    return Packed(tuple(tiles), *codes_of(steps, pool), tokens, pool, running, measured)


def codes_of(steps: Iterable[AttentionStep], pool: int) -> tuple[Codes, Codes]:
    """The codes of means and of maxima, one layer behind the other; the very same if nothing is pooled."""
    layers = [coded(step, pool) for step in steps]
    means = joined(layer.mean for layer in layers)
    codes = Codes(hashlib.sha256(means.data).hexdigest()[:16], means)
    if pool == 1:
        return codes, codes
    return codes, Codes(f"{codes.digest}-maximum", joined(layer.maximum for layer in layers))


def joined(maps: Iterable[Bytes]) -> Bytes:
    """These codes in one row, one behind the other."""
    return np.concatenate([np.zeros(0, np.uint8), *(drawn.ravel() for drawn in maps)])


def by_kind(sites: Iterable[Site]) -> list[Site]:
    """The same sites with those of a kind together; kinds in the order they first appear."""
    kinds = list(dict.fromkeys((site.stack, site.kind) for site in sites))
    return sorted(sites, key=lambda site: kinds.index((site.stack, site.kind)))


def named(packed: Packed, group: Callable[[Site], str]) -> Packed:
    """The same heads under other headings, as in another language."""
    return replace(
        packed, tiles=tuple(replace(tiles, group=group(Site.parse(tiles.site))) for tiles in packed.tiles)
    )


def place(trace: Trace, step: AttentionStep, names: tuple[str, str], pool: int, offset: int) -> Tiles:
    """Where one layer's codes go. `names`: its label, and its group's."""
    site = step.site
    masked, rank = described(step)
    return Tiles(
        site=str(site),
        label=names[0],
        group=names[1],
        n_heads=step.n_heads,
        n_query=step.n_query,
        n_key=step.n_key,
        rows=-(-step.n_query // pool),
        columns=-(-step.n_key // pool),
        offset=offset,
        queries=list_of(trace, trace.query_tokens(site)),
        keys=list_of(trace, trace.key_tokens(site)),
        masked=masked,
        rank=rank,
    )


def list_of(trace: Trace, tokens: Sequence[Token]) -> str:
    """The name under which a trace has these tokens."""
    return next(name for name, some in trace.tokens.items() if some is tokens)


def described(step: AttentionStep) -> tuple[Masked, tuple[int, ...]]:
    """A step's mask in the browser's words, "none" if they do not suffice; and the order it is about."""
    if any(isinstance(intervention.change, Unmask) for intervention in step.interventions):
        return "none", ()
    match step.mask:
        case Causal(offset=0):
            return "causal", ()
        case UpTo(rank=rank):
            return "up_to", tuple(rank[0].tolist())
        case Before(rank=rank):
            return "before", tuple(rank[0].tolist())
    return "none", ()


def pooling(sizes: Iterable[tuple[int, int, int]], budget: int) -> int:
    """The smallest block side that brings maps of (n_heads, n_query, n_key) within the budget."""
    sizes = list(sizes)
    pool = 1
    while sum(heads * -(-rows // pool) * -(-columns // pool) for heads, rows, columns in sizes) > budget:
        if all(rows <= pool and columns <= pool for _, rows, columns in sizes):
            break  # one code a head is the least there is
        pool += 1
    return pool
