"""The token editor: click a token of B, type another or take one that the model expects there."""

import streamlit as st

from headlight.model.tokens import Token
from headlight.server.engine import Question
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.compare.candidates import Candidate, candidates, put, token_at
from headlight.ui.pages.compare.expected import hides
from headlight.ui.pages.compare.state import PLACE, RIGHT_TEXT, write
from headlight.ui.parts.outcome.pick import Offer, pick
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.outcome.guesses import percent
from headlight.viz.style.ticks import shortened, shown

TYPED, TAKEN = "compare_typed", "compare_taken"  # in the session


def editor(question: Question, readings: Readings) -> None:
    """Draw B's tokens, and for the chosen one what may replace it."""
    read = readings.of(question).tokens
    tokens = read.get("encoder", read.get("decoder", ()))
    typed = [i for i, token in enumerate(tokens) if not token.special]
    if not typed:
        return
    places = range(typed[0], typed[-1] + 1)
    place = st.session_state.get(PLACE)
    with st.container(key="compare_tokens"):
        pick(Offer(t("compare-replace"), tokens, places), place, "compare_edited", open_place)
    if place is not None and place in places:
        replacement(question, place, readings)


def open_place(place: int) -> None:
    """Show what may replace this token."""
    st.session_state[PLACE] = place


def replacement(question: Question, place: int, readings: Readings) -> None:
    """A box for another token, and what the model expects there."""
    token = token_at(question, place, readings)
    st.session_state[TYPED] = token.text.strip()
    st.text_input(
        t("compare-replacement", token=as_markdown(shown(shortened(token.label, 20)))),
        key=TYPED,
        help=t("compare-replacement-help"),
        on_change=replace_typed,
        args=(token,),
    )
    offered = candidates(question, place, readings)
    likely = "compare-likely-hidden" if hides(question.model) else "compare-likely"
    if offered:
        st.session_state[TAKEN] = None
        st.pills(
            t(likely, model=question.model),
            offered,
            key=TAKEN,
            format_func=lambda c: f"{as_markdown(shown(shortened(c.label, 20)))} {percent(c.probability)}",
            on_change=take,
        )


def replace_typed(token: Token) -> None:
    """Put what was typed in the token's place, behind the same space."""
    typed = st.session_state[TYPED].strip()
    space = token.text[: len(token.text) - len(token.text.lstrip())] if typed else ""
    write(put(st.session_state[RIGHT_TEXT], token, space + typed))


def take() -> None:
    """Put a candidate in the token's place."""
    candidate: Candidate | None = st.session_state[TAKEN]
    if candidate is not None:
        write(candidate.text)
