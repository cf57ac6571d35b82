"""What was done to a map's weights, said on the map: how much goes to sinks, what is hidden, what is merged."""

import numpy as np
import plotly.graph_objects as go

from headlight.viz.maps.marks import ANCHOR, badge, covers, further_note
from headlight.viz.maps.treatment import Treated, Treatment
from headlight.viz.style.look import Look
from headlight.viz.style.ticks import short_label

SINK = 0.3
"""What takes more than this share of the attention is called a sink."""

NAMED = 2  # sinks that are called by name
NO_SHARE = "—"  # no row has a choice


def announced(figure: go.Figure, drawn: Treated, treatment: Treatment, look: Look) -> go.Figure:
    """Say on the figure what was done to its weights, and how much the sinks take; returns the figure."""
    if treatment.units == "words":
        further_note(figure, look.t("announcement-by-word"), look)
    share = NO_SHARE if np.isnan(drawn.share) else f"{drawn.share:.0%}"
    if treatment.sinks == "raw":
        return badge(figure, takes(drawn, share, look), look) if drawn.share > SINK else figure
    done = "announcement-hidden" if treatment.sinks == "hidden" else "announcement-renormalised"
    said = look.t(done, names=named(drawn, look), share=share)
    text = f"{ANCHOR}\u00a0{said}"
    further_note(figure, f"<span style='color:{look.theme.accent}'>{text}</span>", look)
    blinds = covers([int(column) for column in np.flatnonzero(drawn.sinks)], look.theme)
    figure.layout.shapes = [*blinds, *(shape.to_plotly_json() for shape in figure.layout.shapes)]
    return figure


def takes(drawn: Treated, share: str, look: Look) -> str:
    """`first token takes 62%`; other sinks are called by their labels."""
    if np.flatnonzero(drawn.sinks).tolist() == [0]:
        return look.t("figure-sink-badge", share=share)
    phrase = "announcement-takes" if drawn.sinks.sum() == 1 else "announcement-take"
    return look.t(phrase, names=named(drawn, look), share=share)


def named(drawn: Treated, look: Look) -> str:
    """The sinks' labels, each once and the first of them only."""
    labels = dict.fromkeys(
        short_label(key.label) for key, sink in zip(drawn.keys, drawn.sinks, strict=True) if sink
    )
    return look.t("list-separator").join(list(labels)[:NAMED]) + (" …" if len(labels) > NAMED else "")
