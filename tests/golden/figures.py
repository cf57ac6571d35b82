"""The numbers of every figure on fixed traces, by area: types of traces, numbers, and what stands at the axes.

Traces are those of tests/conftest.py: a random network with a fixed seed, or made by hand.
"""

from collections.abc import Callable, Mapping
from typing import Any

from headlight.viz.drawing import Drawing
from tests.golden.figures_of_models import cost, learning, outcome, positions, structures
from tests.golden.figures_of_readings import compare, effects, heatmaps, steps, views
from tests.golden.fixed_traces import Drawings
from tests.golden.numbers import of_figure

AREAS: Mapping[str, Callable[[], Drawings]] = {
    "views": views,
    "heatmaps": heatmaps,
    "compare": compare,
    "effect": effects,
    "positions": positions,
    "cost": cost,
    "learning": learning,
    "outcome": outcome,
    "structure": structures,
    "arithmetic": steps,
}


def found(area: str) -> dict[str, Any]:
    """The figures of an area in short."""
    return {
        name: of_figure(drawn.figure if isinstance(drawn, Drawing) else drawn)
        for name, drawn in AREAS[area]()
    }


def columns() -> dict[str, Any]:
    """The columns of every table that stands beside a figure and is no view's, and how many rows it has."""
    return {
        f"{area}: {name}": [len(drawn.table), *drawn.table]
        for area, drawings in AREAS.items()
        if area != "views"
        for name, drawn in drawings()
        if isinstance(drawn, Drawing)
    }
