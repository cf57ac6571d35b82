"""How much of one head's context vectors comes from each key: the weight times the length of the value."""

from headlight.analysis.norms import value_norms
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.norm_map import SCALE, norm_map
from headlight.viz.maps.window import in_window
from headlight.viz.needs import vectors
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

QUANTITY = Phrase("‖α·v‖", "‖α·v‖")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """‖α·v‖, before any output projection."""
    norms = in_window(selection.step(trace), selection, value_norms)
    return norm_map(trace, selection, (norms, QUANTITY.of(look.words), SCALE.value(options)), look)


VIEW = View(
    name="weighted_values",
    title=Phrase("Weighted values", "加权的值"),
    question=Phrase("How long is what each key hands over to a query?", "每个键交给查询的向量有多长？"),
    needs=vectors,
    controls=(SCALE,),
    draw=draw,
    order=24,
)
