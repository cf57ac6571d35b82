"""Every measure of every head of a trace in one tidy table, with what attention spread evenly would have given.

The measures are those of `analysis.head_measures`. A share averages over the rows where its pattern is possible, and
`n` says how many these are; where there is none the value is NaN. Separators are the tokens that a model adds to end a
text or to stand between two. Beside them may stand what the same architecture does with random weights.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.head_measures import mean
from headlight.analysis.patterns import patterns
from headlight.model.row_statistics import RowKeys, RowStatistics, row_statistics
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace

Exact = NDArray[np.float64]
Flags = NDArray[np.bool_]

COLUMNS = ("site", "head", "metric", "value", "uniform", "n")
SHARES = ("previous", "next", "self", "first", "separator", "duplicate", "induction")
METRICS = (*SHARES, "entropy", "distance", "confidence")
"""All names in the column `metric`. Entropy is the normalised one, 0 to 1; distance is in tokens; others are shares."""

MOST_WEIGHTS = {"cpu": 1 << 32}  # about half a minute on one core
MOST_ELSEWHERE = 1 << 36
"""How many weights heads may have together for their measures to be computed while somebody waits."""


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure of every head of a layer: of the rows that count, a sum over a sum.

    Attributes:
        numbers: what is added up, [head, n_query].
        over: and what is divided by, [head, n_query]: 1 for each row where the measure is a mean over rows.
        rows: which rows count, [head, n_query].
    """

    numbers: Exact
    over: NDArray[Any]
    rows: Flags

    @property
    def value(self) -> Exact:
        """The measure, [head]; NaN where no row counts."""
        total = (self.over * self.rows).sum(-1)
        found: Exact = (self.numbers * self.rows).sum(-1) / np.where(total > 0, total, np.nan)
        return found

    @property
    def n(self) -> NDArray[np.intp]:
        """How many rows count, [head]."""
        rows: NDArray[np.intp] = self.rows.sum(-1)
        return rows


def measurable(steps: Iterable[AttentionStep]) -> bool:
    """Whether measuring every head of these layers takes seconds, and not minutes."""
    parts = [
        step.n_heads * step.n_query * step.n_key / MOST_WEIGHTS.get(step.query.device.type, MOST_ELSEWHERE)
        for step in steps
    ]
    return sum(parts) <= 1


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
    sites = trace.sites() if sites is None else sites
    places = [
        (site, head, metric)
        for site in sites
        for head in range(trace.step(site).n_heads)
        for metric in METRICS
    ]
    numbers = np.concatenate([np.zeros((3, 0)), *(of_site(trace, site) for site in sites)], axis=1)
    table = pd.DataFrame(places, columns=["site", "head", "metric"])
    return table.assign(value=numbers[0], uniform=numbers[1], n=numbers[2].astype(int))


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
    return Spread(float(found.min()), mean(found), float(found.max()), found.size)


def of_site(trace: Trace, site: Site) -> Exact:
    """Value, uniform and n of one layer's heads, one head's measures behind the other's: [3, head · metric]."""
    known = patterns(trace, site)
    found, keys = row_statistics(trace.step(site), list(known.values()))
    own, even = (measures(rows, keys, list(known), site) for rows in (found, keys.even()))
    heads = len(keys.all)
    missing = np.full(heads, np.nan), np.full(heads, np.nan), np.zeros(heads)
    numbers = [
        (own[name].value, even[name].value, own[name].n) if name in own else missing for name in METRICS
    ]
    return np.transpose(numbers, (1, 2, 0)).reshape(3, -1)


def measures(rows: RowStatistics, keys: RowKeys, shares: Sequence[str], site: Site) -> dict[str, Measure]:
    """The measures that heads can have at one site, out of the numbers of their rows; `shares` names the rows' own."""
    some, several = keys.all > 0, keys.all > 1
    found = {
        name: Measure(share, possible := of_pattern > 0, possible)
        for name, share, of_pattern in zip(shares, rows.shares, keys.of_pattern, strict=True)
    }
    if site.kind != "cross":
        found["distance"] = Measure(rows.distance, rows.total, some)
    evenness = rows.entropy / np.log(np.maximum(keys.all, 2))
    return found | {
        "entropy": Measure(evenness, several, several),
        "confidence": Measure(rows.largest, some, some),
    }
