"""95 % intervals of shares: how much a figure would move with another sample of sentences."""

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray


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
