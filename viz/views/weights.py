"""What every token attends to, in one head."""

from typing import cast

from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.maps.treatment import Sinks, Treatment, Units
from headlight.viz.needs import attention
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.scales import ScaleName
from headlight.viz.view import Choice, Control, Options, View

SCALE = Control(
    "scale",
    "term-colours",
    (
        Choice("unit", "term-from-0-to-1"),
        Choice("head", "view-weights-scale-head"),
        Choice("row", "term-each-row"),
        Choice("log", "term-logarithmic"),
    ),
)
SINKS = Control(
    "sinks",
    "view-weights-sinks",
    (
        Choice("raw", "view-weights-sinks-raw"),
        Choice("hidden", "view-weights-sinks-hidden"),
        Choice("renormalised", "view-weights-sinks-renormalised"),
    ),
)
UNITS = Control(
    "units",
    "view-weights-units",
    (
        Choice("tokens", "view-weights-units-tokens"),
        Choice("words", "view-weights-units-words"),
    ),
)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """The head's weights, in the chosen colours, treated as chosen."""
    treatment = Treatment(cast(Units, UNITS.value(options)), cast(Sinks, SINKS.value(options)))
    return weights_heatmap(trace, selection, look, cast(ScaleName, SCALE.value(options)), treatment)


VIEW = View(
    name="weights",
    title="view-weights-name",
    question="view-weights-question",
    needs=attention,
    controls=(SCALE, SINKS, UNITS),
    draw=draw,
    order=20,
)
