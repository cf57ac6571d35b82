"""What an encoder put into the gaps, and whether it holds the second text for the first one's next."""

import streamlit as st

from headlight.model.outcomes import Filled
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.ui.engine import shared_engine
from headlight.ui.parts.outcome.candidates import candidates
from headlight.ui.parts.outcome.pick import Choose
from headlight.ui.parts.outcome.spelling import in_place
from headlight.ui.parts.outcome.taking import Edit, Taking, undo_button
from headlight.ui.words import t
from headlight.viz.outcome.guesses import COUNT, guesses, percent

FEW = 2  # gaps up to which each has the full number of guesses


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """Whether the second text follows."""
    outcome = filled_of(trace)
    if outcome.next_sentence is not None:
        st.markdown(
            t("outcome-follows", probability=percent(outcome.next_sentence)), help=t("outcome-follows-help")
        )


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What may stand in each gap, the chosen one first, and what stood there."""
    outcome = filled_of(trace)
    if trace.prediction is None:
        return
    if not outcome.masked:
        st.caption(t("outcome-no-masks"))
    count = COUNT if len(outcome.masked) <= FEW else COUNT // 2
    stood = dict(zip(outcome.masked, outcome.stood, strict=True))
    for place in sorted(outcome.masked, key=lambda place: place != position):
        found = guesses(trace.prediction, place, stood[place].id, count)
        taking = filling(trace, outcome, place)
        candidates(
            t("outcome-gap", position=place), found, t("outcome-stood-there"), taking, f"{key}_{place}"
        )
    undo_button(key)


def filling(trace: Trace, outcome: Filled, place: int) -> Taking:
    """A candidate goes into its gap, in whichever text that is; the other gaps stay."""
    tokenizer = shared_engine().model(trace.model_name).tokenizer
    whole = whole_tokens(trace, outcome)
    end = next((i for i, token in enumerate(whole) if token.separates), len(whole))
    first = place < end
    text = trace.text if first else outcome.second or ""
    masked = tuple(other for other in outcome.masked if other != place)

    def filled(id: int) -> str | None:
        return in_place(tokenizer, text, whole, place, id)

    def edit(id: int) -> Edit:
        said, position = filled(id), None if masked else place
        if first:
            return Edit(said, {"masked": masked}, position, {"masked": outcome.masked})
        settings = {"masked": masked, "second": said}
        return Edit(None, settings, position, {"masked": outcome.masked})

    return Taking(t("outcome-take-gap"), lambda id: filled(id) is not None, edit)


def whole_tokens(trace: Trace, outcome: Filled) -> list[Token]:
    """The tokens as they were before some were masked."""
    tokens = list(trace.tokens["encoder"])
    for place, token in zip(outcome.masked, outcome.stood, strict=True):
        tokens[place] = token
    return tokens


def background(trace: Trace, key: str) -> None:
    """Nothing."""


def filled_of(trace: Trace) -> Filled:
    """The outcome of an encoder's trace."""
    if not isinstance(trace.outcome, Filled):
        raise TypeError(f"expected gaps, got {type(trace.outcome).__name__}")
    return trace.outcome
