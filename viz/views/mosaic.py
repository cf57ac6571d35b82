"""Every head of every layer, side by side."""

from typing import cast

from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.mosaic import SharedScale, mosaic
from headlight.viz.needs import attention
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.view import Choice, Control, Options, View

SCALE = Control(
    "scale",
    "term-colours",
    (
        Choice("unit", "term-from-0-to-1"),
        Choice("log", "term-logarithmic"),
    ),
)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """All heads of the selection's kind of attention."""
    return mosaic(trace, selection, look, cast(SharedScale, SCALE.value(options)))


VIEW = View(
    name="mosaic",
    title="term-all-heads",
    question="view-mosaic-question",
    needs=attention,
    controls=(SCALE,),
    draw=draw,
    order=10,
    family="heads",
)
