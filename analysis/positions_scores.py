"""One head's scores against the distance between query and key.

    distance = i − j     query i, key j; only pairs that the mask allows, and only keys that were typed: <bos>, where
                         many heads rest, stands apart

The softmax ignores what all scores of a row have in common, so rows are compared by what is `centred`.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.scores import score_matrix
from headlight.model.site import Site
from headlight.model.trace import Trace

Matrix = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class Scores:
    """One head's scores.

    Attributes:
        values: [n_query, n_key], NaN where masked.
        typed: [n_key], False for keys that were added, not typed.
    """

    values: Matrix
    typed: NDArray[np.bool_]

    @classmethod
    def of(cls, trace: Trace, site: Site, head: int) -> "Scores":
        """What the softmax of this head sees; ValueError if there is no such head."""
        typed = np.array([not token.special for token in trace.key_tokens(site)])
        return cls(score_matrix(trace.step(site), head), typed)

    def points(self) -> pd.DataFrame:
        """Every visible pair: columns query, key, distance, score and typed, row by row."""
        query, key = np.nonzero(~np.isnan(self.values))
        columns = {"query": query, "key": key, "distance": query - key}
        return pd.DataFrame(columns | {"score": self.values[query, key], "typed": self.typed[key]})

    def centred(self) -> "Scores":
        """Every score less its row's mean over typed keys; rows without any become NaN."""
        counted = ~np.isnan(self.values) & self.typed
        n = counted.sum(1, keepdims=True)
        sums = np.where(counted, self.values, 0).sum(1, keepdims=True, dtype=np.float64)
        means = np.divide(sums, n, out=np.full(sums.shape, np.nan), where=n > 0)
        return Scores(self.values - means, self.typed)


def against_distance(scores: Scores) -> pd.DataFrame:
    """Columns distance, mean, spread (standard deviation) and n, over the pairs whose key was typed; nearest first."""
    points = scores.points()
    groups = points[points["typed"]].groupby("distance")["score"]
    found = groups.agg(mean="mean", spread=lambda some: some.std(ddof=0), n="size")
    return found.reset_index().astype({"mean": np.float64, "spread": np.float64})
