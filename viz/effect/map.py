"""What a change did to one head's map: after minus before."""

from headlight.analysis.comparison import change
from headlight.analysis.scores import weight_matrix
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.heatmap import cells, token_map
from headlight.viz.maps.marks import notes
from headlight.viz.maps.window import cells_of
from headlight.viz.selection import Selection
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.paint import paint_symmetric
from headlight.viz.style.words import Phrase

DIFFERENCE = Phrase("after − before", "改动后 − 改动前")


def change_map(before: Trace, after: Trace, selection: Selection, look: Look = DEFAULT_LOOK) -> Drawing:
    """One head's weights after a change minus before it; `data[0].z` holds them, NaN where both are masked.

    Raises:
        ValueError: if the selection is not in both traces, or their maps differ in size.
    """
    ours, theirs = (weight_matrix(selection.step(trace), selection.head) for trace in (before, after))
    z = change(ours, theirs)
    paint = paint_symmetric(look.words.scale_signed, z, look)
    figure = token_map(after, selection, cells(z, paint, DIFFERENCE.of(look.words), look), look)
    title = f"{selection.label} · {DIFFERENCE.of(look.words)}"
    figure.update_layout(title_text=title, title_subtitle_text="<br>".join(notes(z, paint, look)))
    return Drawing(figure, cells_of(after, selection, {"before": ours, "after": theirs, "change": z}))
