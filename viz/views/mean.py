"""What all heads together look at: their mean, or the largest weight of any."""

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.head_measures import first_token
from headlight.analysis.scores import weight_matrix
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.announcement import SINK
from headlight.viz.maps.head_map import attention_name, steps_like
from headlight.viz.maps.heatmap import cells, token_map
from headlight.viz.maps.marks import badge
from headlight.viz.maps.window import cells_of
from headlight.viz.needs import whole_map
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.notes import noted
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import weight_range
from headlight.viz.view import Choice, Control, Options, View

Matrix = NDArray[np.float32]

OF = Control(
    "of",
    "view-mean-of",
    (Choice("mean", "term-mean"), Choice("max", "term-largest")),
)
OVER = Control(
    "over",
    "view-mean-over",
    (
        Choice("layer", "view-mean-over-layer"),
        Choice("all", "view-mean-over-all"),
    ),
)
TITLES = {
    "mean": "view-mean-titles-mean",
    "max": "view-mean-titles-max",
}
VALUES = {"mean": "view-mean-values-mean", "max": "view-mean-values-max"}
NOTES = {
    "mean": "view-mean-notes-mean",
    "max": "view-mean-notes-max",
}
COLUMNS = {"mean": "mean_weight", "max": "largest_weight"}


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Query × key; `data[0].z` holds the mean or largest weights, NaN where no head may look."""
    of, t = OF.value(options), look.t
    step = selection.step(trace)
    steps = [step] if OVER.value(options) == "layer" else steps_like(trace, selection.site)
    z = together(steps, of)
    value = t(VALUES[of])
    paint = Paint(look.theme.sequential, weight_range("head", z), t("view-mean-scale", value=value))
    figure = token_map(trace, selection, cells(z, paint, value, look), look)
    title = t(TITLES[of], n=sum(s.n_heads for s in steps), layers=named(steps, look))
    figure.update_layout(title_text=title + attention_name(trace, selection.site, look))
    reading = t("figure-orientation") + (f" · {t('figure-masked-legend')}" if np.isnan(z).any() else "")
    noted(figure, [reading, t(NOTES[of]), paint.legend()], look)
    share = first_token(np.nan_to_num(z), ~np.isnan(z)) if of == "mean" else 0.0
    if share > SINK:
        badge(figure, t("figure-sink-badge", share=f"{share:.0%}"), look)
    return Drawing(figure, cells_of(trace, selection, {COLUMNS[of]: z}, place=place_of(steps)))


def place_of(steps: list[AttentionStep]) -> dict[str, str | int]:
    """Which heads the table is about: those of all layers from the first to the last of a kind of attention."""
    first, last = steps[0].site, steps[-1].site
    return {
        "attention": f"{first.stack}.{first.kind}",
        "first_layer": first.layer,
        "last_layer": last.layer,
        "heads": sum(step.n_heads for step in steps),
    }


def together(steps: list[AttentionStep], of: str) -> Matrix:
    """The mean or the largest weights of all heads of these layers, [n_query, n_key], NaN where none may look."""
    masked, joined = np.ones(shape := (steps[0].n_query, steps[0].n_key), dtype=bool), np.zeros(shape)
    for step in steps:
        for head in range(step.n_heads):  # one at a time: all maps of a long text are too many
            weights = weight_matrix(step, head)
            masked &= np.isnan(weights)
            (np.add if of == "mean" else np.maximum)(joined, np.nan_to_num(weights), out=joined)
    count = sum(step.n_heads for step in steps) if of == "mean" else 1
    return np.where(masked, np.nan, joined / count).astype(np.float32)


def named(steps: list[AttentionStep], look: Look) -> str:
    """`layer 2`, or `layers 0–5`."""
    first, last = steps[0].site.layer, steps[-1].site.layer
    return look.t("view-mean-one-layer" if first == last else "view-mean-layers", first=first, last=last)


VIEW = View(
    name="mean",
    title="view-mean-name",
    question="view-mean-question",
    needs=whole_map,
    controls=(OF, OVER),
    draw=draw,
    order=110,
    family="heads",
)
