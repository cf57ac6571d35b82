"""A row of weights before and after it is rewritten, bar beside bar."""

from collections.abc import Sequence

import pandas as pd

from headlight.analysis.tables import labels
from headlight.model.tokens import Token
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import token_axis


def row_bars(
    now: Sequence[float], wanted: Sequence[float], tokens: Sequence[Token], look: Look = DEFAULT_LOOK
) -> Drawing:
    """`data[0].y` the weights in force, `data[1].y` those that are asked for, one per key."""
    theme, t = look.theme, look.t
    figure = chart(
        t("effect-row-title"), t("effect-row-note"), (t("figure-key-axis"), t("term-weight")), look
    )
    for name, row, colour in (
        ("effect-row-now", now, theme.muted),
        ("effect-row-rewritten", wanted, theme.selected),
    ):
        figure.add_bar(
            x=list(range(len(row))),
            y=list(row),
            name=t(name),
            marker={"color": colour},
            hovertemplate="<b>%{x}</b><br>%{y:.4f}",
        )
    across = token_axis(tokens, t("figure-key-axis")) | {"tickangle": -45}
    figure.update_layout(xaxis=across, yaxis={"range": [0, 1]}, barmode="group", height=320)
    columns = {"key": range(len(now)), "key_token": labels(tokens), "weight": now, "rewritten": wanted}
    return Drawing(figure, pd.DataFrame(columns))
