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
from headlight.viz.style.words import Phrase

TITLE = Phrase("The row’s softmax", "这一行的 softmax")
NOTE = Phrase(
    "the chosen key stands out; a gap is a masked key",
    "突出显示的是所选的键；空缺处是被掩码遮挡的键",
)


def softmax_rows(
    softmax: SoftmaxSteps, tokens: Sequence[Token], key: int, look: Look = DEFAULT_LOOK
) -> Drawing:
    """Score, exp(score − max) and weight of every key; masked scores are NaN in `data[0].y`.

    Args:
        softmax: one query's.
        tokens: the keys'.
        key: the chosen one.
        look: theme and words.
    """
    words = look.words
    rows = (
        Row(words.score, np.where(softmax.visible, softmax.scores, np.nan), "score"),
        Row("exp(s − max)", softmax.powers, "exponential"),
        Row(words.weight, softmax.weights, "weight"),
    )
    labels = [f"{i} · {label(token.label)}" for i, token in enumerate(tokens)]
    places = {"key": range(len(tokens)), "key_token": token_labels(tokens).tolist()}
    columns = Columns(token_axis(tokens, words.key_axis), labels, places, key)
    return rows_of_bars((TITLE.of(words), NOTE.of(words)), rows, columns, look)
