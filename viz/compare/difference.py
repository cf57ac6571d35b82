"""B − A: what one head does in a second reading that it did not do in the first, over the tokens both have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.comparison import change, difference, paired
from headlight.analysis.correspondence import Correspondence
from headlight.analysis.tables import head_place, in_front, labels
from headlight.analysis.window import Window
from headlight.model.tokens import Token
from headlight.viz.compare.maps import row_frame
from headlight.viz.compare.side import Pairs, Side, windows
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import cells
from headlight.viz.maps.marks import hatched_ground
from headlight.viz.maps.window import Axes, is_whole
from headlight.viz.maps.window import said as window_said
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import Paint, paint_symmetric
from headlight.viz.style.scales import Range
from headlight.viz.style.theme import apply
from headlight.viz.style.ticks import token_axis
from headlight.viz.style.words import Phrase

TITLE = Phrase("Difference B − A", "差 B − A")
CHANGE = Phrase("B − A", "B − A")
SCALE = Phrase("weight B − A", "权重 B − A")
MASKED = Phrase("hatched = masked in both", "斜线 = 两边都被掩码遮挡")
LEFT_OUT = Phrase(
    "without a counterpart, left out: queries {a} + {b}, keys {c} + {d}",
    "没有对应、未画出：查询 {a} + {b}，键 {c} + {d}",
)
NOT_RENORMALISED = Phrase("rows are not renormalised", "各行未重新归一化")
NONE = Phrase("no token of A has a counterpart in B", "A 中没有词元在 B 中有对应")
WIDE, SHORTEST, TALLEST, AROUND = 360, 60, 460, 170  # pixels of the cells, and of all that is around them
LINE = 15  # of each further line of notes
LEAST = 0.01  # a map whose largest difference is below it is not coloured up to look like one


def difference_map(left: Side, right: Side, pairs: Pairs, look: Look = DEFAULT_LOOK) -> Drawing:
    """B's weights minus A's; `data[0].z` holds them exactly, float32 [pair of queries, pair of keys].

    NaN where both are masked; what one side alone may not see has weight 0 there. Rows and columns are the tokens both
    texts have, `cat → dog` where one replaces the other.

    Raises:
        ValueError: if a selection is not in its trace.
    """
    parts = windows(left, right)
    rows = pairs[0].within(parts[0].queries, parts[1].queries)
    columns = pairs[1].within(parts[0].keys, parts[1].keys)
    maps = left.weights(parts[0]), right.weights(parts[1])
    z = difference(*maps, rows, columns)
    paint = painted(z, look)
    said, size = notes(z, pairs, paint, look), look.theme.size
    if not is_whole(parts[0], left.shape):
        said = f"A: {window_said(parts[0], left.shape, look)}<br>{said}"
    more = LINE * said.count("<br>")
    figure = go.Figure(cells(z, paint, CHANGE.of(look.words), look))
    ours, theirs = tokens = left.tokens(parts[0]), right.tokens(parts[1])
    queries, keys = joined(ours[0], theirs[0], rows), joined(ours[1], theirs[1], columns)
    down = token_axis(queries, look.words.query_axis)
    down["range"] = down["range"][::-1]
    across = token_axis(keys, look.words.key_axis) | {"tickangle": -45}
    square = {"scaleanchor": "x", "constrain": "domain", "constraintoward": "top"}
    figure.update_layout(
        title={"text": TITLE.of(look.words), "subtitle": {"text": said}, "pad": {"b": 2.9 * size + more}},
        margin_t=5.4 * size + more,
        height=AROUND + round(more + min(TALLEST, max(SHORTEST, WIDE * len(z) / max(1, z.shape[1])))),
        xaxis=across | {"constrain": "domain", "constraintoward": "left"},
        yaxis=down | square,
        images=[hatched_ground(look.theme)] if z.size else [],
    )
    found = np.flatnonzero(rows.left + parts[0].row == left.selection.query)
    if len(found):
        figure.add_shape(row_frame(int(found[0]), "", look.theme))
    drawn = Compared(maps, tokens, parts, (rows, columns))
    return Drawing(apply(figure, look.theme), partial(of_sides, drawn, place_of(left, right)))


def place_of(left: Side, right: Side) -> dict[str, str | int]:
    """The table's columns that say which heads are compared: site_a, layer_a, head_a, and those of b."""
    return {
        f"{name}_{end}": value
        for end, side in (("a", left), ("b", right))
        for name, value in head_place(side.selection.site, side.selection.head).items()
    }


def of_sides(drawn: "Compared", place: Mapping[str, str | int]) -> pd.DataFrame:
    """The table of the map: the heads' columns, then those of `Compared.table`."""
    return in_front(drawn.table(), place)


@dataclass(frozen=True, eq=False)
class Compared:
    """What is drawn of both sides, for the table: of A and B each, weights, tokens and window; then the pairs."""

    maps: tuple[NDArray[np.float32], NDArray[np.float32]]
    tokens: tuple[Axes, Axes]
    parts: tuple[Window, Window]
    pairs: Pairs

    def table(self) -> pd.DataFrame:
        """A row for each pair of queries and of keys: query_a, query_token_a …, weight_a, weight_b, difference."""
        rows, columns = self.pairs
        n, m = len(rows.left), len(columns.left)
        found: dict[str, NDArray[Any]] = {}
        ends = zip(
            "ab", self.tokens, self.parts, (rows.left, rows.right), (columns.left, columns.right), strict=True
        )
        for end, (queries, keys), part, i, j in ends:
            found |= {
                f"query_{end}": np.repeat(i + part.row, m),
                f"query_token_{end}": np.repeat(labels(queries)[i], m),
                f"key_{end}": np.tile(j + part.column, n),
                f"key_token_{end}": np.tile(labels(keys)[j], n),
            }
        ours, theirs = paired(*self.maps, rows, columns)
        both = {"weight_a": ours, "weight_b": theirs, "difference": change(ours, theirs)}
        return pd.DataFrame(found | {name: z.ravel() for name, z in both.items()})


def painted(z: NDArray[np.float32], look: Look) -> Paint:
    """The diverging scale, centred on zero, to the largest difference and at least to `LEAST`."""
    paint = paint_symmetric(SCALE.of(look.words), z, look)
    reach = max(LEAST, paint.range.high if np.nan_to_num(z).any() else LEAST)
    return replace(paint, range=Range(-reach, reach))


def joined(left: Sequence[Token], right: Sequence[Token], pairs: Correspondence) -> list[Token]:
    """The tokens both texts have, those that differ as `cat → dog`, or with a bar where an arrow is in their names."""
    steps = any(" → " in token.label for token in left)
    between = " | " if steps else " → "
    return [
        replace(left[i], label=f"{left[i].label}{between}{right[j].label}") if replaced else left[i]
        for i, j, replaced in zip(pairs.left, pairs.right, pairs.replaced, strict=True)
    ]


def notes(z: NDArray[np.float32], pairs: Pairs, paint: Paint, look: Look) -> str:
    """Under the title: how to read it, what is not there, and the colour scale."""
    if not z.size:
        return NONE.of(look.words)
    (a, b), (c, d) = (part.left_out for part in pairs)
    said = [look.words.orientation]
    said += [MASKED.of(look.words)] if np.isnan(z).any() else []
    said += [LEFT_OUT.of(look.words).format(a=a, b=b, c=c, d=d)] if a + b + c + d else []
    return "<br>".join((*said, NOT_RENORMALISED.of(look.words), paint.legend()))
