"""Two heads' maps side by side: one colour scale for both, and one zoom where their tokens are the same.

Each side may be another text, another model or another head. Tokens without an equal on the other side are bold.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.correspondence import Correspondence
from headlight.analysis.tables import cell_table, head_place
from headlight.analysis.window import Window
from headlight.viz.compare.side import Pairs, Side, windows
from headlight.viz.drawing import Drawing
from headlight.viz.maps.announcement import SINK, takes
from headlight.viz.maps.heatmap import cells, heading, titled
from headlight.viz.maps.marks import ANCHOR, hatched_ground, notes
from headlight.viz.maps.window import axis_within, is_whole, placed
from headlight.viz.maps.window import said as window_said
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import paint_weights
from headlight.viz.style.theme import Theme, apply
from headlight.viz.style.words import Phrase

SharedScale = Literal["unit", "head", "log"]
"""How both maps are coloured: 0 to 1, 0 to the largest weight of both, or logarithmically."""

SHARED_SCALES: tuple[SharedScale, ...] = get_args(SharedScale)
BOLD = Phrase("bold = not the same on the other side", "粗体 = 与另一边不同")
HALVES = (0.0, 0.44), (0.56, 1.0)  # of the figure's width
NAMES = "A", "B"
ABOVE = 26  # pixels for the name over each map
LINE = 15  # of each further line of notes
WIDE, SHORTEST, TALLEST, AROUND = 440, 90, 520, 215  # pixels of a map's cells, and of all that is around them


def side_by_side(
    left: Side, right: Side, pairs: Pairs, look: Look = DEFAULT_LOOK, scale: SharedScale = "unit"
) -> Drawing:
    """Both heads' weights; `data[0].z` and `data[1].z` hold them exactly, float32 [n_query, n_key], NaN where masked.

    Of more than `viz.maps.window.REACH` tokens they hold those around the query.

    Args:
        left, right: what to draw.
        pairs: which queries and which keys belong together.
        look: theme and words.
        scale: one for both.

    Raises:
        ValueError: if a selection is not in its trace, or there is no such scale.
    """
    parts = windows(left, right)
    maps = left.weights(parts[0]), right.weights(parts[1])
    both = np.concatenate([z.ravel() for z in maps])[None]
    paint = paint_weights(scale, both, look)
    drawn = (cells(z, paint, look.words.weight, look) for z in maps)
    figure = go.Figure([placed(map_, part) for map_, part in zip(drawn, parts, strict=True)])
    figure.data[1].update(xaxis="x2", yaxis="y2")
    for number, side in enumerate((left, right)):
        place(figure, (side, parts[number]), number, pairs, look)
    if pairs[0].complete and pairs[1].complete and parts[0] == parts[1]:
        figure.update_layout(xaxis2_matches="x", yaxis2_matches="y")
    seen = [
        f"{name}: {window_said(part, side.shape, look)}"
        for name, side, part in zip(NAMES, (left, right), parts, strict=True)
        if not is_whole(part, side.shape)
    ]
    tallest = max(SHORTEST, *(round(WIDE * len(z) / max(1, z.shape[1])) for z in maps))
    figure.update_layout(height=AROUND + min(TALLEST, tallest))
    entitle(figure, [*seen, "<br>".join(explained(notes(both, paint, look), pairs, look))], look)
    if figure.layout.yaxis2.title.text == figure.layout.yaxis.title.text:
        figure.layout.yaxis2.title.text = ""  # the labels of the second map need the room
    tables = [of_side(*each) for each in zip(NAMES, (left, right), parts, maps, strict=True)]
    return Drawing(
        apply(figure, look.theme), lambda: pd.concat([made() for made in tables], ignore_index=True)
    )


def of_side(name: str, side: Side, part: Window, z: NDArray[np.float32]) -> Callable[[], pd.DataFrame]:
    """What makes the table of one side's weights, with columns side (A or B) and model in front."""
    selection = side.selection
    place = {"side": name, "model": side.trace.model_name} | head_place(selection.site, selection.head)
    return partial(cell_table, {"weight": z}, *side.tokens(part), place, (part.row, part.column))


def explained(said: list[str], pairs: Pairs, look: Look) -> list[str]:
    """The notes under the title, with what bold labels mean where there are some."""
    if any(odd_ones(part, number) for part in pairs for number in (0, 1)):
        return [f"{said[0]} · {BOLD.of(look.words)}", *said[1:]]
    return said


def entitle(figure: go.Figure, said: Sequence[str], look: Look) -> None:
    """The title over these lines, and room for them: each beyond the first moves it up."""
    above = ABOVE + LINE * (len(said) - 1)
    figure.update_layout(
        title={
            "text": f"A | B · {look.words.weight}",
            "subtitle": {"text": "<br>".join(said)},
            "pad": {"b": look.theme.size * 4.6 + above},
        },
        margin_t=look.theme.size * 7.2 + above,
    )


def place(figure: go.Figure, drawn: tuple[Side, Window], number: int, pairs: Pairs, look: Look) -> None:
    """Give one half of the figure its axes, its name, the ground under its map and the frame of its query."""
    side, window = drawn
    across, down = axes(side, window, number, pairs, look)
    end = "" if number == 0 else "2"
    figure.update_layout({f"xaxis{end}": across, f"yaxis{end}": down})
    figure.add_layout_image(hatched_ground(look.theme) | {"xref": f"x{end} domain", "yref": f"y{end} domain"})
    figure.add_annotation(name_over(side, window, number, look))
    if side.selection.query is not None:
        figure.add_shape(row_frame(side.selection.query, end, look.theme))


def axes(
    side: Side, window: Window, number: int, pairs: Pairs, look: Look
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The keys across and the queries downwards, cells square."""
    site, trace = side.selection.site, side.trace
    queries, keys = trace.query_tokens(site), trace.key_tokens(site)
    across = axis_within(keys, titled(look.words.key_axis, keys, trace, look), window.keys)
    down = axis_within(queries, titled(look.words.query_axis, queries, trace, look), window.queries)
    embolden(down, odd_ones(pairs[0], number))
    embolden(across, odd_ones(pairs[1], number))
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


def embolden(axis: dict[str, Any], which: set[int]) -> None:
    """Print these tokens' labels in bold. Ticks stand aside of their tokens, by less than one."""
    printed = [int(value) for value in axis["tickvals"]]
    axis["ticktext"] = [
        f"<b>{text}</b>" if position in which else text
        for position, text in zip(printed, axis["ticktext"], strict=True)
    ]


def name_over(side: Side, window: Window, number: int, look: Look) -> dict[str, Any]:
    """`A · gpt · L1H0`, over the map's left edge, and the warning of a sink."""
    said = f"<b>{NAMES[number]}</b> · {side.trace.model_name} · {heading(side.trace, side.selection, look)}"
    drawn = side.sink(window)
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
