"""Numbers of a trace as tidy tables: a row for each observation, columns with the field's names.

    site, layer, head                          where in the model: `decoder.self.2`, 2, 5
    query, query_token, key, key_token         a cell of a head's map
    position, token                            a token of one text

Places count from 0, tokens are labels as text. What is measured stands behind, under its own name.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from headlight.analysis.scores import storable
from headlight.model.site import Site
from headlight.model.tokens import Token

Numbers = Mapping[str, NDArray[Any]]


def head_place(site: Site, head: int) -> dict[str, str | int]:
    """The columns that say which head a table is about."""
    return {"site": str(site), "layer": site.layer, "head": head}


def cell_table(
    numbers: Numbers,
    queries: Sequence[Token],
    keys: Sequence[Token],
    place: Mapping[str, str | int] | None = None,
    first: tuple[int, int] = (0, 0),
) -> pd.DataFrame:
    """The cells of a map, from left to right, then down.

    Args:
        numbers: by the name of their column, [len(queries), len(keys)] each, NaN where masked.
        queries, keys: what rows and columns stand for.
        place: columns that are the same for all cells, in front of the others: see `head_place`.
        first: the number of the first query and of the first key, in a window of a long text.

    Returns:
        the columns of place, query, query_token, key, key_token, then those of the numbers.

    Raises:
        ValueError: if the numbers are not as many as the tokens say.
    """
    shape = len(queries), len(keys)
    if wrong := [found.shape for found in numbers.values() if found.shape != shape]:
        raise ValueError(f"expected numbers of {shape}, got {', '.join(map(str, wrong))}")
    rows, columns = (np.arange(n) for n in shape)
    table = pd.DataFrame(
        {
            "query": np.repeat(rows + first[0], shape[1]),
            "query_token": np.repeat(labels(queries), shape[1]),
            "key": np.tile(columns + first[1], shape[0]),
            "key_token": np.tile(labels(keys), shape[0]),
            **{name: found.ravel() for name, found in numbers.items()},
        }
    )
    return in_front(table, place or {})


def tile_table(tiles: Mapping[tuple[Site, int], NDArray[Any]], side: int = 1) -> pd.DataFrame:
    """The weights of many heads, one head behind the other, without masked cells.

    Args:
        tiles: each head's map, NaN where masked.
        side: so many queries and keys are pooled to a block, of which a map has the largest weight.

    Returns:
        columns site, layer, head, query and key, or query_block and key_block of pooled maps, and weight.
    """
    row, column = ("query", "key") if side == 1 else ("query_block", "key_block")
    frames = []
    for (site, head), found in tiles.items():
        seen = np.nonzero(~np.isnan(found))
        cells = pd.DataFrame({row: seen[0], column: seen[1], "weight": found[seen]})
        frames.append(in_front(cells, head_place(site, head)))
    return pd.concat(frames, ignore_index=True)


def by_layer(table: pd.DataFrame) -> pd.DataFrame:
    """A table of heads whose column site holds `Site`s, with the sites' names and layers, for a file."""
    sites = list(table["site"])
    layers = np.array([site.layer for site in sites], dtype=int)
    located = table.assign(site=[str(site) for site in sites])
    located.insert(list(table).index("site") + 1, "layer", layers)
    return located.rename(columns={"uniform": "even_attention"})


def by_position(table: pd.DataFrame, tokens: Sequence[Token]) -> pd.DataFrame:
    """A table whose column token or position counts tokens, with their labels: columns position and token."""
    counted = "position" if "position" in table else "token"
    positions = table[counted].to_numpy()
    found = table.drop(columns={"position", "token"} & {*table})
    found.insert(list(table).index(counted), "position", positions)
    found.insert(list(found).index("position") + 1, "token", labels(tokens)[positions])
    return found


def in_front(table: pd.DataFrame, place: Mapping[str, Any]) -> pd.DataFrame:
    """Columns that have one value throughout, before all others; the table, changed in place."""
    for number, (name, value) in enumerate(place.items()):
        table.insert(number, name, value)
    return table


def labels(tokens: Sequence[Token]) -> NDArray[np.object_]:
    """What tokens are called, as text that a file can hold."""
    return np.array([storable(token.label) for token in tokens], dtype=object)
