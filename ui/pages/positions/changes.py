"""Other places and other orders for the five models, and what they do in numbers; measured once for a text."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.positions_order import last_divergence, mean_loss, other_orders
from headlight.model.token_positions import Places
from headlight.server.engine import Question
from headlight.ui.cache import shared
from headlight.ui.engine import shared_engine
from headlight.ui.readings import Readings

ORDERS = 8
KEPT = 64  # measurements of each kind, a few numbers each
KINDS = ("removed", "shuffled", "shifted")


@dataclass(frozen=True)
class Measured:
    """What changes do to the models.

    Attributes:
        trained: mean −ln p of the text's tokens as trained, in nats, [model].
        loss: changed − as trained, [model, change].
        divergence: KL of what is expected after the last word, [model, change]. NaN where there is no such change.
    """

    trained: NDArray[np.float64]
    loss: NDArray[np.float64]
    divergence: NDArray[np.float64]


def places_of(kind: str, seed: int, shift: int) -> Places:
    """Other places for the tokens."""
    return {
        "removed": Places("removed"),
        "shuffled": Places("shuffled", seed),
        "shifted": Places("shifted", shift=shift),
    }[kind]


@shared(KEPT)
def measured(
    models: tuple[str, ...], text: str, seed: int, shift: int, reordered: str | None, *, readings: Readings
) -> Measured:
    """Every kind of places, and last the text in another order, for each model."""
    trained, found = np.zeros(len(models)), np.full((2, len(models), len(KINDS) + 1), np.nan)
    for row, model in enumerate(models):
        before = readings.of(Question(model, text))
        trained[row] = mean_loss(before)
        questions = [Question(model, text, places=places_of(kind, seed, shift)) for kind in KINDS]
        questions += [Question(model, reordered)] if reordered is not None else []
        for column, question in enumerate(questions):
            if question.places is None or room(model, len(before.tokens["decoder"]), question.places):
                after = readings.passing(question)
                found[:, row, column] = mean_loss(after) - trained[row], last_divergence(before, after)
    return Measured(trained, *found)


def room(model: str, n: int, places: Places) -> bool:
    """Whether a model has that many places."""
    return bool(n + places.shift <= shared_engine().model(model).config.context)


@shared(KEPT)
def orders_of(model: str, text: str, seed: int) -> tuple[str, ...]:
    """Other orders of the text's words, of the same tokens."""
    reader = shared_engine().model(model)
    return other_orders(
        text, lambda other: reader.tokenizer.encode(other, reader.config.context).tokens, ORDERS, seed
    )


@shared(KEPT)
def order_divergences(
    models: tuple[str, ...], text: str, orders: tuple[str, ...], *, readings: Readings
) -> list[list[float]]:
    """KL of what is expected after the last word, [model, order], in nats."""
    return [
        [
            last_divergence(readings.of(Question(model, text)), readings.passing(Question(model, order)))
            for order in orders
        ]
        for model in models
    ]
