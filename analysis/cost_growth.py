"""How a measured cost grows: medians and quartiles of its rounds, and the power of n that fits them best."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

STUDENT = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228)
"""The 97.5 % quantile of Student's t with 1, 2, 3 … degrees of freedom."""

FITTED_FROM = 512
"""Tokens. Below, what a call costs anyway hides what attention costs."""

UNSTEADY = 1.5


@dataclass(frozen=True)
class PowerLaw:
    """constant · n^exponent, and the 95 % interval of the exponent, over the lengths from `first` to `last`."""

    exponent: float
    low: float
    high: float
    constant: float
    first: int
    last: int

    def at(self, n: int) -> float:
        """What the law expects at n tokens."""
        return float(self.constant * n**self.exponent)


def growth_table(
    seconds: Mapping[tuple[str, int], Sequence[float]], nbytes: Mapping[tuple[str, int], tuple[int, int]]
) -> pd.DataFrame:
    """A row for each way and length that was measured, in their order.

    Args:
        seconds: of each way and length, one number a round.
        nbytes: of each way and length, the peak while computing and what is kept.

    Returns:
        way, n, low, median, high (seconds: quartiles), rounds, peak, kept (bytes)
    """
    rows = [
        (way, n, *np.percentile(rounds, [25, 50, 75]), len(rounds), *nbytes[way, n])
        for (way, n), rounds in seconds.items()
        if len(rounds) and (way, n) in nbytes
    ]
    return pd.DataFrame(rows, columns=["way", "n", "low", "median", "high", "rounds", "peak", "kept"])


def power_law(n: Sequence[int], costs: Sequence[float], first: int = FITTED_FROM) -> PowerLaw | None:
    """The straight line through log cost over log n, by least squares, over the lengths from `first` on.

    exponent ± t₀.₉₇₅ · s / √Σ(x − x̄)², with s² = Σ residual² / (k − 2) over k lengths: how far the points are from a
    straight line, whether by noise or because they do not lie on one.

    Returns:
        None for fewer than three such lengths, or more than there are quantiles for.
    """
    used = [(length, cost) for length, cost in zip(n, costs, strict=True) if length >= first and cost > 0]
    if not 3 <= len(used) <= len(STUDENT) + 2:
        return None
    x, y = np.log(np.array(used, dtype=float)).T
    spread = ((x - x.mean()) ** 2).sum()
    exponent = ((x - x.mean()) * (y - y.mean())).sum() / spread
    start = y.mean() - exponent * x.mean()
    freedom = len(x) - 2
    deviation = np.sqrt(((y - start - exponent * x) ** 2).sum() / freedom / spread)
    half = STUDENT[freedom - 1] * deviation
    ends = float(exponent - half), float(exponent + half)
    return PowerLaw(float(exponent), *ends, float(np.exp(start)), used[0][0], used[-1][0])


def fits(table: pd.DataFrame, column: str) -> dict[str, PowerLaw]:
    """The law of each way of a `growth_table`, for one of its columns; only of those that can be fitted."""
    found = {
        way: power_law(list(rows["n"]), list(rows[column])) for way, rows in table.groupby("way", sort=False)
    }
    return {str(way): law for way, law in found.items() if law is not None}


def unsteady(table: pd.DataFrame) -> bool:
    """Whether something else kept the machine busy: in most rows the upper quartile is over 1.5 times the lower."""
    return bool((table["high"] / table["low"]).median() > UNSTEADY)


def doubling(table: pd.DataFrame, way: str) -> tuple[int, float] | None:
    """The longest text of twice another's length, and how many times as long a way takes for it."""
    medians: dict[int, float] = dict(table.loc[table["way"] == way, ["n", "median"]].itertuples(index=False))
    longest = max((n for n in medians if n / 2 in medians), default=None)
    return None if longest is None else (longest, medians[longest] / medians[longest // 2])
