"""Two heads' maps side by side: one colour scale for both, and one zoom where their tokens are the same.

Each side may be another text, another model or another head. Tokens without an equal on the other side are bold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from analysis.correspondence import Correspondence
from analysis.scores import weight_matrix
from model.tokens import Token
from model.trace import Trace
from viz.announcement import SINK, takes
from viz.heatmap import cells, heading, notes, titled
from viz.look import DEFAULT_LOOK, Look
from viz.marks import ANCHOR, hatched_ground
from viz.paint import paint_weights
from viz.selection import Selection
from viz.theme import Theme, apply
from viz.ticks import token_axis
from viz.treatment import AS_IT_IS, treated
from viz.words import Phrase

SharedScale = Literal["unit", "head", "log"]
"""How both maps are coloured: 0 to 1, 0 to the largest weight of both, or logarithmically."""

SHARED_SCALES: tuple[SharedScale, ...] = get_args(SharedScale)
BOLD = Phrase("bold = not the same on the other side", "粗体 = 与另一边不同")
HALVES = (0.0, 0.44), (0.56, 1.0)  # of the figure's width
NAMES = "A", "B"
ABOVE = 26  # pixels for the name over each map
WIDE, SHORTEST, TALLEST, AROUND = 440, 90, 520, 215  # pixels of a map's cells, and of all that is around them


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two: a reading, and the head to draw. The selection's query is framed, its key is not."""

    trace: Trace
    selection: Selection

    def weights(self) -> NDArray[np.float32]:
        """The head's weights, [n_query, n_key], NaN where masked."""
        return weight_matrix(self.selection.step(self.trace), self.selection.head)


Pairs = tuple[Correspondence, Correspondence]
"""Which queries and which keys of two maps belong together."""


def side_by_side(
    left: Side, right: Side, pairs: Pairs, look: Look = DEFAULT_LOOK, scale: SharedScale = "unit"
) -> go.Figure:
    """Both heads' weights; `data[0].z` and `data[1].z` hold them exactly, float32 [n_query, n_key], NaN where masked.

    Args:
        left, right: what to draw.
        pairs: which queries and which keys belong together.
        look: theme and words.
        scale: one for both.

    Raises:
        ValueError: if a selection is not in its trace, or there is no such scale.
    """
    maps = left.weights(), right.weights()
    both = np.concatenate([z.ravel() for z in maps])[None]
    paint = paint_weights(scale, both, look)
    figure = go.Figure([cells(z, paint, look.words.weight, look) for z in maps])
    figure.data[1].update(xaxis="x2", yaxis="y2")
    for number, side in enumerate((left, right)):
        place(figure, side, number, pairs, look)
    if pairs[0].complete and pairs[1].complete:
        figure.update_layout(xaxis2_matches="x", yaxis2_matches="y")
    said = notes(both, paint, look)
    if any(odd_ones(part, number) for part in pairs for number in (0, 1)):
        said = said.replace("<br>", f" · {BOLD.of(look.words)}<br>", 1)
    pad = look.theme.size * 4.6 + ABOVE
    figure.update_layout(
        title={"text": f"A | B · {look.words.weight}", "subtitle": {"text": said}, "pad": {"b": pad}},
        margin_t=look.theme.size * 7.2 + ABOVE,
        height=AROUND
        + min(TALLEST, max(SHORTEST, *(round(WIDE * len(z) / max(1, z.shape[1])) for z in maps))),
    )
    if figure.layout.yaxis2.title.text == figure.layout.yaxis.title.text:
        figure.layout.yaxis2.title.text = ""  # the labels of the second map need the room
    return apply(figure, look.theme)


def place(figure: go.Figure, side: Side, number: int, pairs: Pairs, look: Look) -> None:
    """Give one half of the figure its axes, its name, the ground under its map and the frame of its query."""
    across, down = axes(side, number, pairs, look)
    end = "" if number == 0 else "2"
    figure.update_layout({f"xaxis{end}": across, f"yaxis{end}": down})
    figure.add_layout_image(hatched_ground(look.theme) | {"xref": f"x{end} domain", "yref": f"y{end} domain"})
    figure.add_annotation(name_over(side, number, look))
    if side.selection.query is not None:
        figure.add_shape(row_frame(side.selection.query, end, look.theme))


def axes(side: Side, number: int, pairs: Pairs, look: Look) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys across and the queries downwards, cells square."""
    site, trace = side.selection.site, side.trace
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    across = token_axis(keys, titled(look.words.key_axis, keys, trace, look))
    down = token_axis(queries, titled(look.words.query_axis, queries, trace, look))
    embolden(down, odd_ones(pairs[0], number), queries)
    embolden(across, odd_ones(pairs[1], number), keys)
    down["range"] = down["range"][::-1]  # the first query at the top
    end = "" if number == 0 else "2"
    across |= {
        "domain": HALVES[number],
        "anchor": f"y{end}",
        "tickangle": -45,
        "constrain": "domain",
        "constraintoward": "left",
    }
    down |= {
        "anchor": f"x{end}",
        "scaleanchor": f"x{end}",
        "constrain": "domain",
        "constraintoward": "top",
    }
    return across, down


def odd_ones(pairs: Correspondence, number: int) -> set[int]:
    """The positions of one side that have no equal token on the other: replaced, or without a counterpart."""
    positions, n = (pairs.left, pairs.n_left) if number == 0 else (pairs.right, pairs.n_right)
    return set(range(n)) - set(positions[~pairs.replaced].tolist())


def embolden(axis: dict[str, Any], which: set[int], tokens: Sequence[Token]) -> None:
    """Print these tokens' labels in bold."""
    printed = [round(value - len(tokens) / 1000) for value in axis["tickvals"]]
    axis["ticktext"] = [
        f"<b>{text}</b>" if position in which else text
        for position, text in zip(printed, axis["ticktext"], strict=True)
    ]


def name_over(side: Side, number: int, look: Look) -> dict[str, Any]:
    """`A · gpt · L1H0`, over the map's left edge, and the warning of a sink."""
    said = f"<b>{NAMES[number]}</b> · {side.trace.model_name} · {heading(side.trace, side.selection, look)}"
    drawn = treated(side.trace, side.selection, AS_IT_IS)
    if drawn.share > SINK:
        badge = takes(drawn, f"{drawn.share:.0%}", look)
        said += f"  <span style='color:{look.theme.accent}'>{ANCHOR}\u00a0{badge}</span>"
    return {
        "text": said,
        "x": HALVES[number][0],
        "xref": "paper",
        "xanchor": "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "font": {"size": look.theme.size, "color": look.theme.text},
    }


def row_frame(query: int, end: str, theme: Theme) -> dict[str, Any]:
    """A frame around one query's row."""
    return {
        "type": "rect",
        "name": "selected",
        "xref": f"x{end} domain",
        "x0": 0,
        "x1": 1,
        "yref": f"y{end}",
        "y0": query - 0.5,
        "y1": query + 0.5,
        "line": {"color": theme.selected, "width": 2},
        "fillcolor": "rgba(0,0,0,0)",
    }
