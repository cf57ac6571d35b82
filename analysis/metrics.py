"""Every measure of every head of a trace in one tidy table, with what attention spread evenly would have given.

The measures are those of `analysis.heads`. A share averages over the rows where its pattern is possible, and `n` says
how many these are; where there is none the value is NaN. Separators are the tokens that a model adds
to end a text or to stand between two. Beside them may stand what the same architecture does with random weights.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis import heads
from analysis.heads import Visible, Weights, uniform_attention
from model.site import Site
from model.tokens import Token
from model.trace import Trace

COLUMNS = ("site", "head", "metric", "value", "uniform", "n")
SHARES = ("previous", "next", "self", "first", "separator", "duplicate", "induction")
METRICS = (*SHARES, "entropy", "distance", "confidence")
"""All names in the column `metric`. Entropy is the normalised one, 0 to 1; distance is in tokens; others are shares."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One number about a head.

    Attributes:
        of: weights and mask, [n_query, n_key] each → the number.
        rows: mask → which rows it averages over, [n_query].
    """

    of: Callable[[Weights, Visible], float]
    rows: Callable[[Visible], Visible]


def head_metrics(trace: Trace, sites: Sequence[Site] | None = None) -> pd.DataFrame:
    """Every measure of every head.

    Args:
        trace: one model's reading of one text.
        sites: which attention layers; None for all.

    Returns:
        columns `COLUMNS`, a row for each site (`Site`), head (int) and metric (of `METRICS`), in that order; value and
        uniform float64, what the head does and what attention spread evenly over the same visible keys would; n int,
        the rows that were averaged over. Where the pattern is impossible (a causal head never sees the next token,
        cross-attention has no previous one) value and uniform are NaN and n is 0.
    """
    rows = [row for site in (trace.sites() if sites is None else sites) for row in of_site(trace, site)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def with_untrained(trace: Trace, untrained: Trace, sites: Sequence[Site] | None = None) -> pd.DataFrame:
    """Every measure of every head, and what the same architecture gives with random weights on the same tokens.

    Args:
        trace: one model's reading of one text.
        untrained: its architecture's, with random weights.
        sites: which attention layers; None for all.

    Returns:
        as `head_metrics`, and a column untrained: the measure of the random head at the same site and place. That head
        is no counterpart of this one: within a layer random heads are exchangeable, so only what several of them have
        in common (`spread`) is worth a comparison.

    Raises:
        ValueError: if the two did not read the same tokens with as many heads.
    """
    sites = trace.sites() if sites is None else sites
    if not reads_alike(trace, untrained, sites):
        raise ValueError(
            f"expected {untrained.model_name} to have read the same tokens as {trace.model_name}"
        )
    return head_metrics(trace, sites).assign(untrained=head_metrics(untrained, sites)["value"])


def reads_alike(trace: Trace, other: Trace, sites: Sequence[Site]) -> bool:
    """Whether two models have as many heads over the same tokens at these sites."""
    return set(sites) <= set(other.sites()) and all(axes(trace, site) == axes(other, site) for site in sites)


def axes(trace: Trace, site: Site) -> tuple[int, list[int], list[int]]:
    """The number of heads, and the ids of the tokens of rows and columns."""
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    return trace.step(site).n_heads, [token.id for token in queries], [token.id for token in keys]


@dataclass(frozen=True)
class Spread:
    """The smallest, the mean and the largest of one measure over several heads, and how many heads have it.

    A description of these heads on this text, not an interval of anything: the rows of a text share their words, so
    they are no independent samples of which the mean could be estimated.
    """

    least: float
    mean: float
    most: float
    heads: int


def spread(values: NDArray[np.float64]) -> Spread:
    """Of one measure of several heads, [head], without those that cannot have it (NaN); NaN of none."""
    found = values[np.isfinite(values)]
    if not found.size:
        return Spread(np.nan, np.nan, np.nan, 0)
    return Spread(float(found.min()), heads.mean(found), float(found.max()), found.size)


def of_site(trace: Trace, site: Site) -> Iterator[tuple[Site, int, str, float, float, int]]:
    """The rows of one attention layer."""
    step, measures = trace.step(site), measures_of(trace, site)
    seen: Visible | None = None
    for head in range(step.n_heads):
        weights, visible = step.weights(head), step.visible(head)
        if seen is None or not np.array_equal(seen, visible):  # heads mostly share one mask
            seen, expected = visible, expectations(measures, visible)
        for name, measure in measures.items():
            yield site, head, name, measure.of(weights, visible), *expected[name]


def expectations(measures: Mapping[str, Measure], visible: Visible) -> dict[str, tuple[float, int]]:
    """What attention spread evenly over the visible keys gives of each measure, and the rows it is a mean over."""
    even = uniform_attention(visible)
    return {
        name: (measure.of(even, visible), int(measure.rows(visible).sum()))
        for name, measure in measures.items()
    }


def measures_of(trace: Trace, site: Site) -> Mapping[str, Measure]:
    """Every measure by its name, made ready for the tokens of one site; those it cannot have are NaN."""
    n_key = len(trace.key_tokens(site))
    possible = patterns(trace, site)
    nothing = np.zeros((len(trace.query_tokens(site)), n_key), dtype=bool)
    shares = {name: share_of(possible.get(name, nothing)) for name in SHARES}
    distance = Measure(heads.mean_distance, sees(1)) if site.kind != "cross" else impossible()
    return shares | {
        "entropy": Measure(heads.normalised_entropy, sees(2)),
        "distance": distance,
        "confidence": Measure(heads.confidence, sees(1)),
    }


def patterns(trace: Trace, site: Site) -> dict[str, Visible]:
    """Where each share's keys are, [n_query, n_key]; those that compare places or tokens need one text on both axes."""
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    n, separators = len(keys), are_separators(keys)
    found = {"first": heads.first_pattern(len(queries), n)}
    if site.kind == "cross":
        asking = np.ones(len(queries), dtype=bool)
        return found | {"separator": heads.separator_pattern(asking, separators)}
    ids = [token.id for token in keys]
    return found | {
        "previous": heads.offset_pattern(n, -1),
        "next": heads.offset_pattern(n, 1),
        "self": heads.offset_pattern(n, 0),
        "separator": heads.separator_pattern(~separators, separators),
        "duplicate": heads.duplicate_pattern(ids),
        "induction": heads.induction_pattern(ids),
    }


def are_separators(tokens: Sequence[Token]) -> Visible:
    """Which tokens are separators that a model added; one that was typed is text. [n]"""
    return np.array([token.separates for token in tokens], dtype=bool)


def share_of(pattern: Visible) -> Measure:
    """The share of attention that goes to a pattern, over the rows that may see some of it."""
    return Measure(
        lambda weights, visible: heads.share(weights, pattern, visible),
        lambda visible: np.asarray((pattern & visible).any(-1)),
    )


def sees(least: int) -> Callable[[Visible], Visible]:
    """Which rows see at least so many keys."""
    return lambda visible: np.asarray(visible.sum(-1) >= least)


def impossible() -> Measure:
    """What no row can have."""
    return Measure(lambda weights, visible: float("nan"), lambda visible: np.zeros(len(visible), dtype=bool))
