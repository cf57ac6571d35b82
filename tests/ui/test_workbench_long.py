"""What travels of a long text, and what packing it costs: bounded bytes, memory that grows with the text alone."""

import json
import zlib

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from headlight.analysis.heads import first_token, normalised_entropy, previous_token
from headlight.model.masks import Causal
from headlight.model.seen import CELLS
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.ui.parts.workbench import READERS, Payload, pack, written
from headlight.ui.parts.workbench.packing import BUDGET
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
    assert asked.weights_message(None) == asked.weights_message(mean)
    assert asked.weights_message(largest)["codes"] is asked.packed.maxima.deflated
    for view in (mean, largest):
        message = asked.view_message({}, 0, view)
        assert message["digest"] == asked.weights_message(view)["digest"]
        assert message["pooling"] == view["pooling"]
    assert asked.weights_message(mean)["digest"] != asked.weights_message(largest)["digest"]


def test_a_text_that_is_not_pooled_has_one_kind_of_codes():
    asked = payload(long_trace(20))
    assert asked.weights_message({"pooling": "maximum"}) == asked.weights_message(None)


@pytest.mark.parametrize("n", [300, 1100, 2200])
def test_what_travels_is_bounded(n):
    trace = long_trace(n)
    asked = payload(trace)
    assert asked.packed.codes.plain.size <= BUDGET
    assert asked.weights_message()["codes"].nbytes < 0.8 * asked.packed.codes.plain.size
    message = json.dumps(asked.view_message({}, 0, {}))
    assert len(message) < 6 * REACH**2 + 300 * n  # the window's float32 values, and some words for each token


def test_the_window_travels_with_its_figure(trace):
    figure = weights_heatmap(trace, Selection.first(trace), window=(512, 300)).figure
    message = payload(trace, figure=figure).view_message({}, 0, {})
    assert message["window"] == {"row": 512, "column": 300, "rows": REACH, "columns": REACH}
    assert message["reach"] == REACH
    assert payload(long_trace(20)).view_message({}, 0, {})["window"] is None


@pytest.mark.parametrize("n", [20, 300])
def test_what_travels_deflated_inflates_to_the_codes(n):
    asked = payload(long_trace(n))
    message, plain = asked.weights_message(), asked.packed.codes.plain
    assert message["deflated"] == (n == 300)
    found = zlib.decompress(message["codes"].tobytes()) if message["deflated"] else message["codes"].tobytes()
    assert found == plain.tobytes()
    assert asked.weights_message()["codes"] is message["codes"]  # deflated once


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
    params = written(view)
    assert params == {"window": "256,0", "pooling": "maximum"}
    assert {name: READERS[name](params[name]) for name in params} == view
    assert written({"window": [5, 6]}) == {"window": "5,6"}  # as it comes from the browser


@pytest.mark.parametrize("text", ["", "5", "1,2,3", "-1,2", "a,b", "1.5,2", "９,1", "9" * 30 + ",0"])
def test_a_mangled_window_is_refused(text):
    with pytest.raises(ValueError, match="window"):
        READERS["window"](text)


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
    monkeypatch.setattr("headlight.analysis.metrics.MOST_WEIGHTS", {"cpu": HEADS * 1000**2})
    assert pack(trace).measured.metrics() == {}
    assert pack(long_trace(300)).measured.metrics()
    views = [view for view in discover() if view.name in ("metrics", "entropy_by_layer")]
    assert [view.needs(trace) for view in views] == [TOO_LONG, TOO_LONG]
    assert [view.needs(long_trace(300)) for view in views] == [None, None]


def test_the_exact_window_is_the_traces_own_numbers(trace):
    z = weights_heatmap(trace, Selection.first(trace), window=(700, 650)).figure.data[0].z
    weights = trace.steps[0].weights(0)[700 : 700 + REACH, 650 : 650 + REACH]
    assert_allclose(np.nan_to_num(z), weights, atol=1e-6)
