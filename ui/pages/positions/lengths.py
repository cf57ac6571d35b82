"""Beyond the training length: the loss at every position, as the models' cards have it measured."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.positions.family import family
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.positions.lengths import AxisScale, loss_by_position

SCALE = "positions_axis"
SCALES: tuple[AxisScale, ...] = ("log", "linear")


def lengths() -> dict[str, str]:
    """Draw the section.

    Returns:
        what was chosen, as parameters of a link.
    """
    models = family()
    cards = {name: shared_engine().model(model).card.get("figures", {}) for name, model in models.items()}
    curves = {name: card["extrapolation"] for name, card in cards.items() if "extrapolation" in card}
    if unmeasured := [models[name] for name in models if name not in curves]:
        st.info(t("positions-not-measured", models=", ".join(unmeasured)), icon=":material/timeline:")
    if not curves:
        return {}
    st.markdown(t("positions-lengths-text"))
    scale = one_of_few(t("positions-scale"), SCALE, {name: t(f"positions-{name}") for name in SCALES})
    figure(loss_by_position(curves, session.look(), scale), "positions_lengths")
    for name, curve in curves.items():
        said = f"{sentence(curve)} {t(f'positions-{name}-far')}"
        st.markdown(f"**{t(f'positions-{name}')}** — {said}")
    return {SCALE: scale}


def sentence(curve: Mapping[str, Any]) -> str:
    """What the curve does from the last span within the training length to its end, and whether that is clear."""
    spans, loss = curve["spans"], curve["loss"]
    within = max((i for i, (_, last) in enumerate(spans) if last < curve["trained_on"]), default=0)
    (low, high), (far_low, far_high) = curve["interval"][within], curve["interval"][-1]
    verdict = (
        t("positions-rises")
        if far_low > high
        else t("positions-falls")
        if far_high < low
        else t("positions-level")
    )
    first, last = ("–".join(map(str, spans[i])) for i in (within, -1))
    change = f"{loss[-1] - loss[within]:+.2f}".replace("-", "−")
    return t(
        "positions-span-change",
        verdict=verdict,
        before=loss[within],
        after=loss[-1],
        first=first,
        last=last,
        change=change,
    )
