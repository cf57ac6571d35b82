"""The views over all heads and of the residual stream: what is drawn is what analysis says, cautions are printed."""

import json
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.measure_table import METRICS, head_metrics
from headlight.analysis.residual import contributions, stream_norms
from headlight.analysis.rollout import paths, rollout
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.model.zoo import untrained
from headlight.translations import t
from headlight.viz import Look, Selection
from headlight.viz.registry import discover

VIEWS = {view.name: view for view in discover()}
HEADS = ("mean", "rollout", "flow", "similarity", "entropy_by_layer", "metrics")
STREAM = ("residual", "contributions", "layer_norm", "lens")


def drawn(name: str, trace: Trace, **options: str) -> go.Figure:
    selection = Selection(trace.steps[-1].site, 0, query=len(trace.tokens["decoder"]) - 1)
    return VIEWS[name].draw(trace, selection, Look(), options).figure


def test_mean_and_largest_weight(trace: Trace) -> None:
    last, every = trace.steps[-1].weights(), np.concatenate([step.weights() for step in trace.steps])
    visible = trace.steps[-1].visible(0)
    for options, expected in (
        ({"of": "mean"}, last.mean(0)),
        ({"of": "max"}, last.max(0)),
        ({"of": "mean", "over": "all"}, every.mean(0)),
        ({"of": "max", "over": "all"}, every.max(0)),
    ):
        z = drawn("mean", trace, **options).data[0].z
        assert_allclose(z[visible], expected[visible], atol=1e-7)
        assert np.isnan(z[~visible]).all()


def test_rollout_and_its_caution(trace: Trace, traces: dict[str, Trace]) -> None:
    figure = drawn("rollout", trace)
    expected = rollout(paths(trace, trace.steps[-1].site))
    assert_allclose(np.nan_to_num(figure.data[0].z), expected, atol=1e-7)
    assert "biased towards early tokens" in figure.layout.title.subtitle.text
    encoder = Selection(Site("encoder", "self", 0), 0)
    unmasked = VIEWS["rollout"].draw(traces["cross"], encoder, Look(), {}).figure
    assert "biased" not in unmasked.layout.title.subtitle.text


def test_measures_are_those_of_the_table(trace: Trace) -> None:
    table = head_metrics(trace)
    table = table[table["metric"] == "first"]
    figure = drawn("metrics", trace, metric="first")
    assert_array_equal(figure.data[0].z, table["value"].to_numpy().reshape(2, 3))
    everything = drawn("metrics", trace).data[0].z
    assert everything.shape == (len(METRICS) - 1, 6)  # distance is not a share
    assert_allclose(everything[METRICS.index("first")], table["value"] - table["uniform"])


def test_entropy_by_layer_is_the_normalised_one(trace: Trace) -> None:
    table = head_metrics(trace)
    expected = table[table["metric"] == "entropy"]["value"].to_numpy().reshape(2, 3)
    assert_array_equal(drawn("entropy_by_layer", trace).data[0].z, expected)


def test_the_stream_in_numbers(trace: Trace) -> None:
    n = len(trace.tokens["decoder"])
    norms = stream_norms(trace, "decoder")["norm"].to_numpy().reshape(-1, n)
    assert_array_equal(drawn("residual", trace).data[0].z, norms)
    table = contributions(trace, "decoder")
    for measure in ("share", "added", "cosine"):
        z = drawn("contributions", trace, measure=measure).data[0].z
        assert_array_equal(z, table[measure].to_numpy().reshape(-1, n))


@pytest.mark.parametrize("name", STREAM)
def test_a_recurrent_model_is_refused_with_a_reason(name: str) -> None:
    reason = VIEWS[name].needs(untrained("seq2seq-luong").trace("猫。"))
    assert reason is not None
    assert "recurrent" in t(reason)
    assert "循环" in t(reason, "zh")


@pytest.mark.parametrize("name", HEADS)
def test_no_attention_and_one_head_are_refused(name: str) -> None:
    assert VIEWS[name].needs(untrained("seq2seq").trace("猫。")) is not None
    one_head = VIEWS[name].needs(untrained("seq2seq-bahdanau").trace("猫。"))
    assert (one_head is not None) == (name in ("rollout", "flow", "similarity"))


def test_flow_is_not_computed_for_long_texts(traces: dict[str, Trace]) -> None:
    reason = VIEWS["flow"].needs(traces["long"])
    assert reason is not None
    assert "64" in t(reason)
    assert VIEWS["rollout"].needs(traces["long"]) is None


@pytest.mark.parametrize("model", ["bert", "transformer", "xlnet"])
def test_every_view_draws_every_kind_of_attention_of_a_model(model: str) -> None:
    trace = untrained(model).trace("<b>猫")
    kinds = {(site.stack, site.kind): site for site in trace.sites()}
    for site in kinds.values():
        for name in (*HEADS, *STREAM):
            assert VIEWS[name].needs(trace) is None
            figure = VIEWS[name].draw(trace, Selection(site, 1, query=0), Look(), {}).figure
            json.loads(figure.to_json())


def test_the_lens_names_tokens_safely() -> None:
    trace = untrained("gpt").trace("a")
    assert trace.prediction is not None
    hostile = replace(trace.prediction, vocabulary=["<i>%{z}"] * len(trace.prediction.vocabulary))
    trace = replace(trace, prediction=hostile)
    for show in ("map", "top"):
        (cell, *_), *_ = drawn("lens", trace, show=show).data[0].text
        assert "<" not in cell
        assert "%" not in cell
