"""All heads of a trace packed into bytes: every one is its weights, coded, and the rest says what they stand for."""

import gc
import weakref

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from headlight.analysis import head_measures as heads
from headlight.model.masks import Before, Causal, UpTo
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.server.heads.metrics import metrics_of
from headlight.server.heads.packing import pooling
from headlight.server.heads.running_text import pieces
from headlight.ui.parts.workbench import named, pack
from headlight.viz.style.look import Look
from tests.model.test_pooling import code
from tests.ui.three_kinds import step, three_kinds, tokens

encode = np.vectorize(code)


@pytest.fixture
def trace() -> Trace:
    return three_kinds()


def test_heads_lie_behind_one_another(trace):
    packed = pack(trace)
    assert [t.offset for t in packed.tiles] == [0, 3 * 49, 3 * 49 + 2 * 25]
    assert packed.codes.plain.shape == (3 * 49 + 2 * 25 + 3 * 35,)
    assert packed.codes.plain.dtype == np.uint8


def test_every_head_is_its_weights_coded(trace):
    packed = pack(trace)
    for recorded in trace.steps:
        for head in range(recorded.n_heads):
            codes = packed.head(str(recorded.site), head)
            assert np.array_equal(codes, encode(recorded.weights(head)))
            assert np.abs((codes / 255) ** 2 - recorded.weights(head)).max() < 0.004


def test_tiles_say_what_their_axes_are(trace):
    encoder, decoder, cross = pack(trace).tiles
    assert (encoder.queries, encoder.keys, encoder.masked) == ("encoder", "encoder", "none")
    assert (decoder.queries, decoder.keys, decoder.masked) == ("decoder", "decoder", "causal")
    assert (cross.queries, cross.keys, cross.n_query, cross.n_key) == ("written", "encoder", 5, 7)
    assert len({t.group for t in pack(trace).tiles}) == 3


def test_a_mask_that_is_shifted_is_not_called_causal(trace):
    shifted = step(Site("decoder", "self", 0), 2, 5, 5, Causal(offset=1))
    assert pack(Trace("test", "", {"decoder": tokens(5)}, (shifted,))).tiles[0].masked == "none"


def test_layers_of_a_kind_lie_together_however_they_were_recorded(trace):
    mixed = (
        *trace.steps,
        step(Site("encoder", "self", 1), 3, 7, 7),
        step(Site("decoder", "self", 1), 2, 5, 5),
    )
    packed = pack(Trace("test", "", trace.tokens, mixed))
    assert [t.site for t in packed.tiles] == [
        *("encoder.self.0", "encoder.self.1"),
        *("decoder.self.0", "decoder.self.1"),
        "decoder.cross.0",
    ]
    for tiles in packed.tiles:
        recorded = next(s for s in mixed if str(s.site) == tiles.site)
        assert np.array_equal(packed.head(tiles.site, 1), encode(recorded.weights(1)))


def test_headings_can_be_said_in_another_language_over_the_same_codes(trace):
    packed = pack(trace)
    other = named(packed, Look(language="zh").site)
    assert [t.group for t in other.tiles] == ["编码器 · 自注意力", "解码器 · 自注意力", "解码器 · 交叉注意力"]
    assert other.codes is packed.codes
    assert other.digest == packed.digest


def test_the_masks_of_an_order_travel_as_its_ranks():
    rank = torch.tensor([[0, 3, 1, 2]])
    steps = (
        step(Site("decoder", "content", 0), 2, 4, 4, UpTo(rank)),
        step(Site("decoder", "query_stream", 0), 2, 4, 4, Before(rank)),
    )
    tiles = pack(Trace("test", "", {"decoder": tokens(4)}, steps)).tiles
    assert [(t.masked, t.rank) for t in tiles] == [("up_to", (0, 3, 1, 2)), ("before", (0, 3, 1, 2))]


def test_sites_may_be_chosen_and_named(trace):
    packed = pack(trace, [Site("decoder", "cross", 0)], label=lambda site: f"cross {site.layer}")
    assert [(t.site, t.label, t.offset) for t in packed.tiles] == [("decoder.cross.0", "cross 0", 0)]


def test_above_the_budget_blocks_are_pooled(trace):
    packed = pack(trace, budget=110)
    assert packed.pool == 2
    assert (
        packed.codes.plain.size
        == 3 * 16 + 2 * 9 + 3 * 12
        == sum(t.n_heads * t.rows * t.columns for t in packed.tiles)
    )
    corner = trace.steps[0].weights(1)[2:4, 6:]  # two queries, and the last key alone
    assert packed.head("encoder.self.0", 1)[1, 3] == encode(corner.sum(-1).mean())
    assert packed.head("encoder.self.0", 1, "maximum")[1, 3] == encode(corner).max()


def test_an_empty_trace_packs_to_nothing():
    assert pack(Trace("test", "", {}, ())).codes.plain.size == 0


@given(
    st.lists(st.tuples(st.integers(1, 16), st.integers(1, 600), st.integers(1, 600)), min_size=1, max_size=6),
    st.integers(100, 4_000_000),
)
def test_pooling_is_the_least_that_fits(sizes, budget):
    def total(pool: int) -> int:
        return sum(heads * -(-rows // pool) * -(-columns // pool) for heads, rows, columns in sizes)

    pool = pooling(sizes, budget)
    assert total(pool) <= budget
    assert pool == 1 or total(pool - 1) > budget


def test_another_text_has_another_digest(trace):
    other = Trace("test", "", trace.tokens, (step(Site("encoder", "self", 0), 3, 7, 7),))
    assert pack(trace).digest == pack(trace).digest != pack(other).digest


def test_metrics_are_those_of_every_head_in_the_order_of_the_codes(trace):
    packed = pack(trace)
    places = [(step, head) for step in trace.steps for head in range(step.n_heads)]
    metrics = packed.measured.metrics()
    previous, sink = metrics["previous"], metrics["first"]
    for place, (recorded, head) in enumerate(places):
        weights, visible = recorded.weights(head), recorded.visible(head)
        if recorded.site.kind == "cross":
            assert np.isnan(previous.values[place])
            continue
        even = heads.uniform_attention(visible)
        assert previous.values[place] == pytest.approx(heads.previous_token(weights, visible))
        assert previous.uniform[place] == pytest.approx(heads.previous_token(even, visible))
        assert previous.n[place] == recorded.n_query - 1
        assert sink.values[place] == pytest.approx(heads.first_token(weights, visible))


def test_metrics_are_computed_when_asked_for_and_once(trace, monkeypatch):
    asked, of = [], metrics_of
    monkeypatch.setattr(
        "headlight.server.heads.metrics.metrics_of",
        lambda *reading: (asked.append(reading), of(*reading))[1],
    )
    packed = named(pack(trace), Look(language="zh").site)
    assert not asked
    assert packed.measured.metrics() is packed.measured.metrics()
    assert len(asked) == 1


def test_a_measured_reading_is_let_go():
    trace = three_kinds()
    packed, gone = pack(trace), weakref.ref(trace)
    packed.measured.metrics()
    del trace
    gc.collect()
    assert gone() is None


def test_tokens_run_as_text():
    def token(text: str, label: str, start: int, special: bool = False) -> Token:
        return Token(0, text, start, start + len(text), label, 0, special)

    running = [
        *(token("", "<bos>", 0, special=True), token("The", "The", 0), token(" cat", "·cat", 3)),
        *(token("京", "京 1/3", 7), token("京", "京 2/3", 7), token("京", "京 3/3", 7)),
        *(token("。", "。", 8), token(" sat", "·cat → ·sat", 9), token("x", "x", 13)),
    ]
    assert pieces(running) == (
        *(("space", "<bos>"), ("space", "The"), ("space", "cat")),
        *(("none", "京 1/3"), ("same", "2/3"), ("same", "3/3")),
        *(("none", "。"), ("space", "·cat → ·sat"), ("space", "x")),
    )
