"""The window through which a long text's map is seen: which part, its axes, and the line that announces it.

Cells stand at their tokens' numbers in the whole text, in a window as elsewhere; so frames, hover and tables need not
know of it. Ticks are those of the whole text, as close as fits the window: who moves the window in a browser has all.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.analysis.tables import cell_table, head_place
from headlight.analysis.window import Window
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.ticks import labelled, short_label, token_axis
from headlight.viz.style.words import Phrase

REACH = 256
"""The most rows and columns that are drawn at once."""

Matrix = NDArray[np.float32]
Start = tuple[int, int]
"""The first query and the first key of a window."""

Axes = tuple[Sequence[Token], Sequence[Token]]
"""Queries and keys."""

SHOWN = Phrase(
    "queries {row}–{bottom} of {n_query}, keys {column}–{right} of {n_key}",
    "查询 {row}–{bottom}（共 {n_query}），键 {column}–{right}（共 {n_key}）",
)
ROOM = 1.2  # font sizes of the line that says so


def window_of(shape: tuple[int, int], selection: Selection, start: Start | None = None) -> Window:
    """The part of a map [n_query, n_key] that is drawn: all of it, or `REACH` × `REACH`.

    Args:
        shape: of the whole map.
        selection: its cell is in the middle, as far as the edges let it, unless a start is given.
        start: the first query and key wanted; one beyond the map is taken to mean the last there can be.
    """
    sizes = [min(REACH, n) for n in shape]
    cell = selection.query or 0, selection.key or 0
    wanted = [place - size // 2 for place, size in zip(cell, sizes, strict=True)] if start is None else start
    row, column = (max(0, min(at, n - size)) for at, n, size in zip(wanted, shape, sizes, strict=True))
    return Window(row, column, *sizes)


def in_window(
    step: AttentionStep, selection: Selection, numbers: Callable[[AttentionStep, int], Matrix]
) -> Matrix:
    """Numbers of the part of one head's map that is drawn, [rows, columns]; `numbers` has those of all keys."""
    window = window_of((step.n_query, step.n_key), selection)
    return numbers(step.rows(window.queries.start, window.queries.stop), selection.head)[:, window.keys]


def is_whole(window: Window, shape: tuple[int, int]) -> bool:
    """Whether the window shows all there is."""
    return (window.rows, window.columns) == shape


def placed(drawn: go.Heatmap, window: Window) -> go.Heatmap:
    """A map of the whole text or its window, cut to the window, cells at their tokens' numbers; changed in place."""
    rows, columns = np.shape(drawn.z)
    if (rows, columns) != (window.rows, window.columns):
        drawn.z = np.asarray(drawn.z)[window.queries, window.keys]
    x, y = (np.arange(part.start, part.stop) for part in (window.keys, window.queries))
    return drawn.update(x=x, y=y)


def cells_of(
    trace: Trace,
    selection: Selection,
    numbers: Mapping[str, NDArray[Any]],
    axes: Axes | None = None,
    start: Start | None = None,
    place: Mapping[str, str | int] | None = None,
) -> Callable[[], pd.DataFrame]:
    """What makes the table of a map of one head, as far as it is drawn: `analysis.tables.cell_table`.

    Args:
        trace, selection, axes, start: those that the map is drawn with, see `viz.maps.heatmap.token_map`.
        numbers: of all cells or of the window's, by the name of their column.
        place: columns in front, if they are not those of the selected head.
    """
    queries, keys = axes or (trace.query_tokens(selection.site), trace.key_tokens(selection.site))
    window = window_of((len(queries), len(keys)), selection, start)
    whole = len(queries), len(keys)
    drawn = {
        name: found[window.queries, window.keys] if found.shape == whole else found
        for name, found in numbers.items()
    }
    head = head_place(selection.site, selection.head) if place is None else place
    tokens = queries[window.queries], keys[window.keys]
    return partial(cell_table, drawn, *tokens, head, (window.row, window.column))


def axis_within(tokens: Sequence[Token], title: str, part: slice) -> dict[str, Any]:
    """An axis of all tokens that shows these; at most `MAX_LABELS` of them are printed."""
    count = part.stop - part.start
    axis = token_axis(tokens, title)
    if count == len(tokens):
        return axis
    printed = range(0, len(tokens), labelled(count).step)
    edges = [part.start - 0.5, part.stop - 0.5]
    return axis | {
        "tickvals": [i + count / 1000 for i in printed],
        "ticktext": [short_label(tokens[i].label) for i in printed],
        "range": edges,
        "minallowed": edges[0],
        "maxallowed": edges[1],
    }


def announced(figure: go.Figure, window: Window, shape: tuple[int, int], look: Look) -> go.Figure:
    """Print over the map which part of it is to be seen, and make room for it; changed in place."""
    theme = look.theme
    usual, room = figure.layout.template.layout, round(ROOM * theme.size)
    figure.update_layout(margin_t=usual.margin.t + room, title_pad_b=usual.title.pad.b + room)
    return figure.add_annotation(
        name="window",
        text=said(window, shape, look),
        showarrow=False,
        font={"size": theme.size - 2, "color": theme.accent},
        **{"xref": "x domain", "x": 1, "xanchor": "right"},
        **{"yref": "y domain", "y": 1, "yanchor": "bottom"},
    )


def said(window: Window, shape: tuple[int, int], look: Look) -> str:
    """`queries 256–511 of 1,024, keys 0–255 of 1,024`, counted from 0 as on the axes."""
    numbers = {"row": window.row, "bottom": window.queries.stop - 1, "n_query": shape[0]}
    numbers |= {"column": window.column, "right": window.keys.stop - 1, "n_key": shape[1]}
    return SHOWN.of(look.words).format(**{name: f"{number:,}" for name, number in numbers.items()})
