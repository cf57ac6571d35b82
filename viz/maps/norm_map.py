"""A map of lengths of weighted vectors: what comes through a head, not how often it is looked at.

Source: Kobayashi et al. 2020, arXiv:2004.10102.
"""

from typing import cast

import numpy as np
from numpy.typing import NDArray

from headlight.analysis.norms import context_error
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import number_map
from headlight.viz.maps.window import cells_of
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import paint_lengths
from headlight.viz.style.scales import ScaleName
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control

SCALE = Control(
    "scale",
    Phrase("Colours", "颜色"),
    (
        Choice("head", Phrase("to the largest here", "到此图最大值")),
        Choice("row", Phrase("each row to its own", "每行到本行最大")),
        Choice("log", Phrase("logarithmic", "对数")),
    ),
)
CHECKED = Phrase(
    "Σ α·v is at most {error:.0e} from what the model used", "Σ α·v 与模型所用的相差至多 {error:.0e}"
)


def norm_map(
    trace: Trace, selection: Selection, drawn: tuple[NDArray[np.float32], str, str], look: Look
) -> Drawing:
    """One head's lengths; `data[0].z` holds them exactly, the table in its column norm.

    `drawn`: those of all cells or of the window, what they are, a scale.

    The weighted values add up to the context vectors, and the figure says how far they are from those the model used:
    an intervention behind the weights, such as an ablation of the head, shows there.
    """
    z, quantity, scale = drawn
    paint = paint_lengths(cast(ScaleName, scale), quantity, z, look)
    checked = CHECKED.of(look.words).format(error=context_error(selection.step(trace), selection.head))
    figure = number_map(trace, selection, (z, paint, quantity), look, [checked])
    return Drawing(figure, cells_of(trace, selection, {"norm": z}))
