"""One query's way through the residual stream, from what its attention reads to what the next layer's does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from headlight.analysis.residual import (
    Sublayer,
    Vectors,
    added,
    is_parallel,
    is_pre_norm,
    recorded,
    sublayers,
)
from headlight.analysis.rollout import ends
from headlight.model.site import Site
from headlight.model.step import Array
from headlight.model.trace import Trace

Next = Literal["layer", "norm", "end"]


@dataclass(frozen=True, eq=False)
class Onwards:
    """From an attention to the end of its layer at one query, [d_model] each.

    Attributes:
        arrays: of each sublayer from this attention on (`attention`, `cross_attention`, `feed_forward`): `.before`, the
            stream it meets; `.read`, what it reads behind a norm that stands before it; `.output`, what it adds;
            `.sum`, what a norm behind it reads; `.after`, the stream then, which of two that stand side by side only
            the last has. And `next`: what the next layer reads, or the last norm gives, where it is not the stream.
        about: `sublayers`: their names; `norms`: whether they stand "before" or "behind"; `parallel`: whether attention
            and feed-forward meet the same stream; `next`: the next is a "layer", a "norm", or this is the "end".
        off: max |before + output − what the model went on with|; None without a stream.
    """

    arrays: Mapping[str, Array]
    about: Mapping[str, Any]
    off: float | None


def onwards(trace: Trace, site: Site, query: int) -> Onwards:
    """What becomes of one query; without a recorded stream there is nothing to tell."""
    stack = ends(site)[0]
    found = [*from_here(trace, site)]
    if not found:
        return Onwards({}, {"sublayers": [], "norms": None, "parallel": False, "next": None}, None)
    following, array = next_read(trace, stack, site.layer, query)
    arrays = {name: vector for part in found for name, vector in moments(trace, stack, part, query)} | array
    off = max(float(np.abs(p.before[query] + added(p)[query] - p.total[query]).max()) for p in found)
    where: Literal["before", "behind"] = "before" if is_pre_norm(trace, stack) else "behind"
    about = {"sublayers": [part.name for part in found], "norms": where, "next": following}
    return Onwards(arrays, about | {"parallel": is_parallel(trace, stack)}, off)


def read_at(trace: Trace, site: Site, query: int, key: int) -> dict[str, Array]:
    """x: what W_Q reads at the query (`query.read`), and W_K and W_V at the key (`key.read`), as far as is recorded."""
    target, source = ends(site)
    asks = read_by(trace, target, site)
    answers = memory(trace) if site.kind == "cross" else read_by(trace, source, site)
    found = {
        "query.read": None if asks is None else asks[query],
        "key.read": None if answers is None else answers[key],
    }
    return {name: vector for name, vector in found.items() if vector is not None}


def read_by(trace: Trace, stack: str, site: Site) -> Vectors | None:
    """What an attention reads of a stream: behind its norm, where that stands before it."""
    part = next(from_here(trace, site, stack), None)
    if part is None:
        return None
    return part.norm_out if is_pre_norm(trace, stack) else part.before


def memory(trace: Trace) -> Vectors | None:
    """What the encoder hands on: its last state, behind its last norm if it has one."""
    handed = [x for (_, after), x in recorded(trace, "encoder").items() if after in ("feed_forward", "norm")]
    return handed[-1] if handed else None


def from_here(trace: Trace, site: Site, stack: str | None = None) -> Iterator[Sublayer]:
    """A site's attention and what stands behind it in its layer. `stack`: another stream than the one it adds to."""
    name = "cross_attention" if site.kind == "cross" else "attention"
    layer = [part for part in sublayers(trace, stack or ends(site)[0]) if part.layer == site.layer]
    here = next((i for i, part in enumerate(layer) if part.name == name), len(layer))
    yield from layer[here:]


def moments(trace: Trace, stack: str, part: Sublayer, query: int) -> Iterator[tuple[str, Array]]:
    """A sublayer's vectors at one query, by name."""
    pre_norm, alone = is_pre_norm(trace, stack), part.beside is None
    after = part.total if pre_norm else part.norm_out
    found = {
        "before": part.before,
        "read": part.norm_out if pre_norm else None,
        "output": part.output,
        "sum": None if pre_norm else part.total,
        "after": after if alone or part.name == "feed_forward" else None,
    }
    yield from (
        (f"{part.name}.{name}", x[query].astype(np.float32)) for name, x in found.items() if x is not None
    )


def next_read(trace: Trace, stack: str, layer: int, query: int) -> tuple[Next, dict[str, Array]]:
    """What comes behind a layer, and what that reads where it is not the stream itself."""
    states = recorded(trace, stack)
    if (layer + 1, "norm") in states:
        return "norm", {"next": states[layer + 1, "norm"][query]}
    if not any(other == layer + 1 for other, _ in states):
        return "end", {}
    normed = states.get((layer + 1, "attention_norm"))
    return "layer", {} if normed is None else {"next": normed[query]}
