"""How much of one head's context vectors comes from each key: the weight times the length of the value."""

from headlight.analysis.norms import value_norms
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.norm_map import SCALE, norm_map
from headlight.viz.maps.window import in_window
from headlight.viz.needs import vectors
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.view import Options, View


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """‖α·v‖, before any output projection."""
    norms = in_window(selection.step(trace), selection, value_norms)
    return norm_map(
        trace, selection, (norms, look.t("view-weighted-values-quantity"), SCALE.value(options)), look
    )


VIEW = View(
    name="weighted_values",
    title="view-weighted-values-name",
    question="view-weighted-values-question",
    needs=vectors,
    controls=(SCALE,),
    draw=draw,
    order=24,
)
