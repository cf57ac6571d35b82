"""Colour scales, and the rules by which numbers become colours.

Two kinds. A sequential scale runs from "nothing" to "all" with equal steps of lightness (CIE L*), so that twice the
step looks like twice the step, in grey print and to the colour-blind too. A diverging scale, blue through neutral to
orange, is centred on zero. Each exists for a light and for a dark page.

A `Paint` is a scale with a range and a label that names it; every map prints that label.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

ScaleName = Literal["unit", "head", "row", "log"]
"""How weights are coloured: over 0 to 1, to the head's largest, each row to its own largest, or logarithmically."""

SCALE_NAMES: tuple[ScaleName, ...] = ("unit", "head", "row", "log")

LOG_FLOOR = 1e-4
"""Where the logarithmic scale begins; weights below it have its first colour."""


@dataclass(frozen=True)
class ColourScale:
    """Evenly spaced colours, `#rrggbb`, interpolated in sRGB as Plotly and a canvas do."""

    colours: tuple[str, ...]

    @classmethod
    def of(cls, colours: str) -> "ColourScale":
        """A scale from its colours in one line, spaces between."""
        return cls(tuple(colours.split()))

    def stops(self) -> list[tuple[float, str]]:
        """(position from 0 to 1, colour), as Plotly wants it."""
        last = len(self.colours) - 1
        return [(i / last, colour) for i, colour in enumerate(self.colours)]


SEQUENTIAL_LIGHT = ColourScale.of(
    "#ffffff #d4f1ef #a9e2e5 #85d1db #60bfd4 #39acd0 #0598cd #0983c4 #1a6db9 #2258ad #27449a #293281 #272168"
)
SEQUENTIAL_DARK = ColourScale.of(
    "#11161f #152441 #153363 #1c447a #165890 #006f99 #03859f #0f9ba5 #00b3a4 #4ac89a #8dd994 #c7e69e #f4f4b6"
)
DIVERGING_LIGHT = ColourScale.of(
    "#004f9e #3770b6 #6491ca #91b3de #c1d5ee #f6f6f6 #ecccbe #daa48c #c47d5d #ac562c #8a3500"
)
DIVERGING_DARK = ColourScale.of(
    "#6db5ff #4f95da #4175aa #34577b #283b4e #171b22 #4b3425 #754b2d #a16337 #ce7d41 #fc984c"
)


def lookup_table(scale: ColourScale) -> NDArray[np.uint8]:
    """The scale as 256 RGB triples, uint8 [256, 3], for a canvas: entry round(255·x) is the colour of x in 0 … 1."""
    anchors = np.array([rgb(colour) for colour in scale.colours], dtype=np.float64)  # [colour, 3]
    where = np.linspace(0, 1, len(anchors))
    channels = [np.interp(np.linspace(0, 1, 256), where, anchors[:, c]) for c in range(3)]
    return np.rint(np.stack(channels, axis=1)).astype(np.uint8)


def rgb(colour: str) -> tuple[int, int, int]:
    """`#rrggbb` as three numbers from 0 to 255."""
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def graded(scale: ColourScale, n: int) -> list[str]:
    """n colours of a sequential scale, far enough from its first to be seen as lines on the page."""
    table = lookup_table(scale)
    return [hexadecimal(table[i]) for i in np.linspace(95, 245, n).astype(int)]


def faded(colour: str, opacity: float) -> str:
    """A colour let through by so much."""
    return f"rgba({', '.join(map(str, rgb(colour)))}, {opacity})"


@dataclass(frozen=True)
class Range:
    """The numbers at both ends of a colour scale.

    Attributes:
        low, high: values with the first and the last colour; what lies beyond keeps that colour.
        log: whether colour follows the logarithm of the value.
    """

    low: float
    high: float
    log: bool = False


UNIT = Range(0.0, 1.0)


def weight_range(name: ScaleName, weights: NDArray[np.float32]) -> Range:
    """The range a named scale gives one head's weights [n_query, n_key]; NaN is no weight.

    That of "row" is the range of each weight's share of its row's largest.

    Raises:
        ValueError: for a name that is not one of `SCALE_NAMES`.
    """
    match name:
        case "unit" | "row":
            return UNIT
        case "head":
            return Range(0.0, largest(weights) or 1.0)
        case "log":
            return Range(LOG_FLOOR, 1.0, log=True)
    raise ValueError(f"expected a scale out of {', '.join(SCALE_NAMES)}, got {name!r}")


def row_shares(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each number as a share of its row's largest, [n_query, n_key]; a row of zeros keeps them, NaN stays NaN."""
    tops = np.nan_to_num(values).max(-1, keepdims=True, initial=0)
    return np.divide(values, np.where(tops > 0, tops, 1), dtype=np.float32)


def symmetric_range(values: NDArray[np.float32]) -> Range:
    """−m … m with m the largest |value|, so that the neutral colour is exactly zero; NaN is no value."""
    reach = largest(np.abs(values)) or 1.0
    return Range(-reach, reach)


def largest(values: NDArray[np.float32]) -> float:
    """The largest finite value, 0 if there is none."""
    finite = values[np.isfinite(values)]
    return float(finite.max(initial=0.0))


def log_stops(scale: ColourScale, steps: int = 48) -> list[tuple[float, str]]:
    """The scale bent so that colour follows log10 of a value from 0 to 1: position x has the colour of
    (log x − log floor) / −log floor.

    The map keeps its exact weights, and only their colours are logarithmic.
    """
    table = lookup_table(scale)
    stops = [(0.0, hexadecimal(table[0]))]
    for i in range(steps + 1):
        share = i / steps
        position = math.exp((1 - share) * math.log(LOG_FLOOR))
        stops.append((1.0 if i == steps else position, hexadecimal(table[round(255 * share)])))
    return stops


def hexadecimal(colour: NDArray[np.uint8]) -> str:
    """Three numbers from 0 to 255 as `#rrggbb`."""
    return "#" + bytes(colour.tolist()).hex()
