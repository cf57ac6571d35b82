"""The workbench's Python side: packing, messages, mounting. What the browser does is in tests/browser."""

import json
from pathlib import Path

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from analysis import heads
from analysis.coding import decode, encode
from model.attention import ScaledDotProduct
from model.masks import Before, Causal, Mask, UpTo
from model.site import Site
from model.step import AttentionStep
from model.tokens import Token
from model.trace import Trace
from ui.assets import MODULES, PLOTLY, digest_of
from ui.workbench import ENGLISH, READERS, Payload, named, pack, written
from ui.workbench.inline import pieces
from ui.workbench.packing import pool_maximum, pooling
from viz.theme import DARK, LIGHT
from viz.words import CHINESE

APP = Path(__file__).with_name("workbench_app.py")
HOSTILE = "<img src=x onerror=alert(1)>"
GREY = np.repeat(np.arange(256, dtype=np.uint8)[:, None], 3, axis=1)


def step(site: Site, heads: int, n_query: int, n_key: int, mask: Mask | None = None) -> AttentionStep:
    generator = torch.Generator().manual_seed(n_query + 7 * n_key)
    query, key, value = (torch.randn(heads, n, 4, generator=generator) for n in (n_query, n_key, n_key))
    return AttentionStep(site, query, key, value, query, ScaledDotProduct(), mask=mask)


def tokens(n: int) -> tuple[Token, ...]:
    return tuple(Token(i, HOSTILE, 0, 1, HOSTILE, i) for i in range(n))


@pytest.fixture
def trace() -> Trace:
    """An encoder of 7 tokens, a causal decoder of 5, and cross-attention; 3 heads, or 2."""
    steps = (
        step(Site("encoder", "self", 0), 3, 7, 7),
        step(Site("decoder", "self", 0), 2, 5, 5, Causal()),
        step(Site("decoder", "cross", 0), 3, 5, 7),
    )
    return Trace("test", "", {"encoder": tokens(7), "decoder": tokens(5), "written": tokens(5)}, steps)


def payload(trace: Trace, **changes: object) -> Payload:
    arguments = {"packed": pack(trace), "figure": go.Figure(), "colours": GREY} | changes
    return Payload(**arguments)


def test_heads_lie_behind_one_another(trace):
    packed = pack(trace)
    assert [t.offset for t in packed.tiles] == [0, 3 * 49, 3 * 49 + 2 * 25]
    assert packed.codes.shape == (3 * 49 + 2 * 25 + 3 * 35,)
    assert packed.codes.dtype == np.uint8


def test_every_head_is_its_weights_coded(trace):
    packed = pack(trace)
    for recorded in trace.steps:
        for head in range(recorded.n_heads):
            codes = packed.head(str(recorded.site), head)
            assert np.array_equal(codes, encode(recorded.weights(head)))
            assert np.abs(decode(codes) - recorded.weights(head)).max() < 0.004


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
    other = named(packed, CHINESE.site)
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
        packed.codes.size
        == 3 * 16 + 2 * 9 + 3 * 12
        == sum(t.n_heads * t.rows * t.columns for t in packed.tiles)
    )
    whole = encode(trace.steps[0].weights(1))
    assert packed.head("encoder.self.0", 1)[1, 3] == whole[2:4, 6:].max()


def test_an_empty_trace_packs_to_nothing():
    assert pack(Trace("test", "", {}, ())).codes.size == 0


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


@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 5))
def test_pooled_codes_are_the_largest_of_their_block(rows, columns, pool):
    codes = np.random.default_rng(rows).integers(0, 256, (rows, columns), dtype=np.uint8)
    pooled = pool_maximum(codes, pool)
    for i, row in enumerate(pooled):
        for j, code in enumerate(row):
            assert code == codes[i * pool : (i + 1) * pool, j * pool : (j + 1) * pool].max()


def test_another_text_has_another_digest(trace):
    other = Trace("test", "", trace.tokens, (step(Site("encoder", "self", 0), 3, 7, 7),))
    assert pack(trace).digest == pack(trace).digest != pack(other).digest


def test_messages_are_plain_data(trace):
    selection = {"site": "encoder.self.0", "head": 1, "query": 2, "key": None, "stray": object()}
    message = json.loads(json.dumps(payload(trace).view_message(selection, turn=3)))
    assert message["selection"] == {"site": "encoder.self.0", "head": 1, "query": 2, "key": None}
    assert message["turn"] == 3
    assert message["tokens"]["encoder"] == [HOSTILE] * 7
    assert message["colours"][-3:] == [255, 255, 255]
    assert "codes" not in message


def test_weights_travel_apart_as_one_column(trace):
    packed = pack(trace)
    message = payload(trace, packed=packed).weights_message()
    assert message["codes"] is packed.codes
    assert message["codes"].ndim == 1
    assert message["digest"] == payload(trace).view_message({}, 0)["digest"]


def test_metrics_are_those_of_every_head_in_the_order_of_the_codes(trace):
    packed = pack(trace)
    places = [(step, head) for step in trace.steps for head in range(step.n_heads)]
    previous, sink = packed.metrics["previous"], packed.metrics["first"]
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


def test_a_metric_travels_with_null_where_it_is_not_possible(trace):
    message = json.loads(json.dumps(payload(trace).view_message({}, 0), allow_nan=False))
    values = message["metrics"]["previous"]["values"]
    assert len(values) == 3 + 2 + 3
    assert [value is None for value in values] == [False] * 5 + [True] * 3
    assert "separator" not in message["metrics"]  # no head of this text has one


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


def test_what_is_shown_travels_only_if_the_page_gives_it(trace):
    assert payload(trace).view_message({}, 0)["view"] is None
    view = {"panel": "lines", "heads": (("encoder.self.0", 1),), "stray": object()}
    message = json.loads(json.dumps(payload(trace).view_message({}, 0, view)))
    assert message["view"] == {"panel": "lines", "heads": [["encoder.self.0", 1]]}


def test_what_is_shown_survives_a_link():
    view = {
        **{"panel": "lines", "heads": (("decoder.self.0", 3), ("decoder.cross.2", 1))},
        **{"threshold": 0.02, "sort": "induction", "scale": "head", "pinned": "key"},
    }
    params = written(view)
    assert params["heads"] == "decoder.self.0.3,decoder.cross.2.1"
    assert {name: READERS[name](params[name]) for name in params} == view
    assert written({"heads": (), "panel": None}) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *(("panel", "table"), ("threshold", "2"), ("threshold", "nan"), ("threshold", "x"), ("sort", "")),
        *(("heads", "decoder.self.0"), ("heads", "decoder.self.0.x"), ("heads", ""), ("pinned", "value")),
    ],
)
def test_a_mangled_link_is_refused(name, text):
    with pytest.raises(ValueError):  # noqa: PT011  the reader of links catches every one of them
        READERS[name](text)


def test_lines_have_the_colours_of_the_paper(trace):
    assert payload(trace, theme={"paper": DARK.paper}).view_message({}, 0)["lines"] == list(DARK.lines)
    assert payload(trace).view_message({}, 0)["lines"] == list(LIGHT.lines)
    assert payload(trace, lines=["#000"]).view_message({}, 0)["lines"] == ["#000"]


def test_words_fall_back_to_english_and_unknown_ones_are_refused(trace):
    message = payload(trace, words={"mosaic": "所有注意力头"}).view_message({}, 0)
    assert message["words"] == ENGLISH | {"mosaic": "所有注意力头"}
    with pytest.raises(ValueError, match="misspelt"):
        payload(trace, words={"misspelt": ""})


def test_only_known_colours_travel(trace):
    message = payload(trace, theme={"paper": "#fff", "lines": ("#000",)}).view_message({}, 0)
    assert message["theme"] == {"paper": "#fff"}


def test_colours_of_another_shape_are_refused(trace):
    with pytest.raises(ValueError, match=r"uint8 \(256, 3\)"):
        payload(trace, colours=GREY[:10])


def test_a_heading_or_label_is_never_parsed_as_markup():
    for module in MODULES.glob("*.js"):
        source = module.read_text(encoding="utf-8")
        assert not any(
            way in source for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
        )


def test_modules_import_only_their_neighbours():
    for module in MODULES.glob("*.js"):
        for line in module.read_text(encoding="utf-8").splitlines():
            if line.startswith("import "):
                assert (MODULES / line.split('"')[1]).exists(), f"{module.name}: {line}"


def test_plotly_is_the_installed_one():
    assert (PLOTLY / "plotly.min.js").stat().st_size > 1_000_000


def test_the_address_of_the_modules_changes_with_them(tmp_path):
    (tmp_path / "a.js").write_text("1")
    before = digest_of(tmp_path)
    digest_of.cache_clear()
    (tmp_path / "a.js").write_text("2")
    assert digest_of(tmp_path) != before


def test_it_mounts():
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert len(app.get("bidi_component")) == 2
    data = json.loads(
        app.get("bidi_component")[1].proto.mixed.json or app.get("bidi_component")[1].proto.json
    )
    assert data["selection"] == {"site": "decoder.self.0", "head": 0, "query": None, "key": None}
    assert json.loads(data["figure"])["data"][0]["type"] == "heatmap"


def test_running_again_sends_the_same():
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    before = [component.proto for component in app.get("bidi_component")]
    app.button[0].click().run()
    assert not app.exception
    assert [component.proto for component in app.get("bidi_component")] == before
