"""Numbers in short: few enough to keep for every figure, and no number can change without changing one of them.

The mix is a sum in which each number has a weight of its own, so that numbers that change places are noticed too.
Comparing allows for the last bits, which differ from machine to machine.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import isclose, sqrt
from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

NUMERIC = ("x", "y", "z", "r", "theta", "values", "customdata", "error_x", "error_y", "base", "width")
CLOSE = 2e-5


def digest(found: Any) -> dict[str, Any]:
    """The shape of an array of numbers, how many are missing, and sums of the others."""
    array = np.asarray(found, dtype=float)
    there = array[np.isfinite(array)]
    weights = 1 + np.cos(np.flatnonzero(np.isfinite(array).ravel())) / 2
    least, most = (float(there.min()), float(there.max())) if there.size else (0.0, 0.0)
    summed = {"min": least, "max": most, "sum": float(there.sum()), "mix": float(there @ weights)}
    return {"shape": list(array.shape), "missing": int((~np.isfinite(array)).sum())} | {
        name: float(f"{number:.7g}") for name, number in summed.items()
    }


def of_figure(figure: go.Figure) -> dict[str, Any]:
    """What a figure draws, and what stands along its axes; not its title, which is words."""
    return {"traces": [of_trace(trace) for trace in figure.data], "axes": axes(figure)}


def of_trace(trace: Any) -> dict[str, Any]:
    """One trace: its type, and its numbers."""
    columns: dict[str, Any] = {"type": trace.type}
    for name in NUMERIC:
        found = getattr(trace, name, None)
        if name.startswith("error") and found is not None:
            found = [array for array in (found.array, found.arrayminus) if array is not None] or None
        if found is not None and np.size(found):
            columns[name] = of_column(found)
    return columns


def of_column(found: Any) -> Any:
    """Numbers as their digest, labels as they are, at most a few of them."""
    flat: list[Any] = np.asarray(found, dtype=object).ravel().tolist()
    try:
        return digest(np.array([np.nan if cell is None else cell for cell in flat], dtype=float))
    except (TypeError, ValueError):
        numbers = [cell for cell in flat if isinstance(cell, (int, float, np.number))]
        texts = [cell for cell in flat if isinstance(cell, str)]
        return {"texts": [len(texts), *texts[:6]]} | ({"numbers": digest(numbers)} if numbers else {})


def axes(figure: go.Figure) -> dict[str, Any]:
    """What stands at the ticks of each axis that has its own, and where they are."""
    described = figure.layout.to_plotly_json()
    return {
        name: [digest(list(axis["tickvals"])), *map(str, list(axis["ticktext"])[:8])]
        for name, axis in described.items()
        if name.startswith(("xaxis", "yaxis")) and "ticktext" in axis and numeric(axis["tickvals"])
    }


def numeric(cells: Iterable[Any]) -> bool:
    """Whether all of these are numbers."""
    return all(isinstance(cell, (int, float, np.number)) for cell in cells)


def differences(found: Any, kept: Any, at: str = "") -> list[str]:
    """Where what was found is not what was kept, in words."""
    if isinstance(kept, Mapping) and "mix" in kept and isinstance(found, Mapping) and "mix" in found:
        return [] if same_digest(found, kept) else [f"{at}: {dict(kept)} became {dict(found)}"]
    if isinstance(kept, Mapping) and isinstance(found, Mapping):
        gone = [f"{at}/{name}: only kept" for name in kept if name not in found]
        new = [f"{at}/{name}: only found" for name in found if name not in kept]
        both = [name for name in kept if name in found]
        return gone + new + [d for name in both for d in differences(found[name], kept[name], f"{at}/{name}")]
    if is_list(kept) and is_list(found) and len(kept) == len(found):
        pairs = enumerate(zip(found, kept, strict=True))
        return [d for i, (ours, theirs) in pairs for d in differences(ours, theirs, f"{at}/{i}")]
    if isinstance(kept, float) and isinstance(found, (int, float)):
        return [] if isclose(found, kept, rel_tol=CLOSE, abs_tol=1e-7) else [f"{at}: {kept} became {found}"]
    return [] if found == kept else [f"{at}: {kept!r} became {found!r}"]


def is_list(part: Any) -> bool:
    """Whether it is a sequence, and no text."""
    return isinstance(part, Sequence) and not isinstance(part, str)


def same_digest(found: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    """Whether these are digests of the same numbers, but for the last bits."""
    scale = max(abs(kept["min"]), abs(kept["max"]), 1e-6) * CLOSE
    room = {"min": scale, "max": scale} | dict.fromkeys(
        ("sum", "mix"), scale * sqrt(max(1, np.prod(kept["shape"])))
    )
    return (
        found["shape"] == kept["shape"]
        and found["missing"] == kept["missing"]
        and all(abs(found[name] - kept[name]) <= most for name, most in room.items())
    )


def members(table: Any) -> NDArray[np.float64]:
    """Every number of a data frame that is not whole, once, in order: what was measured, wherever it stands."""
    cells = [cell for column in table for cell in table[column] if isinstance(cell, (float, np.floating))]
    found = np.array([cell for cell in cells if np.isfinite(cell) and cell != round(cell)], dtype=float)
    return np.unique([float(f"{number:.5g}") for number in found])
