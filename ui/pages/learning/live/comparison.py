"""The networks beside each other in figures, and what the choice between them teaches."""

import pandas as pd
import streamlit as st

from headlight.learning.choices import Switch
from headlight.learning.experiment import Experiment
from headlight.learning.run import Run
from headlight.learning.snapshot import Moment
from headlight.ui.pages.learning.live.labels import percent
from headlight.ui.words import t

LEARNED = 0.95
"""The share of right answers from which on a task counts as learned."""


def comparing(experiment: Experiment, names: list[str]) -> None:
    """Draw a table with a column for each network."""
    unmasked = not all(run.choices.mask for run in experiment.runs)
    columns = {
        name: {t("live-parameters"): f"{run.parameters:,}"} | figures(run.moments, unmasked)
        for name, run in zip(names, experiment.runs, strict=False)
        if run.moments
    }
    if experiment.before is not None:
        columns[names[-1]] = figures(experiment.before.moments, unmasked)
    st.markdown(f"**{t('live-figures')}**")
    st.table(pd.DataFrame(columns).fillna("–"))
    lesson(experiment.switch)
    for name, run in zip(names, experiment.runs, strict=False):
        leak(name, run)


def figures(moments: tuple[Moment, ...], unmasked: bool) -> dict[str, str]:
    """What is said of one network; where one of them has no mask, also what each knows with nothing behind a place."""
    first, last = moments[0].measured, moments[-1].measured
    learned = next((m.step for m in moments if m.measured.accuracy >= LEARNED), None)
    said = {
        t("live-learned-at"): t("live-not-yet") if learned is None else str(learned),
        t("live-final-loss"): f"{last.loss:.3f}",
        t("live-final-accuracy"): percent(last.accuracy),
    }
    if unmasked:
        said[t("live-final-unaided")] = percent(last.unaided)
    return said | {
        t("live-peak-at-start"): per_layer(first.peak),
        t("live-score-gradient-at-start"): per_layer(first.scores),
    }


def per_layer(values: tuple[float, ...]) -> str:
    """A number for each layer."""
    return " · ".join(f"L{layer} {value:.2g}" for layer, value in enumerate(values))


def lesson(switch: Switch | None) -> None:
    """What the one difference is about."""
    if switch is not None:
        st.caption(t(f"live-lesson-{switch}"))


def leak(name: str, run: Run) -> None:
    """What a missing mask lets a network see."""
    if run.choices.mask or not run.moments:
        return
    if not run.task.foretells:
        st.caption(t("live-leak-none"))
        return
    last = run.moments[-1].measured
    told = {"accuracy": percent(last.accuracy), "unaided": percent(last.unaided)}
    st.warning(t("live-leak", network=name, **told), icon=":material/visibility:")
