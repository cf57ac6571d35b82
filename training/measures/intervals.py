"""95 % intervals: how much a figure would move with another sample of texts.

Shares have Wilson's. Everything else that is computed from sums over texts has a percentile bootstrap (Efron 1979): as
many texts as there are, drawn with replacement a thousand times, always the same draws for the same number of texts.
"""

from collections.abc import Callable
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLINGS = 1000
Table = NDArray[Any]


def resampled(
    statistics: Table, figure: Callable[[Table], Table], digits: int, together: Table | None = None
) -> list[float]:
    """The figure's interval, [low, high], rounded.

    Args:
        statistics: what each text adds to the sums that the figure is computed from, [text, statistic].
        figure: from sums [draw, statistic] to the figure of each draw, [draw].
        together: which group each text belongs to, [text]: texts of one group are drawn together or not at all. None
            if each text stands for itself.
    """
    units = statistics if together is None else summed(statistics, together)
    random = np.random.default_rng(0)
    draws = random.integers(0, len(units), (RESAMPLINGS, len(units)))
    ends = np.percentile(figure(np.stack([units[draw].sum(0) for draw in draws])), [2.5, 97.5])
    return [round(float(end), digits) for end in ends]


def summed(statistics: Table, together: Table) -> Table:
    """The sum over each group, [group, statistic], from statistics [text, statistic]."""
    _, group = np.unique(together, return_inverse=True)
    sums = np.zeros((group.max() + 1, statistics.shape[1]), dtype=statistics.dtype)
    np.add.at(sums, group, statistics)
    return sums


def share(hits: NDArray[np.bool_]) -> dict[str, Any]:
    """The share of hits with its Wilson interval, and n."""
    low, high = wilson(int(hits.sum()), len(hits))
    return {
        "value": round(float(hits.mean()), 3),
        "interval": [round(low, 3), round(high, 3)],
        "n": len(hits),
    }


def wilson(hits: int, n: int, z: float = 1.959964) -> tuple[float, float]:
    """(p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n), at 95 % for this z. Source: Wilson 1927."""
    p = hits / n
    middle, half = p + z**2 / (2 * n), z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return max((middle - half) / (1 + z**2 / n), 0.0), min((middle + half) / (1 + z**2 / n), 1.0)
