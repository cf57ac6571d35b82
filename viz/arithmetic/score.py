"""From q and k to the score: what meets in each dimension, each term, and how their sum grows."""

from typing import Literal

import numpy as np

from headlight.analysis.arithmetic import ScoreSteps
from headlight.model.step import Array, Terms
from headlight.viz.arithmetic.rows import Row, dimensions, rows_of_bars, symbol
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look

Order = Literal["place", "size"]


def terms_rows(score: ScoreSteps, look: Look = DEFAULT_LOOK, order: Order = "place") -> Drawing:
    """The parts, the terms and their running sum over the dimensions; the last row but one is `score.terms.terms`."""
    return rows_of_terms(score.terms, "arithmetic-score-title", look, order)


def bias_rows(terms: Terms[Array], look: Look = DEFAULT_LOOK, order: Order = "place") -> Drawing:
    """The same for what is added to the score."""
    return rows_of_terms(terms, "arithmetic-score-bias-title", look, order)


def vector_rows(score: ScoreSteps, look: Look = DEFAULT_LOOK) -> Drawing:
    """q and k, for a score function that first turns them into something else."""
    wider = max(len(score.query), len(score.key))
    rows = Row("q", score.query, "q"), Row("k", score.key, "k")
    return rows_of_bars((look.t("arithmetic-score-vectors"), ""), rows, dimensions(range(wider), look), look)


def rows_of_terms(terms: Terms[Array], title: str, look: Look, order: Order) -> Drawing:
    """Every part of the terms in one order."""
    values = terms.terms
    numbers = np.arange(len(values)) if order == "place" else np.argsort(-np.abs(values), kind="stable")
    rows = [
        *(Row(symbol, part[numbers], symbol) for symbol, part in terms.parts.items()),
        Row(terms.symbol, values[numbers], "term"),
        Row(
            look.t("arithmetic-score-running"),
            np.cumsum(values[numbers], dtype=float),
            "running_sum",
            running=True,
        ),
    ]
    note = "arithmetic-score-place" if order == "place" else "arithmetic-score-size"
    heading = look.t(title, formula=symbol(terms.formula)), look.t(note)
    return rows_of_bars(heading, rows, dimensions(numbers.tolist(), look), look)
