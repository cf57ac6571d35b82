"""What was done to a map's weights, said on the map: how much goes to sinks, what is hidden, what is merged."""

import numpy as np
import plotly.graph_objects as go

from headlight.viz.maps.marks import ANCHOR, badge, covers
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
    """Warn beside the title if sinks take much; blinds cover them where they are hidden. Changes the figure."""
    if treatment.sinks == "raw":
        much = drawn.share > SINK
        return badge(figure, takes(drawn, share_of(drawn), look), look) if much else figure
    blinds = covers([int(column) for column in np.flatnonzero(drawn.sinks)], look.theme)
    figure.layout.shapes = [*blinds, *(shape.to_plotly_json() for shape in figure.layout.shapes)]
    return figure


def treatment_notes(drawn: Treated, treatment: Treatment, look: Look) -> list[str]:
    """Lines under the title: what was done to the weights."""
    lines = [BY_WORD.of(look.words)] if treatment.units == "words" else []
    if treatment.sinks == "raw":
        return lines
    said = (HIDDEN if treatment.sinks == "hidden" else RENORMALISED).of(look.words)
    text = f"{ANCHOR}\u00a0{said.format(names=named(drawn, look), share=share_of(drawn))}"
    return [*lines, f"<span style='color:{look.theme.accent}'>{text}</span>"]


def share_of(drawn: Treated) -> str:
    """What the sinks take, as text."""
    return NO_SHARE if np.isnan(drawn.share) else f"{drawn.share:.0%}"


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
