"""A figure's table has the trace's own numbers, and its labels as a person reads them."""

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.positions import rotary_kernel as kernel
from headlight.model.trace import Trace
from headlight.viz import (
    Selection,
    discover,
    mosaic,
    no_positions,
    rotary_kernel,
    scores_heatmap,
    table_of,
    weights_heatmap,
)
from headlight.viz.style.look import DEFAULT_LOOK
from headlight.viz.view import View


def test_a_map_of_tokens_is_query_key_and_weight(trace: Trace) -> None:
    step, selection = trace.steps[1], Selection(trace.steps[1].site, 2)
    table = table_of(weights_heatmap(trace, selection))
    assert list(table) == ["query", "query_token", "key", "key_token", "value"]
    assert len(table) == step.n_query * step.n_key
    labels = [token.label for token in trace.tokens["decoder"]]
    weights, visible = step.weights(2), step.visible(2)
    for row in table.itertuples():
        assert (row.query_token, row.key_token) == (labels[row.query], labels[row.key])
        if visible[row.query, row.key]:
            assert row.value == weights[row.query, row.key]
        else:
            assert np.isnan(row.value)


def test_tokens_come_out_as_they_were_before_plotly_s_escapes(traces: dict[str, Trace]) -> None:
    trace = traces["strange"]
    found = table_of(scores_heatmap(trace, Selection.first(trace)))["key_token"].unique()
    assert list(found[:6]) == ["<b>", "</b>", "<script>", "&lt;", "$x$", "%{z}"]
    assert not any("\u202e" in token or "\x00" in token for token in found)


@pytest.mark.parametrize("name", ["english", "cross", "blind"])
def test_all_heads_come_with_their_own_rows_and_columns(traces: dict[str, Trace], name: str) -> None:
    trace = traces[name]
    for site in trace.sites():
        table = table_of(mosaic(trace, Selection(site, 0)))
        step = trace.step(site)
        for head in range(step.n_heads):
            rows = table[table["head"] == f"L{site.layer}H{head}"]
            expected = np.argwhere(step.visible(head))
            assert_array_equal(rows[["query", "key"]].to_numpy(), expected)
            assert_array_equal(rows["value"], step.weights(head)[tuple(expected.T)])


def test_pooled_maps_say_that_places_are_blocks(traces: dict[str, Trace]) -> None:
    figure = mosaic(traces["long"], Selection.first(traces["long"]))
    table = table_of(figure)
    if figure.layout.meta["pooled"] > 1:
        assert "query_block" in table
    assert table["value"].max() == pytest.approx(np.nanmax(figure.data[0].z))


def test_a_line_has_its_points() -> None:
    table = table_of(rotary_kernel(16, 8))
    assert_array_equal(table["x"], np.arange(16))
    assert_allclose(table["y"].astype(float), kernel(16, 8, 10_000.0))


def test_series_ticks_texts_and_what_goes_along_with_a_point() -> None:
    figure = go.Figure()
    figure.add_bar(x=[0, 1], y=[0.25, 0.75], name="first <b>model</b>", customdata=[[1, "a"], [2, "b"]])
    figure.add_scatter(x=[1, None], y=[2.0, None], name="A &amp; B", text=["<b>&lt;eos&gt;</b>", ""])
    figure.update_xaxes(tickvals=[0, 1], ticktext=["short", "long &lt;x&gt;"])
    table = table_of(figure)
    assert list(table["series"]) == ["first model"] * 2 + ["A & B"] * 2
    assert list(table["x_label"][:3]) == ["short", "long <x>", "long <x>"]
    assert list(table["y"][:3]) == [0.25, 0.75, 2.0]
    assert table["text"][2] == "<eos>"
    assert list(table["extra_1"][:2]) == ["a", "b"]


def test_a_figure_without_numbers_has_no_rows() -> None:
    assert table_of(no_positions()).empty
    assert table_of(go.Figure()).empty


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_has_a_table(view: View, traces: dict[str, Trace]) -> None:
    for trace in (traces["english"], traces["strange"], traces["cross"]):
        if view.needs(trace) is None:
            figure = view.draw(trace, Selection.first(trace), DEFAULT_LOOK, {})
            table = table_of(figure)
            assert not table.empty
            table.to_csv().encode("utf-8")
