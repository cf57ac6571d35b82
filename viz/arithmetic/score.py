"""From q and k to the score: what meets in each dimension, each term, and how their sum grows."""

from typing import Literal

import numpy as np

from headlight.analysis.arithmetic import ScoreSteps
from headlight.model.step import Array, Terms
from headlight.viz.arithmetic.rows import Row, dimensions, rows_of_bars, symbol
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.words import Phrase

Order = Literal["place", "size"]

TITLE = Phrase("Dimension by dimension: {formula}", "逐维计算：{formula}")
BIAS_TITLE = Phrase("What is added for the position: {formula}", "因位置而加上的数：{formula}")
VECTORS = Phrase("Query and key", "查询与键")
PLACE = Phrase("dimensions in their place", "维度按原有次序")
SIZE = Phrase("dimensions by the size of their term, largest first", "维度按该项的大小排列，最大的在前")
RUNNING = Phrase("Σ so far", "累计 Σ")


def terms_rows(score: ScoreSteps, look: Look = DEFAULT_LOOK, order: Order = "place") -> Drawing:
    """The parts, the terms and their running sum over the dimensions; the last row but one is `score.terms.terms`."""
    return rows_of_terms(score.terms, TITLE, look, order)


def bias_rows(terms: Terms[Array], look: Look = DEFAULT_LOOK, order: Order = "place") -> Drawing:
    """The same for what is added to the score."""
    return rows_of_terms(terms, BIAS_TITLE, look, order)


def vector_rows(score: ScoreSteps, look: Look = DEFAULT_LOOK) -> Drawing:
    """q and k, for a score function that first turns them into something else."""
    wider = max(len(score.query), len(score.key))
    rows = Row("q", score.query, "q"), Row("k", score.key, "k")
    return rows_of_bars((VECTORS.of(look.words), ""), rows, dimensions(range(wider), look), look)


def rows_of_terms(terms: Terms[Array], title: Phrase, look: Look, order: Order) -> Drawing:
    """Every part of the terms in one order."""
    values = terms.terms
    numbers = np.arange(len(values)) if order == "place" else np.argsort(-np.abs(values), kind="stable")
    rows = [
        *(Row(symbol, part[numbers], symbol) for symbol, part in terms.parts.items()),
        Row(terms.symbol, values[numbers], "term"),
        Row(RUNNING.of(look.words), np.cumsum(values[numbers], dtype=float), "running_sum", running=True),
    ]
    note = PLACE if order == "place" else SIZE
    heading = title.of(look.words).format(formula=symbol(terms.formula)), note.of(look.words)
    return rows_of_bars(heading, rows, dimensions(numbers.tolist(), look), look)
