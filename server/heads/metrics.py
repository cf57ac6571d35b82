"""What each head does on this text, as columns by which the mosaic sorts its tiles and marks the striking ones."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.measure_table import SHARES, head_metrics, measurable
from headlight.model.site import Site
from headlight.model.trace import Trace

METRICS = (*SHARES, "entropy", "distance")
"""Those of `analysis.measure_table` that the workbench has words for."""


@dataclass(frozen=True, eq=False)
class Metric:
    """One metric of every head, in the order of the tiles.

    Attributes:
        values: float32 [head]; NaN where the pattern is not possible.
        uniform: what attention spread evenly over the visible keys would give, float32 [head].
        n: rows the value is a mean over, [head].
    """

    values: NDArray[np.float32]
    uniform: NDArray[np.float32]
    n: NDArray[np.int64]

    def message(self) -> dict[str, list[float | None]]:
        """As JSON: four digits, and null for NaN."""
        return {
            "values": [rounded(value) for value in self.values.tolist()],
            "uniform": [rounded(value) for value in self.uniform.tolist()],
            "n": self.n.tolist(),
        }


class Measured:
    """A reading's metrics, computed when somebody first asks for them; then the reading is let go."""

    def __init__(self, trace: Trace, sites: Sequence[Site]) -> None:
        self._lock = Lock()
        self._reading: tuple[Trace, Sequence[Site]] | None = (trace, sites)
        self._metrics: Mapping[str, Metric] = {}

    def metrics(self) -> Mapping[str, Metric]:
        """Each metric by its name, see `metrics_of`. Who asks while they are being computed waits."""
        with self._lock:
            if self._reading is not None:
                self._metrics = metrics_of(*self._reading)
                self._reading = None
            return self._metrics


def metrics_of(trace: Trace, sites: Sequence[Site]) -> dict[str, Metric]:
    """Every metric that at least one head of these sites has; none of a text that would take minutes."""
    if not measurable(trace.step(site) for site in sites):
        return {}
    table = head_metrics(trace, sites)
    found = {name: column(table[table["metric"] == name]) for name in METRICS}
    return {name: metric for name, metric in found.items() if np.isfinite(metric.values).any()}


def column(rows: pd.DataFrame) -> Metric:
    """One metric's rows of the table, which has a row per head in the order of the sites."""
    values, uniform = (rows[name].to_numpy(np.float32) for name in ("value", "uniform"))
    return Metric(values, uniform, rows["n"].to_numpy(np.int64))


def rounded(value: float) -> float | None:
    """Four digits; None for NaN, which JSON has not."""
    return float(f"{value:.4g}") if np.isfinite(value) else None
