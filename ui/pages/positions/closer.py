"""One model under one change: a head's map before and after, and what becomes of its predictions."""

from collections.abc import Mapping

import streamlit as st

from headlight.analysis.effect import effect
from headlight.analysis.positions_order import last_word
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.pages.explore.changes.comparison import Pair
from headlight.ui.pages.explore.changes.effects import expectation, maps
from headlight.ui.pages.positions.changes import KINDS, places_of, room
from headlight.ui.pages.positions.question import choose_head
from headlight.ui.pages.positions.swap import alike, swapped_trace
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.effect.positions import divergence_bars, gain_bars

MODEL, CHANGE = "positions_model", "positions_change"
SWAP = "as_"
"""What a change to another encoding begins with in links: `as_rotary`."""


def closer(models: Mapping[str, str], text: str, places: tuple[int, int], readings: Readings) -> None:
    """Draw it. `places`: the shuffle's seed, and by how many places to shift."""
    look = session.look()
    st.markdown(f"##### {t('positions-closer')}")
    encoding = choose_model(models)
    change = choose_change(encoding, models, places[1])
    question = Question(models[encoding], text)
    before = readings.of(question)
    after = changed_trace(change, question, models, places, readings)
    if after is None:
        st.info(t("page-refused", reason=t("changes-misfit")), icon=":material/block:")
        return
    if change == SWAP + encoding or (encoding == "none" and change in KINDS):
        st.caption(t("positions-same-text"))
    pair = Pair(question, before, after)
    maps(pair, choose_head({"before": before}), look)
    table, tokens = effect(before, after), before.tokens["decoder"]
    left, right = st.columns(2, gap="large")
    with left:
        figure(divergence_bars(table, tokens, None, look), "positions_kl")
    with right:
        figure(gain_bars(table, tokens, None, look), "positions_gain")
    expectation(pair, last_word(tokens))


def choose_model(models: Mapping[str, str]) -> str:
    """Which model to change, by its encoding."""
    return one_of_few(t("term-model"), MODEL, {name: t(f"positions-{name}") for name in models})


def choose_change(encoding: str, models: Mapping[str, str], shift: int) -> str:
    """What to change: the places, or the encoding, if there are models to lend theirs."""
    lenders = alike(models)
    swaps = [SWAP + name for name in lenders if name not in (encoding, "none")] if encoding in lenders else []
    titles = {kind: t(f"positions-{kind}", k=shift) for kind in KINDS}
    titles |= {name: t("positions-read-with", encoding=t(f"positions-{name[len(SWAP) :]}")) for name in swaps}
    return one_of_few(t("positions-change"), CHANGE, titles)


def changed_trace(
    change: str, question: Question, models: Mapping[str, str], places: tuple[int, int], readings: Readings
) -> Trace | None:
    """What the changed model reads; None where it has not as many places."""
    if change.startswith(SWAP):
        return swapped_trace(question.model, models[change[len(SWAP) :]], question.text, readings)
    elsewhere = places_of(change, *places)
    if not room(question.model, len(readings.of(question).tokens["decoder"]), elsewhere):
        return None
    return readings.of(Question(question.model, question.text, places=elsewhere))
