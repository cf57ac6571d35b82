"""The linear map that shifts an encoding by k positions, and how well there is one at all."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.viz.drawing import Drawing
from headlight.viz.positions.family import NAMES, line_of, marker_of
from headlight.viz.positions.tables import matrix_table, signed_map
from headlight.viz.style.chart import chart
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.words import Phrase

MATRIX = Phrase("M, which shifts by {k}", "移动 {k} 个位置的 M")
READ = Phrase("dimension at pos", "pos 处的维度")
MADE = Phrase("dimension at pos + {k}", "pos + {k} 处的维度")
SHARES = Phrase("What the best linear map leaves unexplained", "最佳线性映射未能解释的部分")
SHARES_NOTE = Phrase(
    "fitted on every other position, tested on those between; 1 = no better than the mean",
    "用一半位置拟合，用其间的位置检验；1 = 不比取平均好",
)
SHIFT = Phrase("shift k", "移动 k")
SHARE = Phrase("unexplained share", "未解释的份额")
FLOOR = 1e-16  # a share of exactly 0 has no place on a logarithmic axis


def shift_map(matrix: NDArray[np.float64], k: int, look: Look = DEFAULT_LOOK) -> Drawing:
    """M as a map, coloured around 0; `data[0].z` holds it."""
    words = look.words
    names = READ.of(words), MADE.of(words).format(k=k), words.value
    figure = signed_map(matrix, MATRIX.of(words).format(k=k), names, look)
    square = {"scaleanchor": "x", "constrain": "domain", "constraintoward": "top"}
    figure.update_yaxes(**square).update_xaxes(constrain="domain", constraintoward="left")
    table = matrix_table(matrix, "to_dimension", "from_dimension")
    table.insert(0, "shift", k)
    return Drawing(figure, table)


def shift_shares(
    shares: Mapping[str, Sequence[float]], shifts: Sequence[int], look: Look = DEFAULT_LOOK
) -> Drawing:
    """A line for each encoding: its tested share (`analysis.positions_shift.Fit`) for each shift."""
    words = look.words
    figure = chart(SHARES.of(words), SHARES_NOTE.of(words), (SHIFT.of(words), SHARE.of(words)), look)
    for encoding, found in shares.items():
        figure.add_scatter(
            x=list(shifts),
            y=np.maximum(found, FLOOR),
            name=NAMES[encoding].of(words),
            mode="lines+markers",
            line=line_of(encoding, look),
            marker=marker_of(encoding, look),
            hovertemplate=f"k = <b>%{{x}}</b><br>{SHARE.of(words)} <b>%{{y:.2g}}</b>",
        )
    figure.update_yaxes(type="log", exponentformat="power", dtick=4).update_layout(showlegend=True)
    rows = [(name, k, share) for name, some in shares.items() for k, share in zip(shifts, some, strict=True)]
    return Drawing(figure, pd.DataFrame(rows, columns=["encoding", "shift", "unexplained_share"]))
