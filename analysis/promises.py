"""How far a sample keeps what it promises: numbers to hold against `least`."""

from collections.abc import Sequence
from dataclasses import dataclass

from headlight.model.outcomes import Translation
from headlight.model.samples import Attends, Expects, Writes
from headlight.model.tokens import Token
from headlight.model.trace import Trace


@dataclass(frozen=True)
class Cell:
    """Where a promise is kept, and how much weight is there.

    Attributes:
        query, key: indices in the head's map.
        weight: of the cell.
        strongest: whether no other key of the row has more.
    """

    query: int
    key: int
    weight: float
    strongest: bool


def cell(promise: Attends, trace: Trace) -> Cell:
    """The promised cell of one head's map.

    Raises:
        ValueError: if the text has no such token.
    """
    site, head = promise.place
    query = place_of(promise.query, trace.query_tokens(site))
    key = place_of(promise.key, trace.key_tokens(site))
    row = trace.step(site).weights(head)[query]
    return Cell(query, key, float(row[key]), bool(row[key] >= row.max()))


def expected(promise: Expects, trace: Trace) -> float:
    """The promised token's probability p, or p over that of the other token.

    Raises:
        ValueError: if there is no prediction, no such place or no such token.
    """
    prediction = trace.prediction
    if prediction is None:
        raise ValueError(f"expected a model that predicts, got {trace.model_name}")
    tokens = trace.tokens["decoder" if "decoder" in trace.tokens else "encoder"]
    place = len(tokens) - 1 if promise.after is None else place_of(promise.after, tokens)
    chances = prediction.probabilities(place)
    labels = list(prediction.vocabulary)
    chance, *other = (
        float(chances[labels.index(token.replace(" ", "·"))])
        for token in (promise.token, promise.over)
        if token is not None
    )
    return chance / other[0] if other else chance


def missing(promise: Writes, trace: Trace) -> list[str]:
    """The pieces that a translation lacks though they are promised, or has though they are not."""
    if not isinstance(trace.outcome, Translation):
        raise ValueError(f"expected a translation by {trace.model_name}, got none")
    text = trace.outcome.hypotheses[0].text
    return [piece for piece in promise.contains if piece not in text] + [
        piece for piece in promise.lacks if piece in text
    ]


def place_of(word: str, tokens: Sequence[Token]) -> int:
    """The token with which a word ends: `bank#2` is the second "bank".

    Words are looked for in what is shown, so that it works for written tokens too, which stand in no text.

    Raises:
        ValueError: if there is no such word.
    """
    sought, _, number = word.partition("#")
    text, ends = "", []
    for token in tokens:
        text += "" if token.special else token.label.replace("·", " ")
        ends.append(len(text))
    start = -1
    for _ in range(int(number or 1)):
        start = text.find(sought, start + 1)
        if start < 0:
            raise ValueError(f"expected {word!r} in {text!r}")
    return next(i for i, end in enumerate(ends) if end >= start + len(sought))
