"""The residual stream in numbers: how long its vectors are, what every sublayer adds, and what the norms make of it.

    pre-norm (GPT-2)               after = before + sublayer(norm(before))
    post-norm (the first, BERT)    after = norm(before + sublayer(before))
    side by side (GPT-NeoX)        after = before + attention(norm(before)) + feed_forward(norm′(before))

All vectors are the model's own, recorded where it computed them; `reconstruction` says how far before + output is from
the sum the model went on with. Lengths are Euclidean.

Sources
    Elhage et al. 2021, "A mathematical framework for transformer circuits" (the residual stream)
    Xiong et al. 2020, arXiv:2002.04745 (where the norms stand)
    Chowdhery et al. 2022, arXiv:2204.02311, §2 (sublayers in parallel)
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.model.step import read_only
from headlight.model.trace import Trace

Vectors = NDArray[np.floating[Any]]
SUBLAYERS = ("attention", "cross_attention", "feed_forward")
OTHER = {"attention": "feed_forward", "feed_forward": "attention"}
"""What stands beside a sublayer, where two do."""


@dataclass(frozen=True, eq=False)
class Sublayer:
    """One sublayer's place in the stream, [token, d_model] each.

    Attributes:
        layer, name: which one; name is of `SUBLAYERS`.
        before: the stream that it meets.
        output: what it adds.
        total: before + output as the model computed it, with what stands beside it added too.
        norm_in, norm_out: what its norm reads and gives. Pre-norm: before, and what the sublayer reads. Post-norm:
            total, and the stream after it.
        beside: the output of the sublayer that meets the same stream, None without one.
    """

    layer: int
    name: str
    before: Vectors
    output: Vectors
    total: Vectors
    norm_in: Vectors
    norm_out: Vectors
    beside: Vectors | None = None


def recorded(trace: Trace, stack: str) -> dict[tuple[int, str], Vectors]:
    """What was recorded of one stream, by layer and moment (see `ResidualState`), in the order of computation."""
    return {(s.layer, s.after): read_only(s.stream) for s in trace.residual if s.stack == stack}


def streams(trace: Trace) -> tuple[str, ...]:
    """The residual streams there are: "encoder", "decoder", or XLNet's "content" and "query_stream"."""
    return tuple(dict.fromkeys(state.stack for state in trace.residual if state.after == "feed_forward"))


def is_pre_norm(trace: Trace, stack: str) -> bool:
    """Whether the norms stand before the sublayers."""
    return any(after == "attention_norm" for _, after in recorded(trace, stack))


def is_parallel(trace: Trace, stack: str) -> bool:
    """Whether attention and feed-forward stand side by side, so that no state lies between them."""
    moments = {(state.layer, state.after) for state in trace.residual if state.stack == stack}
    return any(beside(moments, layer, "attention") for layer, _ in moments)


def shares_norms(trace: Trace, stack: str) -> bool:
    """Whether attention and feed-forward of every layer read the very same numbers, as behind one norm for both."""
    read = {(p.layer, p.name): p.norm_out for p in sublayers(trace, stack) if p.beside is not None}
    layers = {layer for layer, _ in read}
    return bool(layers) and all(
        np.array_equal(read[layer, "attention"], read[layer, "feed_forward"]) for layer in layers
    )


def sublayers(trace: Trace, stack: str) -> Iterator[Sublayer]:
    """Every sublayer of one stream, from the input up; of two that stand side by side, attention first."""
    states = recorded(trace, stack)
    before = states.get((-1, "embedding"))
    for (layer, moment), output in states.items():
        name = moment.removesuffix("_output")
        if name not in SUBLAYERS or name == moment or before is None:
            continue
        other = beside(states, layer, name)
        after = states[layer, name if other is None else "feed_forward"]
        if (layer, f"{name}_norm") in states:
            norm_out = states[layer, f"{name}_norm"]
            with_it = None if other is None else states[layer, f"{other}_output"]
            yield Sublayer(layer, name, before, output, after, before, norm_out, with_it)
        else:
            total = states[layer, f"{name}_sum"]
            yield Sublayer(layer, name, before, output, total, total, after)
        before = states.get((layer, name), before)


def beside(moments: Collection[tuple[int, str]], layer: int, name: str) -> str | None:
    """The sublayer that stands beside another: both add to the stream, which has no state between. Else None."""
    both = all((layer, f"{one}_output") in moments for one in OTHER)
    return OTHER.get(name) if both and (layer, "attention") not in moments else None


def stream_norms(trace: Trace, stack: str) -> pd.DataFrame:
    """How long the stream's vectors are at its start and after every sublayer, or every two that stand side by side.

    Returns:
        columns layer (−1 for the embedding), after (str), token (int), norm (float64); a row for each moment and token.
    """
    moments = ("embedding", *SUBLAYERS)
    kept = [(*key, x) for key, x in recorded(trace, stack).items() if key[1] in moments]
    frames = [
        pd.DataFrame({"layer": layer, "after": after, "token": np.arange(len(x)), "norm": norm(x)})
        for layer, after, x in kept
    ]
    return pd.concat(frames, ignore_index=True)


def contributions(trace: Trace, stack: str) -> pd.DataFrame:
    """What each sublayer adds to the stream it meets.

    Returns:
        columns layer, sublayer, token, stream (‖before‖), added (‖output‖), share (added / stream), cosine (of the two,
        −1 against the stream … 1 along it; NaN where one is zero); a row for each sublayer and token.
    """
    frames = [
        pd.DataFrame(
            {
                "layer": part.layer,
                "sublayer": part.name,
                "token": np.arange(len(part.before)),
                "stream": norm(part.before),
                "added": norm(part.output),
                "share": ratio(norm(part.output), norm(part.before)),
                "cosine": cosine(part.output, part.before),
            }
        )
        for part in sublayers(trace, stack)
    ]
    return pd.concat(frames, ignore_index=True)


def norm_effects(trace: Trace, stack: str) -> pd.DataFrame:
    """How long vectors are where a norm reads them, and what it gives.

    Returns:
        columns layer, sublayer, token, before, after; a row for each norm and token. The embedding's norm comes first
        (layer −1, "embedding"), the final norm last ("norm"), where a model has them.
    """
    states = recorded(trace, stack)
    parts = [(part.layer, part.name, part.norm_in, part.norm_out) for part in sublayers(trace, stack)]
    if (-1, "embedding_sum") in states:
        parts.insert(0, (-1, "embedding", states[-1, "embedding_sum"], states[-1, "embedding"]))
    for (layer, after), x in states.items():
        if after == "norm":
            parts.append((layer, after, states[layer - 1, "feed_forward"], x))
    frames = [
        pd.DataFrame(
            {
                "layer": layer,
                "sublayer": name,
                "token": np.arange(len(x)),
                "before": norm(x),
                "after": norm(y),
            }
        )
        for layer, name, x, y in parts
    ]
    return pd.concat(frames, ignore_index=True)


def reconstruction(trace: Trace, stack: str) -> float:
    """The largest |before + output − what the model went on with| over all sublayers, tokens and dimensions.

    Of sublayers that stand side by side it is before + both outputs.
    """
    parts = sublayers(trace, stack)
    return max(float(np.abs(p.before + added(p) - p.total).max(initial=0.0)) for p in parts)


def added(part: Sublayer) -> Vectors:
    """All that comes to the stream before its next state: the output, and that of what stands beside it."""
    return part.output if part.beside is None else part.output + part.beside


def norm(x: Vectors) -> NDArray[np.float64]:
    """‖x‖₂ of each row, [token]."""
    lengths: NDArray[np.float64] = np.linalg.norm(x.astype(np.float64), axis=-1)
    return lengths


def cosine(x: Vectors, y: Vectors) -> NDArray[np.float64]:
    """x·y / ‖x‖‖y‖ of each row, [token]; NaN where one is zero."""
    return ratio((x.astype(np.float64) * y).sum(-1), norm(x) * norm(y))


def ratio(above: NDArray[np.float64], under: NDArray[np.float64]) -> NDArray[np.float64]:
    """above / under, NaN where that is 0."""
    return np.divide(above, under, out=np.full_like(above, np.nan), where=under != 0)
