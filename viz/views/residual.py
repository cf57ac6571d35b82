"""How long the residual stream's vectors are, from the embedding up."""

import plotly.graph_objects as go

from headlight.analysis.residual import is_parallel, stream_norms
from headlight.model.trace import Trace
from headlight.viz.maps.named_map import NamedMap
from headlight.viz.maps.residual_stream import (
    TOKEN,
    by_token,
    moments_axis,
    query_frame,
    residual_stream,
    standing,
    stream_name,
    stream_of,
    stream_tokens,
)
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.paint import Paint
from headlight.viz.style.scales import Range
from headlight.viz.style.ticks import token_axis
from headlight.viz.style.words import Phrase
from headlight.viz.view import Options, View

TITLE = Phrase("Length of the residual stream", "残差流的长度")
READING = Phrase("row = the stream after this sublayer, column = token", "行 = 此子层之后的残差流，列 = 词元")
BY_BLOCK = Phrase("row = the stream after this block, column = token", "行 = 此块之后的残差流，列 = 词元")
VALUE = Phrase("‖x‖₂", "‖x‖₂")
SCALE = Phrase("length ‖x‖₂, linear", "长度 ‖x‖₂，线性")


def draw(trace: Trace, selection: Selection, look: Look, options: Options) -> go.Figure:
    """Moment × token; `data[0].z` holds the Euclidean lengths."""
    selection.step(trace)
    stack, words = stream_of(trace, selection), look.words
    table, tokens = stream_norms(trace, stack), stream_tokens(trace, stack)
    reading = READING
    if is_parallel(trace, stack):  # the state after feed-forward is the one after attention too
        reading, table = BY_BLOCK, table.replace({"after": {"feed_forward": "block"}})
    z = by_token(table["norm"], tokens)
    figure = NamedMap(
        title=TITLE.of(words) + stream_name(trace, stack, look),
        notes=(reading.of(words), *standing(trace, stack, look)),
        rows=moments_axis(table, "after", look),
        columns=token_axis(tokens, TOKEN.of(words)) | {"tickangle": -45},
        value=VALUE.of(words),
        paint=Paint(look.theme.sequential, Range(0.0, float(z.max()) or 1.0), SCALE.of(words)),
        digits=(".3f", ".1f"),
    ).draw(z, look)
    return figure.update_layout(shapes=query_frame(selection, look))


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
