"""What one cell's way from x to the next layer needs beside its head's own vectors, as named arrays.

    x → W x + b → turned by its position → q, k, v        q·k … weight · v: see `analysis.arithmetic`
    context → W_O → stream + all heads → feed-forward → what the next layer reads

Everything is the record's or the model's own weight; W x + b is computed here, in float64, and `verified` says how far
it is from the q, k and v that the kernel saw. What the record has nothing for is left out: recurrent translators have
no stream, and of some models of Hugging Face neither stream nor projections are known.

Sources: Vaswani et al. 2017, 1706.03762, section 3; Elhage et al. 2021 (the residual stream).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.scores import check_index
from headlight.analysis.steps_stream import onwards, read_at
from headlight.model.projections import Name
from headlight.model.rows import around
from headlight.model.site import Site
from headlight.model.step import Array, AttentionStep, read_only
from headlight.model.trace import Trace

Vector = NDArray[np.float64]
Arrays = dict[str, Array]

SAME = 1e-4
"""How far apart, as a share of their length, two vectors may be that are the same but for rounding."""


@dataclass(frozen=True, eq=False)
class HeadSteps:
    """One cell's steps.

    Attributes:
        arrays: float32, by name, [d_model] unless it says otherwise:
            `query.read`, `key.read`: x, what W_Q reads at the query, and W_K and W_V at the key.
            `query.weight`, `query.bias`: the head's rows of W_Q, [d_head, d_model], and of its bias, [d_head]; `key`
            and `value` alike.
            `query.projected`, `key.projected`: W x + b where that is still turned by its position, [d_head].
            `query`, `key`, `value`, `context`: what the kernel saw, and what the model went on with.
            `bias.terms`, `bias.part.0` …: what is added to the score, where that is a sum, [d].
            `attention.before` …: see `analysis.steps_stream.onwards`.
        about: plain data: `site`, `head`, `query`, `key`; `used`: score and weight as the model used them; `turned`:
            whether q and k are turned; `bias`: the sum's symbols; `norms`, `parallel`, `sublayers`, `next`: see
            `onwards`; `verified`: the largest distances of `projections` and `stream`, None where there are none.
    """

    arrays: Mapping[str, Array]
    about: Mapping[str, Any]


def head_steps(trace: Trace, site: Site, head: int, query: int, key: int) -> HeadSteps:
    """Everything for one query and one key of one head.

    Raises:
        KeyError: if the trace has no such site.
        ValueError: if head, query or key is not there, or only weights were recorded.
    """
    step = trace.step(site)
    indices = ("head", head, step.n_heads), ("query", query, step.n_query), ("key", key, step.n_key)
    for name, index, count in indices:
        check_index(name, index, count)
    saw = {"query": step.queries(head)[query], "key": step.keys(head)[key], "value": step.values(head)[key]}
    read, (added, symbols) = read_at(trace, site, query, key), bias_terms(step, head, query, key)
    made, turned, off = projections(step, head, saw, read)
    ahead = onwards(trace, site, query)
    arrays = {**saw, "context": read_only(step.context[head, query]), **read, **made, **added, **ahead.arrays}
    near, at = around(step, query)
    about = {
        **{"site": str(site), "head": head, "query": query, "key": key},
        "used": {"score": float(near.scores(head)[at, key]), "weight": float(near.weights(head)[at, key])},
        **{"turned": turned, "bias": symbols, **ahead.about},
        "verified": {"projections": off, "stream": ahead.off},
    }
    return HeadSteps(arrays, about)


def projections(
    step: AttentionStep, head: int, saw: Arrays, read: Arrays
) -> tuple[Arrays, bool, float | None]:
    """How x becomes q, k and v, whether q and k are then turned, and how far that is from those the kernel saw.

    Turning keeps a vector's length. Where W x + b is neither what the kernel saw nor as long, something else happens on
    the way (as where queries are normed), and that vector's projection is left out.
    """
    made: Arrays = {}
    turned, off = False, list[float]()
    for name in get_args(Name):
        rows = step.projection(head, name)
        x = read.get("query.read" if name == "query" else "key.read")
        if rows is None or x is None:
            continue
        projected = rows.weight.astype(float) @ x.astype(float)
        if rows.bias is not None:
            projected += rows.bias
        away = float(np.abs(projected - saw[name]).max())
        if away > SAME * norm(saw[name]):
            if name == "value" or (away := abs(norm(projected) - norm(saw[name]))) > SAME * norm(saw[name]):
                continue
            turned, made[f"{name}.projected"] = True, projected.astype(np.float32)
        off.append(away)
        made[f"{name}.weight"] = rows.weight
        if rows.bias is not None:
            made[f"{name}.bias"] = rows.bias
    return made, turned, max(off, default=None)


def bias_terms(step: AttentionStep, head: int, query: int, key: int) -> tuple[Arrays, dict[str, Any] | None]:
    """What is added to the score, where that is a sum: its vectors, and what they are called."""
    found = step.bias_terms(head, query, key)
    if found is None:
        return {}, None
    arrays = {f"bias.part.{i}": part for i, part in enumerate(found.parts.values())}
    symbols = {"formula": found.formula, "symbol": found.symbol, "factor": found.factor}
    return arrays | {"bias.terms": found.terms}, symbols | {"parts": list(found.parts)}


def norm(x: NDArray[Any]) -> float:
    """‖x‖₂"""
    return float(np.linalg.norm(x.astype(float)))
