"""Beyond the training length: the loss at every position, as the models' cards have it measured."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.positions.family import family
from headlight.ui.pages.positions.words import position_words
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.viz.positions.lengths import loss_by_position

SCALE = "positions_axis"
SCALES = ("log", "linear")


def lengths() -> dict[str, str]:
    """Draw the section.

    Returns:
        what was chosen, as parameters of a link.
    """
    words, models = position_words(), family()
    cards = {name: shared_engine().model(model).card.get("figures", {}) for name, model in models.items()}
    curves = {name: card["extrapolation"] for name, card in cards.items() if "extrapolation" in card}
    if unmeasured := [models[name] for name in models if name not in curves]:
        st.info(words.not_measured.format(models=", ".join(unmeasured)), icon=":material/timeline:")
    if not curves:
        return {}
    st.markdown(words.lengths_text)
    scale = one_of_few(words.scale, SCALE, {name: getattr(words, name) for name in SCALES})
    figure(loss_by_position(curves, session.look(), scale), "positions_lengths")
    for name, curve in curves.items():
        said = f"{sentence(curve)} {getattr(words, f'{name}_far')}"
        st.markdown(f"**{getattr(words, name)}** — {said}")
    return {SCALE: scale}


def sentence(curve: Mapping[str, Any]) -> str:
    """What the curve does from the last span within the training length to its end, and whether that is clear."""
    words, spans, loss = position_words(), curve["spans"], curve["loss"]
    within = max((i for i, (_, last) in enumerate(spans) if last < curve["trained_on"]), default=0)
    (low, high), (far_low, far_high) = curve["interval"][within], curve["interval"][-1]
    verdict = words.rises if far_low > high else words.falls if far_high < low else words.level
    first, last = ("–".join(map(str, spans[i])) for i in (within, -1))
    change = f"{loss[-1] - loss[within]:+.2f}".replace("-", "−")
    return words.span_change.format(
        verdict=verdict, before=loss[within], after=loss[-1], first=first, last=last, change=change
    )
