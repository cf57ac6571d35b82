"""What a causal model expects next, and what it wrote on."""

import streamlit as st

from headlight.model.outcomes import Continuation
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.ui.engine import shared_engine
from headlight.ui.parts.outcome.candidates import candidates
from headlight.ui.parts.outcome.pick import Choose, Offer, pick
from headlight.ui.parts.outcome.quote import quote
from headlight.ui.parts.outcome.spelling import behind, inside_character
from headlight.ui.parts.outcome.taking import Edit, Taking, undo_button
from headlight.ui.words import t
from headlight.viz.outcome.guesses import guesses
from headlight.viz.style.ticks import shown


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """What was written on, its tokens to choose from: each was taken from the prediction one position before it."""
    written = written_tokens(trace)
    said = trace.outcome.text if isinstance(trace.outcome, Continuation) and written else t("outcome-stopped")
    quote(t("outcome-continuation"), said)
    if written:
        tokens = trace.tokens["decoder"]
        offer = Offer(t("outcome-drawn"), tokens, range(len(tokens) - len(written), len(tokens)))
        chosen = None if position is None else position + 1
        pick(offer, chosen, f"{key}_drawn", lambda place: choose(place - 1))


def nothing_written(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """The text was only read."""


def written_tokens(trace: Trace) -> tuple[Token, ...]:
    """The tokens that the model wrote."""
    return trace.tokens["decoder"][trace.outcome.start :] if isinstance(trace.outcome, Continuation) else ()


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What comes after the chosen position, and what really came."""
    if position is None or trace.prediction is None:
        return
    tokens = trace.tokens["decoder"]
    after = tokens[position + 1].id if position + 1 < len(tokens) else None
    heading = t("outcome-comes-after", token=shown(tokens[position].label), position=position)
    found = guesses(trace.prediction, position, after)
    candidates(heading, found, t("outcome-in-text"), going_on(trace, position), key)
    undo_button(key)
    if any(guess.label == "<bos>" for guess in found):
        st.caption(t("outcome-begins-anew"))


def going_on(trace: Trace, position: int) -> Taking:
    """A candidate ends the text: what stood behind the position goes."""
    tokenizer, up_to = shared_engine().model(trace.model_name).tokenizer, read_up_to(trace, position)

    def text(id: int) -> str | None:
        return None if up_to is None else behind(tokenizer, up_to[0], [*up_to[1], id])

    says = t("outcome-take-next")
    return Taking(says, lambda id: text(id) is not None, lambda id: Edit(text=text(id)))


def read_up_to(trace: Trace, position: int) -> tuple[str, list[int]] | None:
    """What was typed up to a position, and the ids that the model wrote up to there; None inside a character."""
    tokens = trace.tokens["decoder"]
    if inside_character(tokens, position):
        return None
    end = len(tokens) - len(written_tokens(trace))
    typed, written = tokens[: min(position + 1, end)], tokens[end : position + 1]
    return trace.text[: typed[-1].end], [token.id for token in written]


def background(trace: Trace, key: str) -> None:
    """Nothing."""
