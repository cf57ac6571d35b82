"""Attention followed through the layers: what each token's vector is made of, as far as weights can tell.

Every sublayer is a matrix that mixes the tokens, half attention (the mean over heads) and half the residual connection:

    M = ½ A + ½ I,  rows renormalised           rollout = M_L … M_1

For models with two texts or two streams, the tokens of both stand side by side: cross-attention mixes the encoder's
tokens into the decoder's, XLNet's query stream takes from the content stream. A row that sees nothing keeps itself.
The paper has encoders only; these two are the same rule on a larger graph.

Under a causal mask rollout is biased towards early tokens: every path leads backwards, and none returns.

Source: Abnar & Zuidema 2020, arXiv:2005.00928.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace

Matrix = NDArray[np.float64]

WITHIN_LAYER = ("self", "cross", "query_stream", "content")
"""The order inside a layer: the query stream reads the content stream as the layer before left it."""


@dataclass(frozen=True, eq=False)
class Paths:
    """The layered graph in which attention is followed down to the input.

    Attributes:
        hops: a matrix for each attention, lowest first, [node, node]: what each token takes from which; rows sum to 1.
        rows, columns: which nodes are the queries and the keys that are asked about.
    """

    hops: tuple[Matrix, ...]
    rows: slice
    columns: slice


def can_follow(trace: Trace) -> bool:
    """Whether there is attention inside a text, layer upon layer, to be followed."""
    return any(target == source for target, source in map(ends, trace.sites()))


def paths(trace: Trace, site: Site, whole: bool = True) -> Paths:
    """The graph below this site's queries, with its keys among the inputs.

    Args:
        trace: a trace that `can_follow`.
        site: whose queries and keys are asked about.
        whole: up to the last layer, or only up to this site.

    Raises:
        ValueError: if nothing can be followed in this trace.
    """
    if not can_follow(trace):
        raise ValueError(f"expected layers of self-attention to follow, got {trace.sites()}")
    target, source = ends(site)
    steps = sorted((s for s in trace.steps if ends(s.site)[0] in below(trace, target)), key=place)
    nodes = offsets(steps)
    if not whole:
        steps = steps[: [step.site for step in steps].index(site) + 1]
    return Paths(tuple(hop(step, nodes) for step in steps), nodes[target], nodes[source])


def rollout(followed: Paths) -> Matrix:
    """M_L … M_1 for the queries and keys that are asked about, [n_query, n_key].

    A row sums to 1 where there is one text; else to what it takes from the keys' text, and the rest is its own.
    """
    mixed = np.eye(len(followed.hops[0]))
    for matrix in followed.hops:
        mixed = matrix @ mixed
    part: Matrix = mixed[followed.rows, followed.columns]
    return part


def hop(step: AttentionStep, nodes: dict[str, slice]) -> Matrix:
    """½ A + ½ I of one attention over all nodes, rows renormalised; nodes that it does not concern keep themselves."""
    target, source = (nodes[name] for name in ends(step.site))
    matrix = np.eye(max(part.stop for part in nodes.values()))
    matrix[target] /= 2
    matrix[target, source] += step.weights().mean(0, dtype=np.float64) / 2
    renormalised: Matrix = matrix / matrix.sum(-1, keepdims=True)
    return renormalised


def ends(site: Site) -> tuple[str, str]:
    """Whose vectors an attention changes, and whose it reads: stacks, or XLNet's streams."""
    if site.kind in ("content", "query_stream"):
        return site.kind, "content"
    return site.stack, "encoder" if site.kind == "cross" else site.stack


def below(trace: Trace, target: str) -> set[str]:
    """All that a stack or stream reads, itself included."""
    return {target} | {source for reader, source in map(ends, trace.sites()) if reader == target}


def place(step: AttentionStep) -> tuple[bool, int, int]:
    """A sort key: encoders first, then by layer, then as inside a layer."""
    return step.site.stack != "encoder", step.site.layer, WITHIN_LAYER.index(step.site.kind)


def offsets(steps: Sequence[AttentionStep]) -> dict[str, slice]:
    """Where the tokens of each stack or stream stand among the nodes."""
    sizes: dict[str, int] = {}
    for step in steps:
        target, source = ends(step.site)
        sizes |= {source: step.n_key, target: step.n_query}
    stops = np.cumsum(list(sizes.values()))
    return {
        name: slice(int(stop) - size, int(stop))
        for (name, size), stop in zip(sizes.items(), stops, strict=True)
    }
