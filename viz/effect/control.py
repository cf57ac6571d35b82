"""A change beside the same change to random other heads: is it more than what any head would do?"""

from collections.abc import Sequence

import pandas as pd

from headlight.viz.drawing import Drawing
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.words import Phrase

TITLE = Phrase("This change and the same to other heads", "这项改动与对其他头的同样改动")
NOTE = Phrase("one dot = one draw of other heads", "一个点 = 一次随机抽取的其他头")
AXIS = Phrase("mean KL(before ‖ after), nats", "平均 KL(前 ‖ 后)，nats")
REAL = Phrase("this change", "这项改动")
OTHERS = Phrase("other heads", "其他头")


def control_strip(
    real: float, others: Sequence[float], names: Sequence[str], look: Look = DEFAULT_LOOK
) -> Drawing:
    """Two rows of points on one axis: `data[0].x` the draws, `data[1].x` the change itself.

    The table has columns control (whether it is a draw of other heads), heads and mean_kl.

    Args:
        real, others: mean KL in nats.
        names: the heads of each draw, shown on hover.
        look: theme and words.
    """
    theme, words = look.theme, look.words
    figure = chart(TITLE.of(words), NOTE.of(words), (AXIS.of(words), ""), look)
    hover = "<b>%{text}</b><br>%{x:.4f} nats<extra></extra>"
    figure.add_scatter(
        x=list(others),
        y=[OTHERS.of(words)] * len(others),
        text=list(names),
        mode="markers",
        marker={"color": theme.accent, "size": 9, "opacity": 0.6},
        hovertemplate=hover,
    )
    figure.add_scatter(
        x=[real],
        y=[REAL.of(words)],
        text=[REAL.of(words)],
        mode="markers",
        marker={"color": theme.selected, "size": 13, "symbol": "diamond"},
        hovertemplate=hover,
    )
    figure.update_layout(xaxis={"rangemode": "tozero", "showgrid": True}, showlegend=False, height=230)
    return Drawing(
        figure,
        pd.DataFrame(
            {
                "control": [False] + [True] * len(others),
                "heads": [None, *names],
                "mean_kl": [real, *others],
            }
        ),
    )
