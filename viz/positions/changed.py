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
        look: theme and language.
    """
    paint = paint_symmetric(look.t("figure-scale-signed"), z.astype(np.float32), look)
    figure = named(z, ("positions-changed-loss", "positions-changed-loss-note"), models, changes, paint, look)
    return Drawing(figure, long_table(z, ("trained_with", models), ("change", changes), "loss_change"))


def changed_predictions(
    z: Matrix, models: Sequence[str], changes: Sequence[str], look: Look = DEFAULT_LOOK
) -> Drawing:
    """KL [model, change] in nats, of what is expected after the last word."""
    paint = paint_lengths("head", "KL", z.astype(np.float32), look)
    figure = named(
        z, ("positions-changed-divergence", "positions-changed-divergence-note"), models, changes, paint, look
    )
    return Drawing(figure, long_table(z, ("trained_with", models), ("change", changes), "kl"))


def swapped_losses(losses: Matrix, encodings: Sequence[str], look: Look = DEFAULT_LOOK) -> Drawing:
    """Δ loss [trained with, read with] in nats; `data[0].z` is each row of the losses less what is on the diagonal."""
    z = losses - np.diagonal(losses)[:, None]
    paint = paint_symmetric(look.t("figure-scale-signed"), z.astype(np.float32), look)
    columns = [look.t(NAMES[encoding]) for encoding in encodings]
    figure = named(
        z, ("positions-changed-swapped", "positions-changed-swapped-note"), encodings, columns, paint, look
    )
    figure.update_xaxes(title_text=look.t("positions-changed-read-with"))
    table = long_table(losses, ("trained_with", encodings), ("read_with", encodings), "loss")
    return Drawing(figure, table.assign(loss_change=z.ravel()))


def named(
    z: Matrix,
    said: tuple[str, str],
    models: Sequence[str],
    columns: Sequence[str],
    paint: Paint,
    look: Look,
) -> go.Figure:
    """A map with a row for each model. `said`: the heading and the note under it."""
    title, note = (look.t(phrase) for phrase in said)
    rows = [look.t(NAMES[model]) for model in models]
    axes = (
        names_axis(rows, look.t("positions-changed-trained-with")),
        names_axis([label(name) for name in columns]),
    )
    drawn = NamedMap(
        title, (note,), *axes, NATS, paint, digits=(".4f", ".3f"), hatched=bool(np.isnan(z).any()), row=38
    )
    return drawn.draw(z, look).update_xaxes(tickangle=-30)


def order_points(divergences: Mapping[str, Sequence[float]], look: Look = DEFAULT_LOOK) -> Drawing:
    """For each encoding a row: the KL of each order as dots, their range, and their mean.

    `data` has three traces for each: the range, the dots, the mean.
    """
    t = look.t
    figure = chart(
        t("positions-changed-orders"),
        t("positions-changed-orders-note"),
        (t("positions-changed-kl"), ""),
        look,
    )
    names = [t(NAMES[encoding]) for encoding in divergences]
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
        hover = f"<b>{names[row]}</b><br>{t('term-mean')} %{{x:.4f}} {NATS}<extra></extra>"
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
