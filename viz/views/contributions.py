"""What attention and feed-forward each add to the residual stream."""

import numpy as np

from headlight.analysis.residual import contributions, is_parallel, reconstruction
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.residual_stream import MomentMap, residual_stream, stream_of
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint, number
from headlight.viz.style.scales import Range
from headlight.viz.view import Choice, Control, Options, View

MEASURE = Control(
    "measure",
    "term-measure",
    (
        Choice("share", "view-contributions-measure-share"),
        Choice("added", "view-contributions-measure-added"),
        Choice("cosine", "view-contributions-measure-cosine"),
    ),
)
READING = {
    "share": "view-contributions-reading-share",
    "added": "view-contributions-reading-added",
    "cosine": "view-contributions-reading-cosine",
}
NOTES = {
    "share": "view-contributions-notes-share",
    "added": "view-contributions-notes-added",
    "cosine": "view-contributions-notes-cosine",
}


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Sublayer × token; `data[0].z` holds the chosen measure, NaN where it has no value."""
    selection.step(trace)
    stack, t, measure = stream_of(trace, selection), look.t, MEASURE.value(options)
    table, name = contributions(trace, stack), t(READING[measure])
    longest = float(np.nan_to_num(table[measure]).max()) or 1.0
    paint = (
        Paint(look.theme.diverging, Range(-1.0, 1.0), name)
        if measure == "cosine"
        else Paint(look.theme.sequential, Range(0.0, longest), name)
    )
    check = "view-contributions-check-both" if is_parallel(trace, stack) else "view-contributions-check"
    off = number(reconstruction(trace, stack))
    return MomentMap(
        table,
        moment="sublayer",
        measured=measure,
        title=t("view-contributions-title"),
        notes=(t(NOTES[measure]), t(check, off=off)),
        value=name,
        paint=paint,
        digits=(".3f", ".2f"),
    ).draw(trace, selection, look)


VIEW = View(
    name="contributions",
    title="view-contributions-name",
    question="view-contributions-question",
    needs=residual_stream,
    controls=(MEASURE,),
    draw=draw,
    order=220,
    family="stream",
)
