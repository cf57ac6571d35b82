"""A score in its parts: a map for each, their means against distance, and one score by rotary's pairs of dimensions."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.positions_parts import Parts, Turned
from headlight.analysis.positions_scores import Scores, against_distance
from headlight.analysis.tables import head_place
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import number_map
from headlight.viz.maps.window import cells_of
from headlight.viz.positions.family import DASHES
from headlight.viz.selection import Selection
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.narrow import narrow
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import symmetric_range
from headlight.viz.style.words import Phrase

PARTS = {
    "score": Phrase("score", "得分"),
    "content_content": Phrase("content · content", "内容 · 内容"),
    "content_position": Phrase("content · position", "内容 · 位置"),
    "position_content": Phrase("position · content", "位置 · 内容"),
    "position_position": Phrase("position · position", "位置 · 位置"),
    "constant": Phrase("with a constant", "含常数的项"),
    "content": Phrase("q·k/√d", "q·k/√d"),
    "bias": Phrase("bias for distance", "按距离的偏置"),
    "unturned": Phrase("unturned", "未旋转"),
    "turning": Phrase("what turning changes", "旋转带来的改变"),
}
"""Parts, by their names in `analysis.positions_parts`; query first, key second."""

SCALE = Phrase("shared, around 0", "共用，以 0 为中心")
MEANS = Phrase("The parts against distance", "各部分与距离")
MEANS_NOTE = Phrase("mean over typed keys at each distance", "每个距离上键入词元的平均")
PAIRS = Phrase("One score, pair by pair", "一个得分，逐对维度")
PAIRS_NOTE = Phrase("bars of one colour sum to q·k/√d", "同色各条之和为 q·k/√d")
PAIR = Phrase("pair of dimensions", "维度对")
TURNED = Phrase("turned", "旋转后")


def part_maps(
    trace: Trace, selection: Selection, parts: Parts, look: Look = DEFAULT_LOOK
) -> dict[str, Drawing]:
    """The score's map and one for each part, painted alike; each has its numbers in `data[0].z`, NaN where masked."""
    step = selection.step(trace)
    visible = step.visible(selection.head)
    shown: dict[str, NDArray[np.floating]] = {"score": step.scores(selection.head), **parts}
    masked = {name: np.where(visible, part, np.nan).astype(np.float32) for name, part in shown.items()}
    limits = symmetric_range(np.stack(list(masked.values())))
    paint = Paint(look.theme.diverging, limits, SCALE.of(look.words))
    maps = {}
    for name, z in masked.items():
        said = PARTS[name].of(look.words)
        figure = number_map(trace, selection, (z, paint, said), look)
        figure.update_layout(title_text=f"{selection.label} · {said}")
        place = {"part": name} | head_place(selection.site, selection.head)
        maps[name] = narrow(Drawing(figure, cells_of(trace, selection, {"score": z}, place=place)))
    return maps


def part_means(scores: Scores, parts: Parts, look: Look = DEFAULT_LOOK) -> Drawing:
    """A line for the score, `data[0]`, and for each part: the mean at each distance."""
    words = look.words
    figure = chart(MEANS.of(words), MEANS_NOTE.of(words), (words.distance, words.score), look)
    masked, tables = np.isnan(scores.values), []
    for number, (name, part) in enumerate({"score": scores.values, **parts}.items()):
        by = against_distance(Scores(np.where(masked, np.nan, part), scores.typed))
        tables.append(by.assign(part=name))
        colour = look.theme.text if name == "score" else look.theme.lines[number - 1]
        figure.add_scatter(
            x=by["distance"],
            y=by["mean"],
            name=PARTS[name].of(words),
            mode="lines",
            line={"color": colour, "width": 2.25, "dash": DASHES[number % len(DASHES)]},
            hovertemplate=f"{words.distance} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>",
        )
    figure.update_yaxes(zeroline=True).update_layout(showlegend=True)
    table = pd.concat(tables, ignore_index=True)
    return Drawing(figure, table[["part", *table.columns.drop("part")]])


def pair_bars(found: Turned, query: int, key: int, look: Look = DEFAULT_LOOK) -> Drawing:
    """Each pair's part of one score, unturned (`data[0].y`) and turned (`data[1].y`)."""
    words = look.words
    figure = chart(PAIRS.of(words), PAIRS_NOTE.of(words), (PAIR.of(words), words.score), look)
    bars: tuple[tuple[Phrase, NDArray[np.float64], str], ...] = (
        (PARTS["unturned"], found.before, look.theme.muted),
        (TURNED, found.after, look.theme.accent),
    )
    for name, values, colour in bars:
        figure.add_bar(
            y=values[:, query, key],
            name=name.of(words),
            marker={"color": colour},
            hovertemplate=f"{PAIR.of(words)} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>",
        )
    figure.update_xaxes(dtick=1).update_yaxes(zeroline=True)
    parts = {"unturned": found.before[:, query, key], "turned": found.after[:, query, key]}
    table = pd.DataFrame({"pair": range(len(found.before)), "query": query, "key": key} | parts)
    return Drawing(figure.update_layout(barmode="group", showlegend=True), table)
