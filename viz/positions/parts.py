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

PARTS = {
    "score": "term-score",
    "content_content": "positions-parts-content-content",
    "content_position": "positions-parts-content-position",
    "position_content": "positions-parts-position-content",
    "position_position": "positions-parts-position-position",
    "constant": "positions-parts-constant",
    "content": "positions-parts-content",
    "bias": "positions-parts-bias",
    "unturned": "positions-parts-unturned",
    "turning": "positions-parts-turning",
}
"""Parts, by their names in `analysis.positions_parts`; query first, key second."""


def part_maps(
    trace: Trace, selection: Selection, parts: Parts, look: Look = DEFAULT_LOOK
) -> dict[str, Drawing]:
    """The score's map and one for each part, painted alike; each has its numbers in `data[0].z`, NaN where masked."""
    step = selection.step(trace)
    visible = step.visible(selection.head)
    shown: dict[str, NDArray[np.floating]] = {"score": step.scores(selection.head), **parts}
    masked = {name: np.where(visible, part, np.nan).astype(np.float32) for name, part in shown.items()}
    limits = symmetric_range(np.stack(list(masked.values())))
    paint = Paint(look.theme.diverging, limits, look.t("positions-parts-scale"))
    maps = {}
    for name, z in masked.items():
        said = look.t(PARTS[name])
        figure = number_map(trace, selection, (z, paint, said), look)
        figure.update_layout(title_text=f"{selection.label} · {said}")
        place = {"part": name} | head_place(selection.site, selection.head)
        maps[name] = narrow(Drawing(figure, cells_of(trace, selection, {"score": z}, place=place)))
    return maps


def part_means(scores: Scores, parts: Parts, look: Look = DEFAULT_LOOK) -> Drawing:
    """A line for the score, `data[0]`, and for each part: the mean at each distance."""
    t = look.t
    figure = chart(
        t("positions-parts-means"),
        t("positions-parts-means-note"),
        (t("figure-distance"), t("term-score")),
        look,
    )
    masked, tables = np.isnan(scores.values), []
    for number, (name, part) in enumerate({"score": scores.values, **parts}.items()):
        by = against_distance(Scores(np.where(masked, np.nan, part), scores.typed))
        tables.append(by.assign(part=name))
        colour = look.theme.text if name == "score" else look.theme.lines[number - 1]
        figure.add_scatter(
            x=by["distance"],
            y=by["mean"],
            name=t(PARTS[name]),
            mode="lines",
            line={"color": colour, "width": 2.25, "dash": DASHES[number % len(DASHES)]},
            hovertemplate=f"{t('figure-distance')} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>",
        )
    figure.update_yaxes(zeroline=True).update_layout(showlegend=True)
    table = pd.concat(tables, ignore_index=True)
    return Drawing(figure, table[["part", *table.columns.drop("part")]])


def pair_bars(found: Turned, query: int, key: int, look: Look = DEFAULT_LOOK) -> Drawing:
    """Each pair's part of one score, unturned (`data[0].y`) and turned (`data[1].y`)."""
    t = look.t
    figure = chart(
        t("positions-parts-pairs"),
        t("positions-parts-pairs-note"),
        (t("positions-parts-pair"), t("term-score")),
        look,
    )
    bars: tuple[tuple[str, NDArray[np.float64], str], ...] = (
        (PARTS["unturned"], found.before, look.theme.muted),
        ("positions-parts-turned", found.after, look.theme.accent),
    )
    for name, values, colour in bars:
        figure.add_bar(
            y=values[:, query, key],
            name=t(name),
            marker={"color": colour},
            hovertemplate=f"{t('positions-parts-pair')} <b>%{{x}}</b>  <b>%{{y:.4f}}</b>",
        )
    figure.update_xaxes(dtick=1).update_yaxes(zeroline=True)
    parts = {"unturned": found.before[:, query, key], "turned": found.after[:, query, key]}
    table = pd.DataFrame({"pair": range(len(found.before)), "query": query, "key": key} | parts)
    return Drawing(figure.update_layout(barmode="group", showlegend=True), table)
