"""What a model expects at one place: the likeliest tokens, and the chance of any token that is asked for."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from headlight.model.trace import Trace
from headlight.server.api.problems import absent, parameter
from headlight.server.api.tokens import likeliest

MOST, ASKED = 100, 32
"""Likeliest tokens of an answer, and tokens that may be asked for."""


def prediction_of(trace: Trace, place: int, count: int, tokens: Sequence[int]) -> dict[str, Any]:
    """What is expected at one place.

    Raises:
        Problem: "absent" for a place without a prediction, "parameter" for a token that the vocabulary has not.
    """
    prediction = trace.prediction
    if prediction is None or place >= len(prediction.logits):
        raise absent(f"place {place}")
    probabilities = prediction.probabilities(place)
    if any(token >= len(probabilities) for token in tokens):
        raise parameter("token", f"expected ids below {len(probabilities)}")
    asked = [
        {
            "id": token,
            "label": prediction.vocabulary[token],
            "p": float(probabilities[token]),
            "rank": 1 + int(np.count_nonzero(probabilities > probabilities[token])),
        }
        for token in tokens
    ]
    top = likeliest(prediction, place, min(count, len(probabilities)))
    return {"place": place, "ahead": prediction.ahead, "top": top, "asked": asked}
