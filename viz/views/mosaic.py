"""Every head of every layer, side by side."""

from typing import cast

from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.mosaic import SharedScale, mosaic
from headlight.viz.needs import attention
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, Options, View

SCALE = Control(
    "scale",
    Phrase("Colours", "颜色"),
    (
        Choice("unit", Phrase("from 0 to 1", "从 0 到 1")),
        Choice("log", Phrase("logarithmic", "对数")),
    ),
)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """All heads of the selection's kind of attention."""
    return mosaic(trace, selection, look, cast(SharedScale, SCALE.value(options)))


VIEW = View(
    name="mosaic",
    title=Phrase("All heads", "所有头"),
    question=Phrase("Which heads do something of their own?", "哪些头各有所司？"),
    needs=attention,
    controls=(SCALE,),
    draw=draw,
    order=10,
    family="heads",
)
