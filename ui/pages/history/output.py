"""What came out of a reading, in a few lines: a translation, the next tokens, what was filled in or foretold."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from headlight.model.outcomes import Continuation, Filled, Permuted, Translation
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace
from headlight.ui.parts.outcome.bars import bars
from headlight.ui.parts.outcome.quote import quote
from headlight.ui.words import t
from headlight.viz.outcome.guesses import Guess, guesses, percent
from headlight.viz.style.ticks import shown

COUNT = 5  # guesses for a place
FORETOLD = 8  # tokens of a permuted text that are listed


def output(trace: Trace) -> None:
    """Draw what came out."""
    match trace.outcome:
        case Translation() as translation:
            translated(translation)
        case Filled() as filled if trace.prediction is not None:
            filled_in(filled, trace.prediction)
        case Permuted() as permuted if trace.prediction is not None:
            foretold(permuted, trace.tokens["decoder"], trace.prediction)
        case _ if trace.prediction is not None:
            continued(trace, trace.prediction)


def translated(translation: Translation) -> None:
    """The best hypothesis, or the one that was given."""
    best = translation.hypotheses[0]
    quote(
        t("history-forced") if translation.forced else t("history-wrote"),
        best.text.strip() or t("history-wrote-nothing"),
    )


def continued(trace: Trace, prediction: Prediction) -> None:
    """The tokens that most probably come next; behind the text, whatever was written on."""
    end = trace.outcome.start if isinstance(trace.outcome, Continuation) else len(trace.tokens["decoder"])
    bars(t("history-continues"), guesses(prediction, end - 1, count=COUNT), "")


def filled_in(filled: Filled, prediction: Prediction) -> None:
    """For each gap what stood there most probably, beside what did; and whether the second text follows."""
    if not filled.masked:
        st.caption(t("history-nothing-masked"))
    for place, stood in zip(filled.masked, filled.stood, strict=True):
        found = guesses(prediction, place, stood.id, COUNT)
        bars(t("history-fills-in", position=place), found, t("outcome-stood-there"))
    if filled.next_sentence is not None:
        st.markdown(t("history-second-follows", probability=percent(filled.next_sentence)))


def foretold(permuted: Permuted, tokens: Sequence[Token], prediction: Prediction) -> None:
    """Tokens in their order, each with the probability that it had, given those before it."""
    order = [i for i in permuted.order if not tokens[i].special]
    bars(t("history-foretells"), [as_read(tokens[i], i, prediction) for i in order[:FORETOLD]], "")
    if len(order) > FORETOLD:
        st.caption(t("history-more-tokens", n=len(order) - FORETOLD))


def as_read(token: Token, position: int, prediction: Prediction) -> Guess:
    """How probable a token was where it stands."""
    actual = guesses(prediction, position, token.id, count=0)[-1]
    return replace(actual, label=shown(token.label), actual=False)
