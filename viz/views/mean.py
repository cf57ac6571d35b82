"""What all heads together look at: their mean, or the largest weight of any."""

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.heads import first_token
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
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, Options, View

Matrix = NDArray[np.float32]

OF = Control(
    "of",
    Phrase("Taken together", "合并方式"),
    (Choice("mean", Phrase("mean", "平均")), Choice("max", Phrase("largest", "最大"))),
)
OVER = Control(
    "over",
    Phrase("Heads", "头"),
    (
        Choice("layer", Phrase("of this layer", "本层")),
        Choice("all", Phrase("of all layers", "所有层")),
    ),
)
TITLES = {
    "mean": Phrase("Mean of {n} heads, {layers}", "{n} 个头的平均，{layers}"),
    "max": Phrase("Largest weight of {n} heads, {layers}", "{n} 个头中的最大权重，{layers}"),
}
VALUES = {"mean": Phrase("mean weight", "平均权重"), "max": Phrase("largest weight", "最大权重")}
NOTES = {
    "mean": Phrase(
        "rows sum to 1; heads that differ cancel each other out", "每行之和为 1；不同的头会互相抵消"
    ),
    "max": Phrase("rows may sum to more than 1", "每行之和可能大于 1"),
}
COLUMNS = {"mean": "mean_weight", "max": "largest_weight"}
SCALE = Phrase("{value}, linear, to the largest here", "{value}，线性，到此图最大值")
LAYER, LAYERS = Phrase("layer {0}", "第 {0} 层"), Phrase("layers {0}–{1}", "第 {0}–{1} 层")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Query × key; `data[0].z` holds the mean or largest weights, NaN where no head may look."""
    of, words = OF.value(options), look.words
    step = selection.step(trace)
    steps = [step] if OVER.value(options) == "layer" else steps_like(trace, selection.site)
    z = together(steps, of)
    value = VALUES[of].of(words)
    paint = Paint(look.theme.sequential, weight_range("head", z), SCALE.of(words).format(value=value))
    figure = token_map(trace, selection, cells(z, paint, value, look), look)
    title = TITLES[of].of(words).format(n=sum(s.n_heads for s in steps), layers=named(steps, look))
    figure.update_layout(title_text=title + attention_name(trace, selection.site, look))
    reading = words.orientation + (f" · {words.masked_legend}" if np.isnan(z).any() else "")
    noted(figure, [reading, NOTES[of].of(words), paint.legend()], look)
    share = first_token(np.nan_to_num(z), ~np.isnan(z)) if of == "mean" else 0.0
    if share > SINK:
        badge(figure, words.sink_badge.format(share=f"{share:.0%}"), look)
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
    return (LAYER if first == last else LAYERS).of(look.words).format(first, last)


VIEW = View(
    name="mean",
    title=Phrase("All heads as one", "各头合并"),
    question=Phrase("What do the heads look at taken together?", "各个头合在一起在看哪里？"),
    needs=whole_map,
    controls=(OF, OVER),
    draw=draw,
    order=110,
    family="heads",
)
