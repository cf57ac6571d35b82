"""How long the residual stream's vectors are, from the embedding up."""

from headlight.analysis.residual import is_parallel, stream_norms
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.maps.residual_stream import MomentMap, residual_stream, stream_of
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import Range
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

TITLE = Phrase("Length of the residual stream", "残差流的长度")
READING = Phrase("row = the stream after this sublayer, column = token", "行 = 此子层之后的残差流，列 = 词元")
BY_BLOCK = Phrase("row = the stream after this block, column = token", "行 = 此块之后的残差流，列 = 词元")
VALUE = Phrase("‖x‖₂", "‖x‖₂")
SCALE = Phrase("length ‖x‖₂, linear", "长度 ‖x‖₂，线性")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> Drawing:
    """Moment × token; `data[0].z` holds the Euclidean lengths."""
    selection.step(trace)
    stack, words = stream_of(trace, selection), look.words
    table, reading = stream_norms(trace, stack), READING
    if is_parallel(trace, stack):  # the state after feed-forward is the one after attention too
        reading, table = BY_BLOCK, table.replace({"after": {"feed_forward": "block"}})
    longest = float(table["norm"].max()) or 1.0
    return MomentMap(
        table,
        moment="after",
        measured="norm",
        title=TITLE.of(words),
        notes=(reading.of(words),),
        value=VALUE.of(words),
        paint=Paint(look.theme.sequential, Range(0.0, longest), SCALE.of(words)),
        digits=(".3f", ".1f"),
    ).draw(trace, selection, look)


VIEW = View(
    name="residual",
    title=Phrase("Residual stream", "残差流"),
    question=Phrase("How does each token’s vector grow from layer to layer?", "每个词元的向量怎样逐层变长？"),
    needs=residual_stream,
    controls=(),
    draw=draw,
    order=210,
    family="stream",
)
