"""Heads as points: those that attend alike stand together."""

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.similarity import HeadMap, head_map, head_points
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.head_map import attention_name
from headlight.viz.needs import every_map
from headlight.viz.selection import Selection
from headlight.viz.style.chart import chart
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.scales import graded
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

TITLE = Phrase("Which heads are alike", "哪些头相似")
READING = Phrase(
    "near = alike: √ mean Jensen–Shannon divergence of rows",
    "近 = 相似：√ 各行 Jensen–Shannon 散度的平均",
)
KEPT = Phrase(
    "plane keeps {explained} of squared distances, stress {stress}",
    "平面保留平方距离的 {explained}，stress {stress}",
)
CROWDED = Phrase("where heads crowd, labels appear on hover", "拥挤处的标签在悬停时显示")
SAME = Phrase("no two heads differ", "各头没有差别")
AXES = Phrase("√nats; axes have no meaning of their own", "√nat；坐标轴本身没有含义")
LAYER = Phrase("layer {layer}", "第 {layer} 层")
ONE_HEAD = Phrase(
    "There is one head only, and nothing to compare it with.", "只有一个头，没有可以比较的对象。"
)
SYMBOLS = {"self": "circle", "cross": "circle", "content": "circle", "query_stream": "diamond"}


def several_heads(trace: Trace) -> Phrase | None:
    """More than one head."""
    return every_map(trace) or (ONE_HEAD if sum(step.n_heads for step in trace.steps) < 2 else None)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """A point for each head whose map has the same axes as the selected one's, coloured by layer."""
    selection.step(trace)
    found, words = head_map(trace, selection.site), look.words
    title = TITLE.of(words) + attention_name(trace, selection.site, look)
    figure = chart(title, "", (AXES.of(words), ""), look)
    figure.add_trace(chosen(found, selection, look))
    for site in dict.fromkeys(site for site, _ in found.heads):
        figure.add_trace(points(found, site, selected_index(found, selection), look))
    figure.update_layout(showlegend=True, height=520)
    figure.update_yaxes(scaleanchor="x", zeroline=False)
    figure.update_xaxes(zeroline=False, showgrid=True)
    same = np.isnan(found.explained)
    kept = KEPT.of(words).format(explained=f"{found.explained:.0%}", stress=f"{found.stress:.2f}")
    lines = [READING.of(words), SAME.of(words) if same else kept]
    crowded = not labelled_points(found.places, selected_index(found, selection)).all()
    noted(figure, [*lines, CROWDED.of(words)] if crowded else lines, look)
    return Drawing(figure, head_points(found, selected_index(found, selection)))


def points(found: HeadMap, site: Site, first: int, look: Look) -> go.Scatter:
    """One layer's heads; hover names those that have no room for a label."""
    layers = sorted({other.layer for other, _ in found.heads})
    colour = graded(look.theme.sequential, len(layers))[layers.index(site.layer)]
    mine = [i for i, (other, _) in enumerate(found.heads) if other == site]
    several = len({other.kind for other, _ in found.heads}) > 1
    name = LAYER.of(look.words).format(layer=site.layer)
    names = [f"L{site.layer}H{found.heads[i][1]}" for i in mine]
    printed = labelled_points(found.places, first)[mine]
    kind = f" · {look.words.site(site)}" if several else ""
    return go.Scatter(
        x=found.places[mine, 0],
        y=found.places[mine, 1],
        text=[name if there else "" for name, there in zip(names, printed, strict=True)],
        hovertext=names,
        name=name + kind,
        mode="markers+text",
        textposition="top center",
        textfont={"size": look.theme.size - 2, "color": look.theme.text},
        marker={
            "color": colour,
            "size": 11,
            "symbol": SYMBOLS[site.kind],
            "line": {"color": look.theme.text, "width": 0.5},
        },
        hovertemplate=f"<b>%{{hovertext}}</b>{kind}<extra></extra>",
        cliponaxis=False,
    )


def chosen(found: HeadMap, selection: Selection, look: Look) -> go.Scatter:
    """A ring around the selected head."""
    x, y = found.places[selected_index(found, selection)]
    ring = {
        "symbol": "circle-open",
        "size": 22,
        "color": look.theme.selected,
        "line": {"width": 2.5, "color": look.theme.selected},
    }
    return go.Scatter(x=[x], y=[y], mode="markers", marker=ring, hoverinfo="skip", showlegend=False)


def selected_index(found: HeadMap, selection: Selection) -> int:
    """The selected head's number among the points."""
    return found.heads.index((selection.site, selection.head))


def labelled_points(places: NDArray[np.float64], first: int) -> NDArray[np.bool_]:
    """Which points have room for a label, [head]: the selected one, then those far enough from others' labels."""
    room = np.array([0.16, 0.06]) * max(float(np.ptp(places, axis=0).max()), 1e-9)
    printed = np.zeros(len(places), dtype=bool)
    for i in [first, *range(len(places))]:
        near = (np.abs(places - places[i]) < room).all(-1)
        printed[i] |= not (near & printed).any()
    return printed


VIEW = View(
    name="similarity",
    title=Phrase("Alike", "相似的头"),
    question=Phrase("Which heads do the same?", "哪些头做同样的事？"),
    needs=several_heads,
    controls=(),
    draw=draw,
    order=140,
    family="heads",
)
