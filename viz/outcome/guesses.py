"""What a model holds most probable at a position, next to what is really there: plain data for bars or a table."""

from dataclasses import dataclass

import numpy as np

from headlight.model.trace import Prediction

COUNT = 10


@dataclass(frozen=True)
class Guess:
    """One token that may stand at a position.

    Attributes:
        rank: from 1, the most probable.
        label: how the token is shown; not escaped.
        probability: from 0 to 1.
        actual: whether it is the one that stands there.
        id: the token's number in the vocabulary.
    """

    rank: int
    label: str
    probability: float
    actual: bool = False
    id: int = -1


def guesses(
    prediction: Prediction, position: int, actual: int | None = None, count: int = COUNT
) -> tuple[Guess, ...]:
    """The `count` most probable tokens, and the actual one behind them if it is not among them.

    Args:
        prediction: what the model expects at each position.
        position: a row of its logits.
        actual: the token id that stands where the position foretells, if any does.
        count: how many of the most probable.
    """
    found = prediction.top(position, count)
    best = [
        Guess(rank, prediction.vocabulary[id], share, id == actual, id)
        for rank, (id, share) in enumerate(found, start=1)
    ]
    if actual is None or any(guess.actual for guess in best):
        return tuple(best)
    probabilities = prediction.probabilities(position)
    share = float(probabilities[actual])
    rank = int(np.sum(probabilities > share)) + 1
    return (*best, Guess(rank, prediction.vocabulary[actual], share, True, actual))


def percent(share: float) -> str:
    """`31.2 %`; `< 0.1 %` for what would be printed as nothing."""
    return f"{100 * share:.1f} %" if share >= 0.0005 or share == 0 else "< 0.1 %"
