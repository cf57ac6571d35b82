"""Tokens and what was expected, as JSON."""

from collections.abc import Mapping, Sequence
from typing import Any

from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace
from headlight.server.heads.running_text import Piece

TOP, FEW = 10, 5
"""The likeliest tokens of the place one looks at, and of each gap."""


def lists(trace: Trace, pieces: Mapping[str, Sequence[Piece]]) -> dict[str, Any]:
    """Every list of tokens. `pieces`: the same as running text."""
    return {
        name: [token(one, *piece) for one, piece in zip(some, pieces[name], strict=True)]
        for name, some in trace.tokens.items()
    }


def token(one: Token, join: str, piece: str) -> dict[str, Any]:
    """One token; its span is that of the characters (code points) it stands for, null for one that was added."""
    return {
        "id": one.id,
        "text": one.text,
        "label": one.label,
        "start": None if one.special else one.start,
        "end": None if one.special else one.end,
        "word": one.word,
        "special": one.special,
        "join": join,
        "piece": piece,
    }


def short(one: Token) -> dict[str, Any]:
    """A token out of any list."""
    return {"id": one.id, "label": one.label}


def likeliest(prediction: Prediction, place: int, count: int) -> list[dict[str, Any]]:
    """The most probable tokens at one place."""
    return [
        {"id": token, "label": prediction.vocabulary[token], "p": p}
        for token, p in prediction.top(place, count)
    ]
