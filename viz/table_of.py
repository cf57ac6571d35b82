"""The numbers of a figure as a tidy table, a row for each cell, bar or point, for CSV files and notebooks.

    a map of tokens     query, query_token, key, key_token, value
    all heads           head, query, key, value; or query_block, key_block where the maps are pooled
    any other figure    series, x, x_label, y, y_label, value, text, extra_0 …, as far as it has them

Labels are plain text: what was escaped for Plotly is itself again. A masked cell has no value; among all heads, where
it cannot be told from the space between two maps, it has no row.
"""

import html
import re
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from headlight.viz.maps.heatmap import COLOURS

TAG = re.compile(r"</?(?:b|i|br|span|sub|sup|em|a)\b[^<>]*>")
NUMBERED = re.compile(r"^\d+ · ")
COLUMNS = ("series", "x", "x_label", "y", "y_label", "value", "text")
POINTS = ("x", "y", "z", "r", "theta", "labels", "values")
TOKEN_MAP = {"x": "key", "x_label": "key_token", "y": "query", "y_label": "query_token", "value": "value"}


def table_of(figure: go.Figure) -> pd.DataFrame:
    """Everything a figure draws, in the order it draws it; empty for a figure without numbers."""
    meta = figure.layout.meta or {}
    if "pooled" in meta:
        return of_tiles(figure, meta["pooled"])
    drawn = [trace for trace in figure.data if trace.name != COLOURS]
    parts = [of_trace(trace, number, figure) for number, trace in enumerate(drawn)]
    table = pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()
    extra = [name for name in table if name not in COLUMNS]
    found = [name for name in (*COLUMNS, *extra) if name in table and table[name].notna().any()]
    if len(parts) < 2:
        found = [name for name in found if name != "series"]
    table = table[found].infer_objects()
    return by_tokens(table) if "site" in meta and list(table) == list(TOKEN_MAP) else table


def of_trace(trace: Any, number: int, figure: go.Figure) -> pd.DataFrame:
    """One trace as rows; those of a map go from left to right, then down."""
    cells: Any = getattr(trace, "z", None)
    columns = of_map(trace, np.asarray(cells)) if np.ndim(cells) == 2 else of_points(trace)
    for axis in (axis for axis in ("x", "y") if axis in columns):
        names = names_on(figure, getattr(trace, f"{axis}axis", None) or axis)
        columns[f"{axis}_label"] = [names.get(place) for place in columns[axis]]
    table = pd.DataFrame(columns)
    return table.assign(series=plain(trace.name) if trace.name else f"{trace.type} {number}")


def of_map(trace: Any, cells: NDArray[Any]) -> dict[str, Any]:
    """The cells of a heatmap [y, x]."""
    rows, columns = cells.shape
    x = values(trace.x, columns) if trace.x is not None else np.arange(columns)
    y = values(trace.y, rows) if trace.y is not None else np.arange(rows)
    return {"x": np.tile(x, rows), "y": np.repeat(y, columns), "value": cells.ravel()}


def of_points(trace: Any) -> dict[str, Any]:
    """The bars of a bar chart, the points of a line; whatever else a trace keeps for each of them goes along."""
    drawn: dict[str, Any] = {name: getattr(trace, name, None) for name in POINTS}
    kept = {name: found for name, found in drawn.items() if found is not None}
    n = max((len(found) for found in kept.values()), default=0)
    columns: dict[str, Any] = {name: values(found, n) for name, found in kept.items()}
    for missing, other in (("x", "y"), ("y", "x")):
        if missing not in columns and other in columns:
            columns[missing] = np.arange(n)
    said = next((s for s in (trace.text, trace.hovertext) if isinstance(s, (tuple, np.ndarray))), ())
    if n and len(said) == n:
        columns["text"] = [plain(str(text)).strip() for text in said]
    beside = getattr(trace, "customdata", None)
    if n and beside is not None and len(beside) == n:
        rows = [np.atleast_1d(np.asarray(row, dtype=object)) for row in beside]
        columns |= {f"extra_{i}": [row[i] for row in rows] for i in range(len(rows[0]))}
    return columns


def values(found: Any, n: int) -> NDArray[Any]:
    """n places or numbers; text stays text, and a pen that is lifted is NaN."""
    kept = [np.nan if value is None else plain(value) if isinstance(value, str) else value for value in found]
    return np.array(kept + [np.nan] * (n - len(kept)), dtype=object)


def names_on(figure: go.Figure, axis: str) -> dict[float | str, str]:
    """What an axis (`x`, `y2`) calls its places: hover's whole labels before those printed at ticks."""
    described = figure.layout[f"{axis[0]}axis{axis[1:]}"]
    ticks = zip(described.tickvals or (), described.ticktext or (), strict=False)
    names = {place: plain(str(text)) for place, text in ticks}
    aliases = (described.labelalias or {}).items()
    return names | {place_of(place): NUMBERED.sub("", plain(text)) for place, text in aliases}


def place_of(tick: str) -> float | str:
    """The number that a tick shows, or its text."""
    try:
        return float(tick)
    except ValueError:
        return tick


def by_tokens(table: pd.DataFrame) -> pd.DataFrame:
    """A map of tokens in its own terms: y is the query, x the key."""
    return table.rename(columns=TOKEN_MAP)[["query", "query_token", "key", "key_token", "value"]]


def of_tiles(figure: go.Figure, pooled: int) -> pd.DataFrame:
    """The mosaic: every weight with its head and its place in that head's map, which its label's corner gives."""
    cells, labels = np.asarray(figure.data[0].z), figure.data[1]
    corners = {
        name: (int(y + 0.5), int(x + 0.5)) for name, x, y in zip(labels.text, labels.x, labels.y, strict=True)
    }
    heads = {corner: name for name, corner in corners.items()}
    rows, columns = np.nonzero(~np.isnan(cells))
    top = below(sorted({y for y, _ in heads}), rows)
    left = below(sorted({x for _, x in heads}), columns)
    order = np.lexsort((columns, rows, left, top))
    row, column = ("query", "key") if pooled == 1 else ("query_block", "key_block")
    table = pd.DataFrame(
        {
            "head": [heads[int(y), int(x)] for y, x in zip(top, left, strict=True)],
            row: rows - top,
            column: columns - left,
            "value": cells[rows, columns],
        }
    )
    return table.iloc[order].reset_index(drop=True)


def below(corners: list[int], places: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each place the last corner that is not beyond it."""
    found: NDArray[np.int64] = np.array(corners)[np.searchsorted(corners, places, side="right") - 1]
    return found


def plain(text: str) -> str:
    """A label as a person reads it: no tags, no entities."""
    return html.unescape(TAG.sub(lambda tag: " " if tag[0].startswith("<br") else "", text))
