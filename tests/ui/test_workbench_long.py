"""What travels of a long text, and what packing it costs: bounded bytes, memory that grows with the text alone."""

import json
import zlib

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from headlight.analysis.head_measures import first_token, normalised_entropy, previous_token
from headlight.model.masks import Causal
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.model.visible_keys import CELLS
from headlight.server.address.codec import read, write
from headlight.server.heads.packing import BUDGET
from headlight.ui.parts.workbench import FIELDS, Payload, pack
from headlight.viz import Look, Selection, weights_heatmap
from headlight.viz.maps.window import REACH
from headlight.viz.needs import TOO_LONG
from headlight.viz.registry import discover
from headlight.viz.style.scales import lookup_table
from tests.model.test_pooling import code, slow
from tests.ui.three_kinds import step

HEADS = 3


def long_trace(n: int) -> Trace:
    """A causal decoder of one layer over n tokens."""
    tokens = tuple(Token(i, f"t{i}", i, i + 1, f"t{i}", i) for i in range(n))
    return Trace("test", "", {"decoder": tokens}, (step(Site("decoder", "self", 0), HEADS, n, n, Causal()),))


@pytest.fixture(scope="module")
def trace() -> Trace:
    return long_trace(1100)


def payload(trace: Trace, **changes: object) -> Payload:
    arguments = {
        "packed": pack(trace),
        "figure": weights_heatmap(trace, Selection.first(trace)).figure,
        "colours": lookup_table(Look().theme.sequential),
    }
    return Payload(**(arguments | changes))


def test_tiles_are_pooled_both_ways(trace):
    packed = pack(trace)
    assert packed.pool > 1
    for kind, tiles in zip(("mean", "maximum"), slow(trace.steps[0].weights(1), packed.pool), strict=True):
        # heads are computed together: now and then a rounding lies on the other side of a code's edge
        apart = packed.head("decoder.self.0", 1, kind).astype(int) - np.vectorize(code)(tiles)
        assert np.abs(apart).max() <= 1
        assert np.count_nonzero(apart) < 0.001 * apart.size


def test_the_kind_of_tiles_is_asked_for_and_has_a_name_of_its_own(trace):
    asked = payload(trace)
    mean, largest = ({"pooling": name} for name in ("mean", "maximum"))
    assert asked.parts(None)["weights"] == asked.parts(mean)["weights"]
    assert asked.parts(largest)["weights"]["codes"] is asked.packed.maxima.deflated
    for view in (mean, largest):
        message = asked.view_message(asked.parts(view), {}, 0, view)
        assert message["parts"]["weights"] == asked.parts(view)["weights"]["digest"]
        assert message["pooling"] == view["pooling"]
    assert asked.parts(mean)["weights"]["digest"] != asked.parts(largest)["weights"]["digest"]


def test_a_text_that_is_not_pooled_has_one_kind_of_codes():
    asked = payload(long_trace(20))
    assert asked.parts({"pooling": "maximum"})["weights"] == asked.parts(None)["weights"]


@pytest.mark.parametrize("n", [300, 1100, 2200])
def test_what_travels_is_bounded(n):
    trace = long_trace(n)
    asked = payload(trace)
    assert asked.packed.codes.plain.size <= BUDGET
    parts = asked.parts()
    assert parts["weights"]["codes"].nbytes < 0.8 * asked.packed.codes.plain.size
    assert parts["map"]["numbers"].nbytes == 4 * REACH**2  # the window's float32 values
    assert len(json.dumps([parts["text"], parts["frame"]])) < 20_000 + 300 * n  # some words for each token
    assert len(json.dumps(asked.view_message(parts, {}, 0, {}))) < 2_000


def test_the_window_travels_with_its_figure(trace):
    figure = weights_heatmap(trace, Selection.first(trace), window=(512, 300)).figure
    asked = payload(trace, figure=figure)
    assert asked.frame()["window"] == {"row": 512, "column": 300, "rows": REACH, "columns": REACH}
    assert asked.text()["reach"] == REACH
    assert payload(long_trace(20)).frame()["window"] is None


@pytest.mark.parametrize("n", [20, 300])
def test_what_travels_deflated_inflates_to_the_codes(n):
    asked = payload(long_trace(n))
    message, plain = asked.parts()["weights"], asked.packed.codes.plain
    assert message["deflated"] == (n == 300)
    found = zlib.decompress(message["codes"].tobytes()) if message["deflated"] else message["codes"].tobytes()
    assert found == plain.tobytes()
    assert asked.parts()["weights"]["codes"] is message["codes"]  # deflated once


def test_no_tensor_of_packing_is_the_whole_map(monkeypatch):
    sizes = []
    softmax = torch.exp
    monkeypatch.setattr(torch, "exp", lambda powers: (sizes.append(powers.numel()), softmax(powers))[1])
    pack(long_trace(2048))
    seen = HEADS * 2048 * 2049 / 2
    assert seen <= sum(sizes) <= 1.1 * seen
    assert max(sizes) <= CELLS["cpu"]


def test_window_and_pooling_survive_a_link():
    view = {"window": (256, 0), "pooling": "maximum"}
    params = write(FIELDS, view)
    assert params == {"window": "256,0", "pooling": "maximum"}
    assert read(FIELDS, params) == (view, ())
    assert write(FIELDS, {"window": [5, 6]}) == {"window": "5,6"}  # as it comes from the browser


@pytest.mark.parametrize("text", ["", "5", "1,2,3", "-1,2", "a,b", "1.5,2", "９,1", "9" * 30 + ",0"])
def test_a_mangled_window_is_refused(text):
    assert read(FIELDS, {"window": text}) == ({}, ("window",))


def test_heads_of_a_long_text_are_measured_over_all_its_rows(trace):
    metrics = pack(trace).measured.metrics()
    weights, visible = trace.steps[0].weights(1), trace.steps[0].visible(1)
    assert metrics["previous"].n.tolist() == [1099] * HEADS
    for name, measure in (
        ("previous", previous_token),
        ("first", first_token),
        ("entropy", normalised_entropy),
    ):
        assert metrics[name].values[1] == pytest.approx(measure(weights, visible), rel=1e-5)


def test_heads_that_would_take_minutes_are_not_measured(trace, monkeypatch):
    monkeypatch.setattr("headlight.analysis.measure_table.MOST_WEIGHTS", {"cpu": HEADS * 1000**2})
    assert pack(trace).measured.metrics() == {}
    assert pack(long_trace(300)).measured.metrics()
    views = [view for view in discover() if view.name in ("metrics", "entropy_by_layer")]
    assert [view.needs(trace) for view in views] == [TOO_LONG, TOO_LONG]
    assert [view.needs(long_trace(300)) for view in views] == [None, None]


def test_the_exact_window_is_the_traces_own_numbers(trace):
    z = weights_heatmap(trace, Selection.first(trace), window=(700, 650)).figure.data[0].z
    weights = trace.steps[0].weights(0)[700 : 700 + REACH, 650 : 650 + REACH]
    assert_allclose(np.nan_to_num(z), weights, atol=1e-6)
