"""How long the residual stream's vectors are, from the embedding up."""

from headlight.analysis.residual import is_parallel, stream_norms
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.residual_stream import MomentMap, residual_stream, stream_of
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import Range
from headlight.viz.view import Options, View


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Moment × token; `data[0].z` holds the Euclidean lengths."""
    selection.step(trace)
    stack, t = stream_of(trace, selection), look.t
    table, reading = stream_norms(trace, stack), "view-residual-reading"
    if is_parallel(trace, stack):  # the state after feed-forward is the one after attention too
        reading, table = "view-residual-by-block", table.replace({"after": {"feed_forward": "block"}})
    longest = float(table["norm"].max()) or 1.0
    return MomentMap(
        table,
        moment="after",
        measured="norm",
        title=t("view-residual-title"),
        notes=(t(reading),),
        value=t("view-residual-value"),
        paint=Paint(look.theme.sequential, Range(0.0, longest), t("view-residual-scale")),
        digits=(".3f", ".1f"),
    ).draw(trace, selection, look)


VIEW = View(
    name="residual",
    title="term-residual-stream",
    question="view-residual-question",
    needs=residual_stream,
    controls=(),
    draw=draw,
    order=210,
    family="stream",
)
