"""What the change does to what is predicted at the token that is looked from."""

import streamlit as st

from headlight.analysis.correspondence import share_vocabulary
from headlight.model.readers.causal import CausalReader
from headlight.model.readers.translator import Translator
from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.compare.expected import expected_at, hides
from headlight.ui.pages.compare.pair import Pair
from headlight.ui.parts.figure import figure
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.compare.predictions import Expected, predictions
from headlight.viz.compare.side import Side
from headlight.viz.style.ticks import shown


def effect(left: Question, right: Question, pair: Pair, readings: Readings) -> None:
    """Draw both predictions, or say why there are none to compare."""
    if pair.right.selection.query is None:
        return
    sides = (left, pair.left), (right, pair.right)
    if any(reads_source(side) for _, side in sides):
        st.caption(t("compare-source-token"))
        return
    onwards = all(isinstance(shared_engine().model(q.model), CausalReader | Translator) for q, _ in sides)
    found = [expected(question, side, onwards, readings) for question, side in sides]
    if found[0] is None or found[1] is None:
        st.caption(t("compare-nothing-before"))
        return
    if not share_vocabulary(pair.left.trace, pair.right.trace):
        st.caption(t("compare-vocabularies"))
        return
    one, two = (as_markdown(shown(label_of(side))) for _, side in sides)
    st.markdown(t("compare-after" if onwards else "compare-at", left=one, right=two))
    figure(predictions(found[0], found[1], session.look()), "compare_predictions")
    for model in dict.fromkeys(question.model for question, _ in sides):
        if hides(model):
            st.caption(t("compare-hidden", model=model))


def expected(question: Question, side: Side, onwards: bool, readings: Readings) -> Expected | None:
    """What comes after a side's query, where both sides read onwards; else what may stand in its place."""
    query = side.selection.query or 0
    if not onwards:
        return expected_at(question, query, readings)
    prediction = side.trace.prediction
    return None if prediction is None else Expected(prediction, query)


def reads_source(side: Side) -> bool:
    """Whether the query is a translator's source token, which nothing foretells."""
    return "written" in side.trace.tokens and side.selection.site.stack == "encoder"


def label_of(side: Side) -> str:
    """The token that is looked from, as the decoder reads it."""
    tokens = side.trace.tokens[side.selection.site.stack]
    return tokens[side.selection.query or 0].label
