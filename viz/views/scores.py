"""What the softmax of one head is applied to."""

from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import scores_heatmap
from headlight.viz.needs import vectors
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """The head's scores, coloured around zero."""
    return scores_heatmap(trace, selection, look)


VIEW = View(
    name="scores",
    title=Phrase("Scores", "得分"),
    question=Phrase("Which keys match a query, before the softmax?", "softmax 之前，哪些键与查询相配？"),
    needs=vectors,
    controls=(),
    draw=draw,
    order=30,
)
