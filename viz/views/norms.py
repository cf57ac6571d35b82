"""How much of what one head adds to each token comes from each key: the weight times the length of what is taken."""

from headlight.analysis.norms import contribution_norms
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.norm_map import SCALE, norm_map
from headlight.viz.maps.window import in_window
from headlight.viz.needs import output_projection
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

QUANTITY = Phrase("‖α·f(x)‖", "‖α·f(x)‖")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """‖α·f(x)‖, f(x) the value after the head's part of the output projection."""
    norms = in_window(selection.step(trace), selection, contribution_norms)
    return norm_map(trace, selection, (norms, QUANTITY.of(look.words), SCALE.value(options)), look)


VIEW = View(
    name="norms",
    title=Phrase("Contribution norms", "贡献的范数"),
    question=Phrase(
        "How much does each key add through this head, whatever its weight?",
        "不论权重大小，每个键经由本头贡献多少？",
    ),
    needs=output_projection,
    controls=(SCALE,),
    draw=draw,
    order=22,
)
