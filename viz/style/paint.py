"""A map's colours made ready for Plotly: stops and range, the scale's name, and a legend that shows both.

The legend is a line of coloured text under the title, where Plotly would put a colour bar beside the map: a bar takes
a fifth of a phone's width, and its axis cannot be logarithmic.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.viz.style.look import Look
from headlight.viz.style.scales import (
    LOG_FLOOR,
    ColourScale,
    Range,
    ScaleName,
    hexadecimal,
    log_stops,
    lookup_table,
    symmetric_range,
    weight_range,
)
from headlight.viz.style.words import Phrase

BLOCKS = 15  # coloured blocks in a legend
LINEAR = Phrase("{quantity}, linear, to the largest", "{quantity}，线性，到最大值")
LOGARITHMIC = Phrase("{quantity}, logarithmic", "{quantity}，对数")
BY_ROW = Phrase("{quantity} ÷ its row’s largest", "{quantity} ÷ 本行最大值")


@dataclass(frozen=True)
class Paint:
    """How a map's numbers become colours.

    Attributes:
        scale: the colours.
        range: the values at both ends.
        label: names the scale in force, in the reader's language.
        by_row: whether it is each number's share of its row's largest that is painted.
    """

    scale: ColourScale
    range: Range
    label: str
    by_row: bool = False

    def heatmap(self) -> dict[str, Any]:
        """What a `go.Heatmap` needs to be painted so."""
        return {
            "colorscale": log_stops(self.scale) if self.range.log else self.scale.stops(),
            "zmin": 0.0 if self.range.log else self.range.low,
            "zmax": self.range.high,
            "zauto": False,
            "showscale": False,
        }

    def legend(self) -> str:
        """`0 ████ 1  weight, linear`, the blocks in the scale's colours."""
        table = lookup_table(self.scale)
        colours = [hexadecimal(table[round(255 * i / (BLOCKS - 1))]) for i in range(BLOCKS)]
        blocks = "".join(f"<span style='color:{colour}'>█</span>" for colour in colours)
        return f"{number(self.range.low)} {blocks} {number(self.range.high)}\u2002{self.label}"


def paint_weights(name: ScaleName, weights: NDArray[np.float32], look: Look) -> Paint:
    """The paint of one head's weights [n_query, n_key] by a named scale."""
    limits = weight_range(name, weights)
    words = look.words
    by_row = BY_ROW.of(words).format(quantity=words.weight)
    label = {"unit": words.scale_unit, "head": words.scale_head, "row": by_row, "log": words.scale_log}[name]
    return Paint(look.theme.sequential, limits, label, by_row=name == "row")


def paint_lengths(name: ScaleName, quantity: str, lengths: NDArray[np.float32], look: Look) -> Paint:
    """The paint of numbers from 0 that have no upper end, such as norms [n_query, n_key].

    Args:
        name: "head" paints to the largest number, "log" logarithmically to it, "row" to each row's own.
        quantity: what the numbers are.
        lengths: NaN where masked.
        look: theme and words.
    """
    top = weight_range("head", lengths).high
    label, limits = {
        "head": (LINEAR, Range(0.0, top)),
        "row": (BY_ROW, weight_range("row", lengths)),
        "log": (LOGARITHMIC, Range(LOG_FLOOR * top, top, log=True)),
    }[name]
    said = label.of(look.words).format(quantity=quantity)
    return Paint(look.theme.sequential, limits, said, by_row=name == "row")


def paint_symmetric(label: str, values: NDArray[np.float32], look: Look) -> Paint:
    """The paint of signed values, centred on zero."""
    return Paint(look.theme.diverging, symmetric_range(values), label)


def number(value: float) -> str:
    """Three digits, with a true minus sign."""
    return f"{value:.3g}".replace("-", "−")
