"""How alike heads are: the mean Jensen–Shannon divergence of their rows, and a plane that keeps it as well as it can.

    d(a, b) = √ mean_i JSD(A_a[i], A_b[i])      over the rows i in which both see something

The root of the divergence is a metric (Endres & Schindelin 2003), and classical multidimensional scaling (Torgerson
1952) draws heads at places whose distances come close to it.

Source: Clark et al. 2019, arXiv:1906.04341, section 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.comparable_heads import heads_alike
from headlight.analysis.divergence import jensen_shannon
from headlight.analysis.tables import head_place
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace

Matrix = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class HeadMap:
    """Heads as points.

    Attributes:
        heads: the site and number of each, in reading order.
        divergences: of every two, in nats, 0 … ln 2, [head, head].
        places: where each is drawn, [head, 2], in √nats around their centre.
        explained: the part of the squared distances that the plane keeps, 0 … 1; NaN where all heads are the same.
        stress: √(Σ (drawn − true distance)² / Σ true²), Kruskal's stress-1; NaN where all heads are the same.
    """

    heads: tuple[tuple[Site, int], ...]
    divergences: Matrix
    places: Matrix
    explained: float
    stress: float


def head_map(trace: Trace, site: Site) -> HeadMap:
    """Every head whose map has the same tokens on its axes as those of this site."""
    heads = tuple(heads_alike(trace, site))
    divergences = head_divergences([trace.step(alike) for alike in dict.fromkeys(site for site, _ in heads)])
    places, explained = classical_scaling(divergences)
    return HeadMap(heads, divergences, places, explained, stress(divergences, places))


def head_points(found: HeadMap, chosen: int = 0) -> pd.DataFrame:
    """The heads as a table.

    Returns:
        columns site, layer, head; x, y (its place, √nats) and divergence (from the chosen head, by its number; nats).
    """
    heads = pd.DataFrame([head_place(site, head) for site, head in found.heads])
    return heads.assign(x=found.places[:, 0], y=found.places[:, 1], divergence=found.divergences[chosen])


def head_divergences(steps: Sequence[AttentionStep]) -> Matrix:
    """The mean divergence of the rows of every two heads of these steps, in nats, [head, head].

    Rows in which one of them sees nothing are skipped; 0 where there is no other.
    """
    weights = np.concatenate([step.weights() for step in steps])  # [head, n_query, n_key]
    seeing = np.asarray(weights.any(-1))  # [head, n_query]
    found = np.zeros((len(weights), len(weights)))
    for a in range(len(weights) - 1):
        others = slice(a + 1, None)
        both = seeing[a] & seeing[others]
        rows = jensen_shannon(np.broadcast_to(weights[a], weights[others].shape), weights[others])
        found[a, others] = np.where(both, rows, 0).sum(-1) / np.maximum(both.sum(-1), 1)
    return found + found.T


def classical_scaling(squared: Matrix) -> tuple[Matrix, float]:
    """Places in the plane whose distances come close to the roots of these squared distances.

    The eigenvectors of −½ J D² J, J = 1 − 1/n, for the two largest eigenvalues λ, each of length √λ. An axis points to
    where its furthest head is, so that the same heads are drawn the same way twice.

    Returns:
        places [n, 2], and λ₁ + λ₂ over the sum of all positive eigenvalues; NaN if all distances are 0.
    """
    n = len(squared)
    centred = squared - squared.mean(0) - squared.mean(1)[:, None] + squared.mean()
    values, vectors = np.linalg.eigh(-centred / 2)
    order = np.argsort(-values, kind="stable")[:2]
    lengths = np.sqrt(np.maximum(values[order], 0))
    places = np.zeros((n, 2))
    places[:, : len(order)] = vectors[:, order] * lengths
    furthest = np.abs(places).argmax(0)
    places *= np.where(places[furthest, [0, 1]] < 0, -1.0, 1.0)
    total = np.maximum(values, 0).sum()
    explained = float((lengths**2).sum() / total) if total > 1e-12 else float("nan")
    return places, explained


def stress(squared: Matrix, places: Matrix) -> float:
    """√(Σ (drawn − true distance)² / Σ true²) over all pairs; NaN if all true distances are 0."""
    drawn = np.linalg.norm(places[:, None] - places, axis=-1)
    true = np.sqrt(squared)
    total = squared.sum()
    return float(np.sqrt(((drawn - true) ** 2).sum() / total)) if total > 1e-12 else float("nan")
