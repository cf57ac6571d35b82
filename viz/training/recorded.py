"""How a model learned, over its training steps: loss and heads' scores as measured, and one pair of words on its text.

A step s is drawn at ln(1 + s), so that there is room for 0. The page moves a line over these figures from step to step;
its browser fills in the curves of whichever head and pair of words are chosen there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from headlight.analysis.learning import METRICS, Growth, best_head, growth_table, moment, places
from headlight.viz.drawing import Drawing
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.scales import faded
from headlight.viz.style.theme import apply
from headlight.viz.style.words import Phrase

STEP = Phrase("training step, at ln(1 + step)", "训练步，位于 ln(1 + 步数)")
AT = Phrase("step <b>%{customdata}</b>", "第 <b>%{customdata}</b> 步")
LOSS = Phrase("loss, nats per token", "损失，奈特/词元")
HELD_OUT = Phrase("held-out text", "留出文本")
THIS_TEXT = Phrase("this text", "这段文本")
SCORE = Phrase("head score", "注意力头得分")
NAMES = {
    "previous_token": Phrase("previous token", "前一词元"),
    "induction": Phrase("induction", "归纳"),
}
EVEN = Phrase("even", "均匀")
FORMS = Phrase("induction rises fastest", "归纳上升最快")
RAW, WEIGHT = Phrase("score", "得分"), Phrase("weight", "权重")
CHOSEN = "chosen"
TICKS = (0, 1, 4, 16, 64, 256, 1024, 4096, 16384, 65536)
HEIGHT, LOW = 430, 300  # pixels
GAP = 0.3  # of ln(1 + step), beyond the first and the last step


@dataclass(frozen=True)
class Line:
    """How a curve is called and drawn, on which of the two axes, and what the browser knows it by."""

    name: str
    colour: str
    meta: Mapping[str, str]
    axis: str = "y"
    dash: str = "solid"


def growth_curves(growth: Growth, look: Look = DEFAULT_LOOK, own: Sequence[float] | None = None) -> Drawing:
    """Above, the loss with its interval; below, the best head of each metric, and what even attention would give.

    Traces carry in `meta` what they show: {"metric": "loss" | "previous_token" | "induction", "head": "L1H2"}; "chosen"
    in place of a name marks the two that await the chosen head's curves. Where the best induction head rises most
    steeply is shaded, if induction formed.

    Args:
        growth: as measured.
        look: theme and words.
        own: mean loss of the text on the page at each step, or None.
    """
    theme, words = look.theme, look.words
    loss = Line(HELD_OUT.of(words), theme.text, {"metric": "loss"})
    text = Line(THIS_TEXT.of(words), theme.lines[5], {"metric": "own"}, dash="dot")
    figure = go.Figure([*interval(growth, look), curve(growth.steps, growth.loss, loss, look)])
    if own is not None:
        figure.add_trace(curve(growth.steps, own, text, look))
    for metric, colour in zip(METRICS, theme.lines, strict=False):
        figure.add_traces(score_curves(growth, metric, colour, look))
    figure.update_layout(two_panels(growth.steps, (LOSS.of(words), SCORE.of(words)), look, HEIGHT))
    highest = max(*growth.loss, *(own or ()))
    figure.update_layout(
        yaxis={"range": [0, 1.06 * highest]},
        yaxis2={"range": [0, 1.04]},
        shapes=shaded(growth, look),
        annotations=said(growth, look),
    )
    return Drawing(apply(figure, theme), growth_table(growth, own))


def interval(growth: Growth, look: Look) -> list[go.Scatter]:
    """The loss's interval as a band: its lower edge, and its upper one, filled down to the lower."""
    edge = {"x": places(growth.steps).tolist(), "mode": "lines", "line": {"width": 0}}
    silent = {"hoverinfo": "skip", "showlegend": False}
    low, high = (list(side) for side in zip(*growth.interval, strict=True))
    colour = faded(look.theme.lines[5], 0.3)
    return [
        go.Scatter(y=low, **edge, **silent),
        go.Scatter(y=high, fill="tonexty", fillcolor=colour, **edge, **silent),
    ]


def score_curves(growth: Growth, metric: str, colour: str, look: Look) -> list[go.Scatter]:
    """One metric below: even attention, the best head, and an empty line for the chosen one."""
    head, name = best_head(growth, metric), NAMES[metric].of(look.words)
    even = go.Scatter(
        x=places(growth.steps).tolist(),
        y=[growth.even[metric]] * len(growth.steps),
        mode="lines",
        line={"color": colour, "width": 1, "dash": "dot"},
        name=f"{name} · {EVEN.of(look.words)}",
        hoverinfo="skip",
        showlegend=False,
        yaxis="y2",
    )
    best = Line(f"{name} · {head}", colour, {"metric": metric, "head": head}, "y2")
    chosen = Line(name, colour, {"metric": metric, "head": CHOSEN, "best": head}, "y2", "dash")
    empty = [None] * len(growth.steps)
    curves = (
        curve(growth.steps, growth.scores[metric][head], best, look),
        curve(growth.steps, empty, chosen, look),
    )
    return [even, *curves]


def pair_curves(steps: Sequence[int], look: Look = DEFAULT_LOOK) -> go.Figure:
    """Score and weight of one pair of words, empty: the browser fills in the chosen pair's."""
    words, colour = look.words, look.theme.accent
    lines = (
        Line(RAW.of(words), colour, {"pair": "score"}),
        Line(WEIGHT.of(words), colour, {"pair": "weight"}, "y2"),
    )
    figure = go.Figure([curve(steps, [None] * len(steps), line, look) for line in lines])
    figure.update_layout(two_panels(steps, (RAW.of(words), WEIGHT.of(words)), look, LOW), showlegend=False)
    return apply(figure.update_layout(yaxis2={"range": [0, 1.04]}), look.theme)


def curve(steps: Sequence[int], values: Sequence[float | None], line: Line, look: Look) -> go.Scatter:
    """One line with a mark at every recorded step; `y` holds the values as they are."""
    return go.Scatter(
        x=places(steps).tolist(),
        y=list(values),
        customdata=list(steps),
        mode="lines+markers",
        line={"color": line.colour, "width": 2, "dash": line.dash},
        marker={"size": 4},
        name=line.name,
        hovertemplate=f"{AT.of(look.words)}<br>{line.name} <b>%{{y:.3f}}</b><extra></extra>",
        yaxis=line.axis,
        meta=line.meta,
    )


def two_panels(steps: Sequence[int], titles: tuple[str, str], look: Look, height: int) -> dict[str, Any]:
    """Two charts over one axis of steps, which can neither be zoomed nor moved: a line on the page follows it."""
    ticks = [step for step in TICKS if step <= steps[-1]]
    if steps[-1] not in ticks:
        close = places([steps[-1]])[0] - places([ticks[-1]])[0] < 0.8
        ticks = [*(ticks[:-1] if close else ticks), steps[-1]]
    first, last = places([steps[0], steps[-1]])
    above, below = ({"title": {"text": title}, "fixedrange": True, "zeroline": False} for title in titles)
    return {
        "height": height,
        "margin": {"t": 12, "l": 16, "r": 16, "b": 16},
        "xaxis": {
            "title": {"text": STEP.of(look.words)},
            "tickvals": places(ticks).tolist(),
            "ticktext": [f"{step:,}" for step in ticks],
            "range": [first - GAP, last + GAP],
            "anchor": "y2",
            "fixedrange": True,
            "zeroline": False,
        },
        "yaxis": above | {"domain": [0.56, 1]},
        "yaxis2": below | {"domain": [0, 0.46]},
        "hovermode": "closest",
        "dragmode": False,
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "itemclick": False},
    }


def shaded(growth: Growth, look: Look) -> list[dict[str, Any]]:
    """A band where the best induction head rises most steeply."""
    if (found := moment(growth, "induction")) is None:
        return []
    left, right = places([found.before, found.after])
    colour = faded(look.theme.lines[1], 0.16)
    return [
        {
            **{"type": "rect", "x0": left, "x1": right, "yref": "paper", "y0": 0, "y1": 1},
            **{"fillcolor": colour, "line": {"width": 0}, "layer": "below", "name": "moment"},
        }
    ]


def said(growth: Growth, look: Look) -> list[dict[str, Any]]:
    """What the band stands for, at its top."""
    if (found := moment(growth, "induction")) is None:
        return []
    left, right = places([found.before, found.after])
    late = left + right > places(growth.steps)[-1]  # then there is more room before it
    return [
        {
            **{"text": FORMS.of(look.words), "x": right if late else left, "yref": "paper", "y": 0.51},
            "xanchor": "right" if late else "left",
            **{"showarrow": False, "font": {"color": look.theme.lines[1], "size": look.theme.size - 1}},
        }
    ]
