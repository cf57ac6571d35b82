"""Every number between one query, one key and the residual stream, in the order in which they come about.

    Σ_d terms_d → × factor → + bias → score → softmax over the visible keys → weight
    weight × v → Σ over keys: context → W_O: what the head adds to the stream

The inputs are the record's: q, k, v, W_O, the stream. What follows from them is computed here in float64, stage by
stage, and stands beside what the model used: `score`, `weights`, `context` and `used`. Where interventions are in force
the two differ by what those do; elsewhere by rounding.

Sources: Vaswani et al. 2017, 1706.03762, section 3.2; each head's own share of the output: Elhage et al. 2021.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.residual import sublayers
from headlight.analysis.scores import check_index
from headlight.model.rows import around
from headlight.model.site import Site
from headlight.model.step import AttentionStep, Terms, read_only
from headlight.model.trace import Trace

Vector = NDArray[np.float64]
Array = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class ScoreSteps:
    """From q and k to the score.

    Attributes:
        query, key: [d_query], [d_key], as the kernel saw them.
        terms: dimension by dimension, as the score function in force has it.
        total: Σ of the terms.
        bias: what is added to the score, 0 without a bias; `bias_terms` how it comes about, or None.
        score: what the softmax was applied to.
        allowed, visible: whether the model's mask, and that with interventions, lets the query see the key.
    """

    query: Array
    key: Array
    terms: Terms[Array]
    total: float
    bias: float
    bias_terms: Terms[Array] | None
    score: float
    allowed: bool
    visible: bool

    @property
    def scaled(self) -> float:
        """factor × Σ"""
        return self.terms.factor * self.total

    @property
    def sum(self) -> float:
        """factor × Σ + bias: the score, unless an intervention changes it."""
        return self.scaled + self.bias


@dataclass(frozen=True, eq=False)
class SoftmaxSteps:
    """One row: exp(s − max s) / Σ exp(s − max s) over the visible keys.

    Attributes:
        scores: of every key, [n_key], those of masked keys too.
        visible: [n_key]
        peak: the largest visible score; 0 for a row that sees nothing.
        powers: exp(score − peak), 0 where masked, [n_key].
        weights: what the model went on with, [n_key].
    """

    scores: Array
    visible: NDArray[np.bool_]
    peak: float
    powers: Vector
    weights: Array

    @property
    def total(self) -> float:
        """Σ of the powers."""
        return float(self.powers.sum())

    @property
    def softmax(self) -> Vector:
        """[n_key]; zeros for a row that sees nothing."""
        return self.powers / (self.total or 1.0)


@dataclass(frozen=True, eq=False)
class OutputSteps:
    """What the head adds to the residual stream at this query, and this cell's part in it; [d_model] each.

    Attributes:
        head: W_O's slice @ context
        cell: W_O's slice @ weight · v
        sublayer: all heads and W_O's bias together, or None if that was not recorded.
        stream: what it is added to, or None if that was not recorded.
    """

    head: Vector
    cell: Vector
    sublayer: Array | None
    stream: Vector | None

    @property
    def share(self) -> float:
        """cell·head / |head|²; 0 where the head adds nothing.

        The shares of all keys sum to 1, unless a change acts behind the weights.
        """
        squared = float(self.head @ self.head)
        return float(self.cell @ self.head) / squared if squared else 0.0

    @property
    def cosine(self) -> float:
        """head·stream / (|head| |stream|): whether the head goes along with the stream; 0 where either is nothing."""
        if self.stream is None:
            return 0.0
        lengths = float(np.linalg.norm(self.head) * np.linalg.norm(self.stream))
        return float(self.head @ self.stream) / lengths if lengths else 0.0


@dataclass(frozen=True, eq=False)
class Arithmetic:
    """One cell of one head's map, from q and k to the residual stream.

    Attributes:
        cell: head, query, key.
        score, softmax: see there.
        value: v of the key, [d_value].
        mixed: weight · v of every key, [n_key, d_value].
        used: the context vector the model went on with, [d_value].
        output: what becomes of it; None without W_O.
        changed: whether interventions act on this head.
    """

    cell: tuple[int, int, int]
    score: ScoreSteps
    softmax: SoftmaxSteps
    value: Array
    mixed: Vector
    used: Array
    output: OutputSteps | None
    changed: bool

    @property
    def context(self) -> Vector:
        """Σ over keys of weight · v, [d_value]."""
        return np.asarray(self.mixed.sum(0))

    @property
    def errors(self) -> tuple[float, float, float]:
        """How far score, weights and context computed here are from those the model used."""
        weights, context = self.softmax.softmax - self.softmax.weights, self.context - self.used
        return (
            abs(self.score.sum - self.score.score),
            float(np.abs(weights).max(initial=0.0)),
            float(np.abs(context).max(initial=0.0)),
        )


def arithmetic(trace: Trace, site: Site, head: int, query: int, key: int) -> Arithmetic:
    """Follow one cell; ValueError if head, query or key is not there."""
    step = trace.step(site)
    for name, index, count in (
        ("head", head, step.n_heads),
        ("query", query, step.n_query),
        ("key", key, step.n_key),
    ):
        check_index(name, index, count)
    softmax = softmax_steps(step, head, query)
    mixed: Vector = softmax.weights[:, None].astype(np.float64) * step.values(head)
    used = read_only(step.context[head, query])
    return Arithmetic(
        (head, query, key),
        score_steps(step, head, query, key),
        softmax,
        step.values(head)[key],
        mixed,
        used,
        output_steps(trace, site, head, query, (used, mixed[key])),
        any(change.concerns(site, head) for change in step.interventions),
    )


def score_steps(step: AttentionStep, head: int, query: int, key: int) -> ScoreSteps:
    """From q and k to the score."""
    terms, (near, at) = step.terms(head, query, key), around(step, query)
    return ScoreSteps(
        step.queries(head)[query],
        step.keys(head)[key],
        terms,
        float(terms.terms.sum(dtype=float)),
        float(near.added_bias(head)[at, key]),
        step.bias_terms(head, query, key),
        float(near.scores(head)[at, key]),
        bool(near.allowed(head)[at, key]),
        bool(near.visible(head)[at, key]),
    )


def softmax_steps(step: AttentionStep, head: int, query: int) -> SoftmaxSteps:
    """One row's softmax, written out."""
    near, at = around(step, query)
    scores, visible = near.scores(head)[at], near.visible(head)[at]
    peak = float(scores[visible].max()) if visible.any() else 0.0
    powers = np.exp(scores - peak, where=visible, out=np.zeros(len(scores)), dtype=float)
    return SoftmaxSteps(scores, visible, peak, powers, near.weights(head)[at])


def output_steps(
    trace: Trace, site: Site, head: int, query: int, vectors: tuple[Array, Vector]
) -> OutputSteps | None:
    """Through W_O into the stream. `vectors`: the context, and this cell's part of it, [d_value] each."""
    projection = trace.step(site).output_slice(head)
    if projection is None:
        return None
    context, part = (projection.astype(float) @ vector for vector in vectors)
    sublayer, stream = stream_at(trace, site, query)
    return OutputSteps(context, part, sublayer, stream)


def stream_at(trace: Trace, site: Site, query: int) -> tuple[Array | None, Vector | None]:
    """What a site's attention adds at one query, and the stream it is added to, [d_model]; None if not recorded."""
    stack = site.kind if site.kind in ("content", "query_stream") else site.stack
    name = "cross_attention" if site.kind == "cross" else "attention"
    for part in sublayers(trace, stack):
        if (part.layer, part.name) == (site.layer, name):
            return part.output[query], part.before[query].astype(float)
    return None, None
