"""What an encoder put into the gaps, and whether it holds the second text for the first one's next."""

import streamlit as st

from model.outcomes import Filled
from model.trace import Trace
from ui import session
from ui.panels.outcome.bars import bars
from ui.panels.outcome.pick import Choose
from viz.outcome.guesses import COUNT, guesses, percent

FEW = 2  # gaps up to which each has the full number of guesses


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """Whether the second text follows."""
    words, outcome = session.outcome_words(), filled_of(trace)
    if outcome.next_sentence is not None:
        st.markdown(words.follows.format(probability=percent(outcome.next_sentence)), help=words.follows_help)


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What may stand in each gap, the chosen one first, and what stood there."""
    words, outcome = session.outcome_words(), filled_of(trace)
    if not outcome.masked:
        st.caption(words.no_masks)
    if trace.prediction is None:
        return
    count = COUNT if len(outcome.masked) <= FEW else COUNT // 2
    stood = dict(zip(outcome.masked, outcome.stood, strict=True))
    for place in sorted(outcome.masked, key=lambda place: place != position):
        found = guesses(trace.prediction, place, stood[place].id, count)
        bars(words.gap.format(position=place), found, words.stood_there)


def background(trace: Trace, key: str) -> None:
    """Nothing."""


def filled_of(trace: Trace) -> Filled:
    """The outcome of an encoder's trace."""
    if not isinstance(trace.outcome, Filled):
        raise TypeError(f"expected gaps, got {type(trace.outcome).__name__}")
    return trace.outcome
