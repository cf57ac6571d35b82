"""How a model learned: the curves of its card, step by step, and what can be read off them.

Steps are spaced roughly by factors, and begin at 0. Where they are drawn, and wherever a slope is meant, a step s lies
at ln(1 + s).

Source
    Olsson et al. 2022, arXiv:2209.11895 (induction forms within a small part of the training)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

METRICS = ("previous_token", "induction")
"""What the card has of every head, see `analysis.head_measures`."""

CLEAR = 2.0
"""How many times what even attention gives a head must reach at the end for its pattern to be called formed."""

Curve = tuple[float, ...]


@dataclass(frozen=True)
class Growth:
    """What was measured of a model at each of its recorded steps.

    Attributes:
        steps: of training, from 0.
        loss: nats per token of held-out text, [step].
        interval: around each loss, [step, 2].
        tokens: how many tokens the loss is a mean over.
        scores: by metric and head (`L1H2`), [step]: mean weight on the pattern's keys, 0 to 1.
        even: by metric, what attention spread evenly over the visible keys would give.
        n: by metric, texts it is a mean over.
    """

    steps: tuple[int, ...]
    loss: Curve
    interval: tuple[tuple[float, float], ...]
    tokens: int
    scores: Mapping[str, Mapping[str, Curve]]
    even: Mapping[str, float]
    n: Mapping[str, int]


@dataclass(frozen=True)
class Rise:
    """Between which two neighbouring recorded steps a curve rises most steeply."""

    before: int
    after: int


def growth_table(growth: Growth, own: Sequence[float] | None = None) -> pd.DataFrame:
    """The curves as a table, a row for each step and curve.

    Args:
        growth: as measured.
        own: mean loss of another text at each step, if there is one.

    Returns:
        columns step, metric ("loss", "own_loss" in nats per token, or a pattern of `METRICS`), layer, head (of a
        pattern's scores), value, interval_low, interval_high (of the loss), even_attention, n (tokens or texts).
    """
    frames = [
        pd.DataFrame(growth.interval, columns=["interval_low", "interval_high"]).assign(
            step=growth.steps, metric="loss", value=growth.loss, n=growth.tokens
        )
    ]
    if own is not None:
        frames.append(pd.DataFrame({"step": growth.steps, "metric": "own_loss", "value": own}))
    for metric, heads in growth.scores.items():
        for name, curve in heads.items():
            layer, head = (int(part) for part in name.removeprefix("L").split("H"))
            columns = {"step": growth.steps, "metric": metric, "layer": layer, "head": head, "value": curve}
            same = {"even_attention": growth.even[metric], "n": growth.n[metric]}
            frames.append(pd.DataFrame(columns | same))
    order = [
        "step",
        "metric",
        "layer",
        "head",
        "value",
        "interval_low",
        "interval_high",
        "even_attention",
        "n",
    ]
    whole = dict.fromkeys(("layer", "head", "n"), "Int64")
    return pd.concat(frames, ignore_index=True).reindex(columns=order).astype(whole)


def read_growth(card: Mapping[str, Any]) -> Growth | None:
    """The curves of a model's card; None for a card without them."""
    found = card.get("figures", {}).get("growth")
    if not found:
        return None
    return Growth(
        steps=tuple(found["steps"]),
        loss=tuple(found["loss"]["value"]),
        interval=tuple((low, high) for low, high in found["loss"]["interval"]),
        tokens=found["loss"]["tokens"],
        scores={metric: {head: tuple(curve) for head, curve in found[metric].items()} for metric in METRICS},
        even={metric: found["even"][metric] for metric in METRICS},
        n={metric: found["n"][metric] for metric in METRICS},
    )


def places(steps: Sequence[int]) -> NDArray[np.float64]:
    """ln(1 + step): where steps lie on an axis that has room for 0. [step]"""
    return np.log1p(np.asarray(steps, dtype=np.float64))


def layer_and_head(name: str) -> tuple[int, int]:
    """1 and 2 of `L1H2`."""
    layer, _, head = name.removeprefix("L").partition("H")
    return int(layer), int(head)


def best_head(growth: Growth, metric: str) -> str:
    """The head that ends highest by a metric."""
    curves = growth.scores[metric]
    return max(curves, key=lambda head: curves[head][-1])


def formed(growth: Growth, metric: str) -> bool:
    """Whether the best head ends at `CLEAR` times what even attention would give, or higher."""
    return growth.scores[metric][best_head(growth, metric)][-1] >= CLEAR * growth.even[metric]


def steepest_rise(steps: Sequence[int], curve: Sequence[float]) -> Rise | None:
    """Where Δvalue / Δ ln(1 + step) between neighbouring steps is largest; None if the curve never rises.

    Raises:
        ValueError: if there is not one value for each step.
    """
    if len(steps) != len(curve):
        raise ValueError(f"expected {len(steps)} values, one per step, got {len(curve)}")
    slopes = np.diff(np.asarray(curve, dtype=np.float64)) / np.diff(places(steps))
    if slopes.max(initial=0.0) <= 0:
        return None
    steepest = int(slopes.argmax())
    return Rise(steps[steepest], steps[steepest + 1])


def moment(growth: Growth, metric: str) -> Rise | None:
    """Where the best head's curve rises most steeply; None unless its pattern formed."""
    if not formed(growth, metric):
        return None
    return steepest_rise(growth.steps, growth.scores[metric][best_head(growth, metric)])
