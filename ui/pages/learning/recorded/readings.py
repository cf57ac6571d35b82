"""Every checkpoint's reading of one text, side by side, ready for the browser."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from headlight.analysis.learning_reading import Array, Reading, read
from headlight.model.zoo import checkpoints
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.words import t

PATIENCE = 0.3  # seconds before a progress bar is worth looking at


@dataclass(frozen=True, eq=False)
class Recorded:
    """What the browser keeps of one text; the shapes are those of `Reading`, with an axis of steps in front.

    Attributes:
        steps: of training, one for each checkpoint.
        queries, keys: [step, layer, head, token, d_head].
        factor: score = factor · q·k.
        guesses: index into `guessed`, [step, token, guess]; `chances` their probabilities.
        guessed: token ids that are somebody's guess.
        surprisals: nats, [step, token − 1].
        error: of all readings the largest.
        digest: names the arrays, so that they travel once.
    """

    steps: tuple[int, ...]
    queries: Array
    keys: Array
    factor: float
    guesses: NDArray[np.int32]
    chances: Array
    guessed: tuple[int, ...]
    surprisals: Array
    error: float
    digest: str

    def arrays(self) -> dict[str, Any]:
        """What travels once a text: one-dimensional columns, and the name they are kept under."""
        columns = {name: getattr(self, name).ravel() for name in COLUMNS}
        return {"digest": self.digest, **columns}

    def losses(self) -> list[float] | None:
        """Mean surprisal of the text at each step, nats per token; None for a text of one token."""
        return self.surprisals.mean(-1, dtype=np.float64).tolist() if self.surprisals.shape[1] else None


COLUMNS = ("queries", "keys", "guesses", "chances", "surprisals")


def recorded_readings(model: str, text: str) -> Recorded:
    """The text as every checkpoint reads it, with progress on the page while that takes time."""
    steps = checkpoints(model)
    place, started = st.empty(), time.monotonic()
    for done, step in enumerate(steps, start=1):
        reading_of(f"{model}@{step}", text)
        if time.monotonic() - started > PATIENCE:
            place.progress(done / len(steps), t("recorded-reading", done=done, count=len(steps)))
    place.empty()
    return side_by_side(model, text)


@st.cache_resource(show_spinner=False, max_entries=200)
def reading_of(checkpoint: str, text: str) -> Reading:
    """One checkpoint's reading, once for everybody."""
    return read(shared_engine().passing(Question(checkpoint, text)))


@st.cache_resource(show_spinner=False, max_entries=8)
def side_by_side(model: str, text: str) -> Recorded:
    """All of them in one."""
    steps = checkpoints(model)
    return together(steps, [reading_of(f"{model}@{step}", text) for step in steps])


def together(steps: Sequence[int], readings: Sequence[Reading]) -> Recorded:
    """Readings of one text, stacked."""
    queries, keys, ids, chances, surprisals = (
        np.stack([getattr(reading, name) for reading in readings]) for name in COLUMNS
    )
    guessed, guesses = np.unique(ids, return_inverse=True)
    digest = hashlib.sha256()
    for array in (queries, keys, ids, chances, surprisals):
        digest.update(array.tobytes())
    return Recorded(
        steps=tuple(steps),
        queries=queries,
        keys=keys,
        factor=readings[0].factor,
        guesses=guesses.reshape(ids.shape).astype(np.int32),
        chances=chances,
        guessed=tuple(guessed.tolist()),
        surprisals=surprisals,
        error=max(reading.error for reading in readings),
        digest=digest.hexdigest()[:16],
    )
