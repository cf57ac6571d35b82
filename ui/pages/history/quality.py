"""How good the shipped models are, as their cards say: a table, and the translators by length of the sentence."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.history.architectures import shipped
from headlight.ui.parts.card_figures import DIRECTIONS, lines_of
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.architecture.sentence_lengths import Measure, Table, quality_by_length

Figures = Mapping[str, Any]
MEASURES: Mapping[Measure, str] = {"chrf": "chrF", "bleu": "BLEU"}


def quality(beside: DeltaGenerator, below: DeltaGenerator) -> dict[str, str]:
    """Draw what the cards have, or nothing: the chart beside the last card, the table below all of them.

    Returns:
        what was chosen, as parameters of a link.
    """
    figures = {name: shared_engine().model(name).card.get("figures", {}) for name in shipped().values()}
    table = measured(figures)
    if table.empty:
        return {}
    with beside:
        st.markdown(f"#### {t('quality-quality')}\n{t('quality-quality-help')}")
        chosen = by_length(figures)
    below.table(table, border="horizontal", hide_index=True)
    return chosen


def by_length(figures: Mapping[str, Figures]) -> dict[str, str]:
    """Draw the translators by length of the sentence, if their cards have that; direction and measure chosen."""
    directions = {
        direction: t(f"quality-{name}")
        for direction, name in DIRECTIONS.items()
        if tables(figures, direction)
    }
    if not directions:
        return {}
    with st.container(horizontal=True):
        direction = one_of_few(t("quality-direction"), "history_direction", directions, "collapsed")
        measure = one_of_few(t("quality-measure"), "history_measure", MEASURES, "collapsed")
    figure(quality_by_length(tables(figures, direction), measure, session.look()), "history_lengths")
    return {"history_direction": direction, "history_measure": measure}


def tables(figures: Mapping[str, Figures], direction: str) -> dict[str, Table]:
    """Each translator's table of one direction, for those whose card has one."""
    return {
        name: ours["translation"][direction]["by_length"]
        for name, ours in figures.items()
        if direction in ours.get("translation", {})
    }


def measured(figures: Mapping[str, Figures]) -> pd.DataFrame:
    """One row for each figure of each model, the models of one measure below each other."""
    found = [(model, line) for model, ours in figures.items() for line in lines_of(ours, t)]
    subjects = list(dict.fromkeys(line.about for _, line in found))
    rows = [
        {
            t("quality-column-measure"): line.title,
            t("quality-column-model"): model,
            t("term-value"): str(line.value),  # as the card has it: numbers would get four decimals
            t("quality-column-interval"): line.interval,
            t("quality-column-n"): line.n,
            t("quality-column-baseline"): line.baseline,
        }
        for model, line in sorted(found, key=lambda row: subjects.index(row[1].about))
    ]
    return pd.DataFrame(rows)
