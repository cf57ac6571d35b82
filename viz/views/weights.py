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
from headlight.viz.style.words import Phrase
from headlight.viz.view import Choice, Control, Options, View

SCALE = Control(
    "scale",
    Phrase("Colours", "颜色"),
    (
        Choice("unit", Phrase("from 0 to 1", "从 0 到 1")),
        Choice("head", Phrase("to this head's largest weight", "到本头的最大权重")),
        Choice("row", Phrase("each row to its own", "每行到本行最大")),
        Choice("log", Phrase("logarithmic", "对数")),
    ),
)
SINKS = Control(
    "sinks",
    Phrase("Sinks", "汇点"),
    (
        Choice("raw", Phrase("as they are", "原样")),
        Choice("hidden", Phrase("hidden", "隐藏")),
        Choice("renormalised", Phrase("left out, rows renormalised", "去掉，各行重新归一化")),
    ),
)
UNITS = Control(
    "units",
    Phrase("Rows and columns", "行与列"),
    (
        Choice("tokens", Phrase("tokens", "词元")),
        Choice("words", Phrase("words", "词")),
    ),
)


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """The head's weights, in the chosen colours, treated as chosen."""
    treatment = Treatment(cast(Units, UNITS.value(options)), cast(Sinks, SINKS.value(options)))
    return weights_heatmap(trace, selection, look, cast(ScaleName, SCALE.value(options)), treatment)


VIEW = View(
    name="weights",
    title=Phrase("Attention weights", "注意力权重"),
    question=Phrase("What does each token look at?", "每个词元在看哪里？"),
    needs=attention,
    controls=(SCALE, SINKS, UNITS),
    draw=draw,
    order=20,
)
