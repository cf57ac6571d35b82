"""What was done to a map's weights, said on the map: how much goes to sinks, what is hidden, what is merged."""

import numpy as np
import plotly.graph_objects as go

from headlight.viz.maps.marks import ANCHOR, badge, covers, further_note
from headlight.viz.maps.treatment import Treated, Treatment
from headlight.viz.style.look import Look
from headlight.viz.style.ticks import short_label
from headlight.viz.style.words import Phrase

SINK = 0.3
"""What takes more than this share of the attention is called a sink."""

NAMED = 2  # sinks that are called by name
TAKES = Phrase("{names} takes {share}", "{names} 占 {share}")
TAKE = Phrase("{names} take {share}", "{names} 占 {share}")
HIDDEN = Phrase("{names} hidden: {share} of the attention", "已隐藏 {names}：占注意力的 {share}")
RENORMALISED = Phrase(
    "without {names} ({share}), rows renormalised", "去掉 {names}（占 {share}），各行重新归一化"
)
BY_WORD = Phrase("by words: sum over keys, mean over queries", "按词合并：对键求和，对查询取平均")
NO_SHARE = "—"  # no row has a choice


def announced(figure: go.Figure, drawn: Treated, treatment: Treatment, look: Look) -> go.Figure:
    """Say on the figure what was done to its weights, and how much the sinks take; returns the figure."""
    if treatment.units == "words":
        further_note(figure, BY_WORD.of(look.words), look)
    share = NO_SHARE if np.isnan(drawn.share) else f"{drawn.share:.0%}"
    if treatment.sinks == "raw":
        return badge(figure, takes(drawn, share, look), look) if drawn.share > SINK else figure
    said = (HIDDEN if treatment.sinks == "hidden" else RENORMALISED).of(look.words)
    text = f"{ANCHOR}\u00a0{said.format(names=named(drawn, look), share=share)}"
    further_note(figure, f"<span style='color:{look.theme.accent}'>{text}</span>", look)
    blinds = covers([int(column) for column in np.flatnonzero(drawn.sinks)], look.theme)
    figure.layout.shapes = [*blinds, *(shape.to_plotly_json() for shape in figure.layout.shapes)]
    return figure


def takes(drawn: Treated, share: str, look: Look) -> str:
    """`first token takes 62%`; other sinks are called by their labels."""
    if np.flatnonzero(drawn.sinks).tolist() == [0]:
        return look.words.sink_badge.format(share=share)
    phrase = TAKES if drawn.sinks.sum() == 1 else TAKE
    return phrase.of(look.words).format(names=named(drawn, look), share=share)


def named(drawn: Treated, look: Look) -> str:
    """The sinks' labels, each once and the first of them only."""
    labels = dict.fromkeys(
        short_label(key.label) for key, sink in zip(drawn.keys, drawn.sinks, strict=True) if sink
    )
    between = "、" if look.words.language == "zh" else ", "
    return between.join(list(labels)[:NAMED]) + (" …" if len(labels) > NAMED else "")
