"""A row of weights before and after it is rewritten, bar beside bar."""

from collections.abc import Sequence

import pandas as pd

from headlight.analysis.tables import labels
from headlight.model.tokens import Token
from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.ticks import token_axis
from headlight.viz.style.words import Phrase

TITLE = Phrase("The row, now and rewritten", "这一行：现在与改写后")
NOTE = Phrase("both sum to 1", "两者各自合计为 1")
NOW = Phrase("now", "现在")
REWRITTEN = Phrase("rewritten", "改写后")


def row_bars(
    now: Sequence[float], wanted: Sequence[float], tokens: Sequence[Token], look: Look = DEFAULT_LOOK
) -> Drawing:
    """`data[0].y` the weights in force, `data[1].y` those that are asked for, one per key."""
    theme, words = look.theme, look.words
    figure = chart(TITLE.of(words), NOTE.of(words), (words.key_axis, words.weight), look)
    for name, row, colour in ((NOW, now, theme.muted), (REWRITTEN, wanted, theme.selected)):
        figure.add_bar(
            x=list(range(len(row))),
            y=list(row),
            name=name.of(words),
            marker={"color": colour},
            hovertemplate="<b>%{x}</b><br>%{y:.4f}",
        )
    across = token_axis(tokens, words.key_axis) | {"tickangle": -45}
    figure.update_layout(xaxis=across, yaxis={"range": [0, 1]}, barmode="group", height=320)
    columns = {"key": range(len(now)), "key_token": labels(tokens), "weight": now, "rewritten": wanted}
    return Drawing(figure, pd.DataFrame(columns))
