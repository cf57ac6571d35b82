"""What other positions, another encoding, or other orders of the words do to a model: named maps, and dots."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.viz.drawing import Drawing
from headlight.viz.maps.named_map import NamedMap, names_axis
from headlight.viz.positions.family import NAMES, marker_of
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import Paint, paint_lengths, paint_symmetric
from headlight.viz.style.ticks import label
from headlight.viz.style.words import Phrase

TRAINED_WITH = Phrase("weights trained with", "训练时的位置编码")
READ_WITH = Phrase("read with", "读取时的位置编码")
LOSS = Phrase("Δ loss of the sentence", "句子的损失变化")
LOSS_NOTE = Phrase("mean −ln p, changed − as trained; nats", "−ln p 的平均，改动后 − 原样；nats")
DIVERGENCE = Phrase("Expected after the last word", "最后一个词之后的预测")
DIVERGENCE_NOTE = Phrase("KL(as trained ‖ changed), nats", "KL(原样 ‖ 改动后)，nats")
SWAPPED = Phrase("Δ loss of every swap", "每种替换的损失变化")
SWAPPED_NOTE = Phrase("nats; diagonal = as trained", "nats；对角线 = 原样")
ORDERS = Phrase("Other orders of the same words", "同样的词，不同的顺序")
ORDERS_NOTE = Phrase(
    "dot = one order; bar = their range; diamond = mean", "点 = 一种顺序；横线 = 范围；菱形 = 平均"
)
KL = Phrase("KL(as typed ‖ reordered), nats", "KL(原序 ‖ 换序)，nats")
MEAN = Phrase("mean", "平均")
NATS = "nats"
Matrix = NDArray[np.float64]


def changed_losses(
    z: Matrix, models: Sequence[str], changes: Sequence[str], look: Look = DEFAULT_LOOK
) -> Drawing:
    """Δ loss [model, change] in nats, coloured around 0; NaN where a change is impossible.

    Args:
        z: the numbers.
        models: encodings, by their names in `positions_family`.
        changes: what the columns are called, in the reader's language.
        look: theme and words.
    """
    paint = paint_symmetric(look.words.scale_signed, z.astype(np.float32), look)
    figure = named(z, (LOSS, LOSS_NOTE), models, changes, paint, look)
    return Drawing(figure, long_table(z, ("trained_with", models), ("change", changes), "loss_change"))


def changed_predictions(
    z: Matrix, models: Sequence[str], changes: Sequence[str], look: Look = DEFAULT_LOOK
) -> Drawing:
    """KL [model, change] in nats, of what is expected after the last word."""
    paint = paint_lengths("head", "KL", z.astype(np.float32), look)
    figure = named(z, (DIVERGENCE, DIVERGENCE_NOTE), models, changes, paint, look)
    return Drawing(figure, long_table(z, ("trained_with", models), ("change", changes), "kl"))


def swapped_losses(losses: Matrix, encodings: Sequence[str], look: Look = DEFAULT_LOOK) -> Drawing:
    """Δ loss [trained with, read with] in nats; `data[0].z` is each row of the losses less what is on the diagonal."""
    z = losses - np.diagonal(losses)[:, None]
    paint = paint_symmetric(look.words.scale_signed, z.astype(np.float32), look)
    columns = [NAMES[encoding].of(look.words) for encoding in encodings]
    figure = named(z, (SWAPPED, SWAPPED_NOTE), encodings, columns, paint, look)
    figure.update_xaxes(title_text=READ_WITH.of(look.words))
    table = long_table(losses, ("trained_with", encodings), ("read_with", encodings), "loss")
    return Drawing(figure, table.assign(loss_change=z.ravel()))


def named(
    z: Matrix,
    said: tuple[Phrase, Phrase],
    models: Sequence[str],
    columns: Sequence[str],
    paint: Paint,
    look: Look,
) -> go.Figure:
    """A map with a row for each model. `said`: the heading and the note under it."""
    title, note = (phrase.of(look.words) for phrase in said)
    rows = [NAMES[model].of(look.words) for model in models]
    axes = names_axis(rows, TRAINED_WITH.of(look.words)), names_axis([label(name) for name in columns])
    drawn = NamedMap(
        title, (note,), *axes, NATS, paint, digits=(".4f", ".3f"), hatched=bool(np.isnan(z).any()), row=38
    )
    return drawn.draw(z, look).update_xaxes(tickangle=-30)


def order_points(divergences: Mapping[str, Sequence[float]], look: Look = DEFAULT_LOOK) -> Drawing:
    """For each encoding a row: the KL of each order as dots, their range, and their mean.

    `data` has three traces for each: the range, the dots, the mean.
    """
    words = look.words
    figure = chart(ORDERS.of(words), ORDERS_NOTE.of(words), (KL.of(words), ""), look)
    names = [NAMES[encoding].of(words) for encoding in divergences]
    for row, (encoding, found) in enumerate(divergences.items()):
        marker = marker_of(encoding, look)
        figure.add_scatter(
            x=[min(found), max(found)],
            y=[row, row],
            mode="lines",
            line={"color": marker["color"], "width": 2},
            hoverinfo="skip",
        )
        dots = {"color": marker["color"], "size": 8, "opacity": 0.55}
        hover = f"<b>{names[row]}</b><br>%{{x:.4f}} {NATS}<extra></extra>"
        figure.add_scatter(
            x=list(found), y=[row] * len(found), mode="markers", marker=dots, hovertemplate=hover
        )
        diamond = {
            "color": marker["color"],
            "symbol": "diamond",
            "size": 13,
            "line": {"color": look.theme.text, "width": 1},
        }
        hover = f"<b>{names[row]}</b><br>{MEAN.of(words)} %{{x:.4f}} {NATS}<extra></extra>"
        figure.add_scatter(
            x=[float(np.mean(found))], y=[row], mode="markers", marker=diamond, hovertemplate=hover
        )
    figure.update_xaxes(rangemode="tozero", showgrid=True)
    figure.update_yaxes(names_axis(names) | {"range": [len(names) - 0.5, -0.5]})
    figure.update_layout(showlegend=False, height=140 + 38 * len(names))
    rows = [(name, order, kl) for name, found in divergences.items() for order, kl in enumerate(found)]
    return Drawing(figure, pd.DataFrame(rows, columns=["trained_with", "order", "kl"]))


def long_table(
    z: Matrix, rows: tuple[str, Sequence[str]], columns: tuple[str, Sequence[str]], value: str
) -> pd.DataFrame:
    """A row for each cell of a matrix; for rows and columns, the table's column and what stands in it."""
    (down, above), (across, beside) = rows, columns
    table = pd.DataFrame(
        {down: np.repeat(list(above), len(beside)), across: np.tile(list(beside), len(above))}
    )
    return table.assign(**{value: z.ravel()})
