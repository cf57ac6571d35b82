"""Where the parts of each kind of model stand in a drawing of who may look at whom.

    translator            language model       two streams
    written   □ □ □ □     states  ○ ○ ○        text           □ □ □
    decoder     ○ ○ ○     text    □ □ □        query stream   ○ ○ ○
    encoder   ○ ○ ○ ○                          content stream ○ ○ ○
    source    □ □ □ □                          text           □ □ □

A decoder's state stands under the token that it writes; the tokens written before stand to the left of that one. What
attention joins comes from the recorded masks alone. Recurrence leaves no mask, so its direction is told.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.architecture.wiring import Bundle, Point, Recurrence, Row, Wiring, masked_in, places
from headlight.viz.style.words import Phrase

TEXT = Phrase("text", "文本")
SOURCE = Phrase("source", "原文")
ENCODER = Phrase("encoder", "编码器")
VECTOR = Phrase("vector c", "向量 c")
DECODER = Phrase("decoder", "解码器")
WRITTEN = Phrase("written", "译文")
STATES = Phrase("states", "状态")
CONTENT = Phrase("content", "内容流")
QUERY_STREAM = Phrase("query", "查询流")

APART = 0.11  # arrows there and back, from the middle


def wiring(trace: Trace, recurrence: Recurrence | None = None) -> Wiring:
    """The parts of the model that left this trace; ValueError if nothing in it joins anything."""
    if "written" in trace.tokens:
        return translator(trace) if recurrence is None else recurrent(trace, recurrence)
    if trace.sites("query_stream"):
        return two_streams(trace)
    if trace.sites("self"):
        return one_stack(trace)
    raise ValueError(f"expected a trace with attention, got {trace.model_name} with none")


def one_stack(trace: Trace) -> Wiring:
    """A text that attends to itself."""
    site = trace.sites("self")[0]
    tokens = trace.tokens[site.stack]
    x = places(len(tokens))
    below, above = Row(TEXT, 0, tokens, x, "token"), Row(STATES, 2.2, tokens, x, "state")
    return Wiring((below, above), (bundle(trace, site, above, below),), left_out=len(tokens) - len(x))


def two_streams(trace: Trace) -> Wiring:
    """Content below, query stream above; both ask the same tokens."""
    content, query = trace.sites("content")[0], trace.sites("query_stream")[0]
    tokens = trace.tokens[content.stack]
    x = places(len(tokens))
    rows = (
        Row(TEXT, 0, tokens, x, "token"),
        Row(CONTENT, 1, tokens, x, "state"),
        Row(QUERY_STREAM, 1.8, tokens, x, "state"),
        Row(TEXT, 2.8, tokens, x, "token"),
    )
    bundles = bundle(trace, content, rows[1], rows[0]), bundle(trace, query, rows[2], rows[3])
    return Wiring(rows, bundles, left_out=len(tokens) - len(x))


def translator(trace: Trace) -> Wiring:
    """Attention in the encoder, from the decoder to it, and in the decoder."""
    rows = source, encoder, decoder, written = translator_rows(trace, (0, 1, 2, 3.2))
    joined = {("encoder", "self"): (encoder, source), ("decoder", "cross"): (decoder, encoder)}
    joined |= {("decoder", "self"): (decoder, written)}
    firsts = {(s.stack, s.kind): s for s in reversed(trace.sites())}
    bundles = tuple(bundle(trace, firsts[kind], *joined[kind]) for kind in joined if kind in firsts)
    return Wiring(rows, bundles, writing(decoder, written), left_out=left_out(source, written))


def recurrent(trace: Trace, recurrence: Recurrence) -> Wiring:
    """States handed on from token to token; attention between them, or one vector."""
    one_vector = recurrence.asks is None
    rows = source, encoder, decoder, written = translator_rows(
        trace, (0, 1, 2.4, 3.4) if one_vector else (0, 1, 2, 3)
    )
    arrows = [(source.point(i), encoder.point(i)) for i in source.x]
    arrows += [(written.point(i), decoder.point(i)) for i in decoder.x if i in written.x]
    arrows += writing(decoder, written)
    arrows += chain(list(encoder.x.values()), encoder.y, recurrence.encoder)
    arrows += chain([written.x[0], *decoder.x.values()], decoder.y, "onward")
    bundles: tuple[Bundle, ...] = ()
    hub = (0.5, 1.7) if one_vector else None
    if hub is not None:
        arrows += [(encoder.point(max(encoder.x)), hub), *((hub, decoder.point(i)) for i in decoder.x)]
    elif cross := trace.sites("cross"):
        ahead = (written.x[1] - written.x[0]) / 2 if recurrence.asks == "before" else 0.0
        bundles = (bundle(trace, cross[0], decoder, encoder, ahead),)
    return Wiring(rows, bundles, tuple(arrows), hub, left_out(source, written))


def translator_rows(trace: Trace, heights: tuple[float, float, float, float]) -> tuple[Row, Row, Row, Row]:
    """Source, encoder, decoder, written; a decoder's state stands under what it writes, which is one place on."""
    source, written = trace.tokens["encoder"], trace.tokens["written"]
    x, slots = places(len(source)), places(len(written) + 1)
    states = {i - 1: place for i, place in slots.items() if i}
    return (
        Row(SOURCE, heights[0], source, x, "token"),
        Row(ENCODER, heights[1], source, x, "state"),
        Row(DECODER, heights[2], written, states, "state"),
        Row(WRITTEN, heights[3], (trace.tokens["decoder"][0], *written), slots, "token"),
    )


def bundle(trace: Trace, site: Site, queries: Row, keys: Row, ahead: float = 0.0) -> Bundle:
    """The attention at one site, as its first head's mask allows; in focus is what is masked, else the middle."""
    drawn = list(queries.x)
    masked = [i for i in masked_in(trace) if i in queries.x]
    focus = masked[0] if masked else drawn[len(drawn) // 2]
    return Bundle(site, queries, keys, trace.step(site).visible(0), focus, ahead)


def writing(decoder: Row, written: Row) -> tuple[tuple[Point, Point], ...]:
    """An arrow from each state of a decoder to the token that it writes."""
    return tuple((decoder.point(i), written.point(i + 1)) for i in decoder.x)


def chain(x: Sequence[float], y: float, direction: Literal["onward", "both"]) -> list[tuple[Point, Point]]:
    """Arrows from each to the next; in both directions, those back run a little lower."""
    if direction == "onward":
        return [((a, y), (b, y)) for a, b in pairwise(x)]
    there = [((a, y + APART), (b, y + APART)) for a, b in pairwise(x)]
    return there + [((b, y - APART), (a, y - APART)) for a, b in pairwise(x)]


def left_out(*rows: Row) -> int:
    """How many tokens of these rows are not drawn."""
    return sum(len(row.tokens) - len(row.x) for row in rows)
