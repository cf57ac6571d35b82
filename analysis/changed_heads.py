"""Which heads read two texts most differently: every head that both readings have, by its mean divergence."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.correspondence import Correspondence, of_maps
from headlight.model.row_divergence import row_divergences
from headlight.model.site import Kind, Stack
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace

CELLS = 1 << 18
"""About how many weights of one head there are at a time."""


def changed_heads(left: Trace, right: Trace) -> pd.DataFrame:
    """How far each head's rows are apart in two readings, for heads with the same address.

    Returns:
        columns site (Site), head (int), divergence (float64, nats, see `analysis.comparison.mean_divergence`; NaN where
        no row can be compared); a row per head, in the order of the left model. Empty if no address is shared.
    """

    @cache
    def pairs(stack: Stack, kind: Kind) -> tuple[Correspondence, Correspondence]:
        """Which queries and which keys correspond; the same in every layer of a kind."""
        site = next(site for site in left.sites() if (site.stack, site.kind) == (stack, kind))
        return of_maps(left, site, right, site)

    found = []
    for step in left.steps:
        if step.site in right.sites():
            found_here = step_divergence(step, right.step(step.site), *pairs(step.site.stack, step.site.kind))
            found += [(step.site, head, float(value)) for head, value in enumerate(found_here)]
    return pd.DataFrame(found, columns=["site", "head", "divergence"])


def step_divergence(
    left: AttentionStep, right: AttentionStep, rows: Correspondence, columns: Correspondence
) -> NDArray[np.float64]:
    """The mean divergence of each head that both steps have, [head]; of a long text a few rows at a time."""
    heads = min(left.n_heads, right.n_heads)
    total, n = np.zeros(heads), np.zeros(heads, int)
    for parts in rows.parts(max(1, CELLS // max(left.n_key, right.n_key, 1))):
        ours, theirs = (step.rows(p.start, p.stop) for step, p in zip((left, right), parts, strict=True))
        sums, counts = row_divergences(ours, theirs, rows.within(*parts), columns)
        total, n = total + sums, n + counts
    return np.where(n > 0, total / np.maximum(n, 1), np.nan)
