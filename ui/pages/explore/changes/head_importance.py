"""Does this head matter? Every head of the model is set to zero, one at a time."""

import numpy as np
import streamlit as st

from headlight.analysis.effect import counted, rank
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.server.questions.changes import under
from headlight.ui.pages.explore.changes.comparison import comparable
from headlight.ui.pages.explore.changes.mean_effects import mean_effects
from headlight.ui.parts.figure import figure
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.effect.heads import ablation_map
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look


def matters(asked: Question, selection: Selection, look: Look, readings: Readings) -> None:
    """A button to measure it, and once it is measured, the map of all heads with the chosen one's rank."""
    trace = readings.of(asked)
    before = comparable(asked, trace)
    if before is None:
        return
    heads = every_head(trace)
    changed = tuple(under(before, [Intervention(site, ZeroAblation(), head)]) for site, head in heads)
    effects = mean_effects.known(before, changed)
    if effects is None:
        place, label = st.empty(), t("changes-matters", head=selection.label)
        if not place.button(
            label, key="matters", icon=":material/help_center:", help=t("changes-matters-help")
        ):
            return
        bar = place.progress(0.0)

        def tell(done: int) -> None:
            bar.progress(done / len(heads), t("changes-matters-running", done=done, count=len(heads)))

        effects = mean_effects(before, changed, trace=readings.of(before), tell=tell)
        place.empty()
    draw(dict(zip(heads, effects, strict=True)), len(counted(readings.of(before))), selection, look)


def draw(effects: dict[tuple[Site, int], float], positions: int, selection: Selection, look: Look) -> None:
    """The rank of the chosen head in a sentence, and the map."""
    own = effects[selection.site, selection.head]
    place = rank(own, np.array(list(effects.values())))
    said = t(
        "changes-matters-result",
        head=selection.label,
        value=f"{own:.4f}",
        n=positions,
        rank=place,
        count=len(effects),
    )
    st.markdown(said, help=t("changes-kl-help"))
    layers: dict[Site, list[float]] = {}
    for (site, _), value in effects.items():
        layers.setdefault(site, []).append(value)
    figure(ablation_map(layers, selection, look), key="matters_map")


def every_head(trace: Trace) -> list[tuple[Site, int]]:
    """All heads of all layers, those of a kind of attention together."""
    kinds = list(dict.fromkeys((site.stack, site.kind) for site in trace.sites()))
    steps = sorted(trace.steps, key=lambda step: kinds.index((step.site.stack, step.site.kind)))
    return [(step.site, head) for step in steps for head in range(step.n_heads)]
