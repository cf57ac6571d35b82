"""One row's softmax written out: scores, what remains once the largest is subtracted and raised to e, weights."""

from collections.abc import Sequence

import numpy as np

from headlight.analysis.arithmetic import SoftmaxSteps
from headlight.analysis.tables import labels as token_labels
from headlight.model.tokens import Token
from headlight.viz.arithmetic.rows import Columns, Row, rows_of_bars
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import label, token_axis


def softmax_rows(
    softmax: SoftmaxSteps, tokens: Sequence[Token], key: int, look: Look = DEFAULT_LOOK
) -> Drawing:
    """Score, exp(score − max) and weight of every key; masked scores are NaN in `data[0].y`.

    Args:
        softmax: one query's.
        tokens: the keys'.
        key: the chosen one.
        look: theme and language.
    """
    t = look.t
    rows = (
        Row(t("term-score"), np.where(softmax.visible, softmax.scores, np.nan), "score"),
        Row("exp(s − max)", softmax.powers, "exponential"),
        Row(t("term-weight"), softmax.weights, "weight"),
    )
    labels = [f"{i} · {label(token.label)}" for i, token in enumerate(tokens)]
    places = {"key": range(len(tokens)), "key_token": token_labels(tokens).tolist()}
    columns = Columns(token_axis(tokens, t("figure-key-axis")), labels, places, key)
    return rows_of_bars((t("arithmetic-softmax-title"), t("arithmetic-softmax-note")), rows, columns, look)
