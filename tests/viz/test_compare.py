"""Two maps in one figure, their difference, the heads that changed, the predictions: the data are the numbers."""

import json
from dataclasses import replace

import numpy as np
import pandas as pd
import plotly.io
import pytest
import torch
from numpy.testing import assert_array_equal
from torch.nn.functional import kl_div, log_softmax

from headlight.analysis.changed_heads import changed_heads
from headlight.analysis.correspondence import of_maps
from headlight.model.site import Site
from headlight.model.trace import Prediction, Trace
from headlight.viz import CHINESE, DARK, ENGLISH, LIGHT, Look, Selection
from headlight.viz.compare.difference import LEAST, difference_map
from headlight.viz.compare.heads import changed_heads_map
from headlight.viz.compare.maps import SHARED_SCALES, side_by_side
from headlight.viz.compare.predictions import Expected, predictions, shifts
from headlight.viz.compare.side import Side, windows
from headlight.viz.style.ticks import MAX_LABELS

LOOKS = [Look(theme, words) for theme in (LIGHT, DARK) for words in (ENGLISH, CHINESE)]
SITE = Site("decoder", "self", 1)


def both(left: Trace, right: Trace, query: int | None = None):
    """Head 2 of both, and their pairs."""
    pairs = of_maps(left, SITE, right, SITE)
    at = None if query is None else pairs[0].counterpart(query)
    return Side(left, Selection(SITE, 2, query)), Side(right, Selection(SITE, 2, at)), pairs


@pytest.fixture
def edited(read) -> tuple[Trace, Trace]:
    """A sentence, and one with another token and one more; their ids are not of one vocabulary."""
    return unpaired(read, "a b c d"), unpaired(read, "a X c more d")


def unpaired(read, text: str) -> Trace:
    """Hand-made tokens count their ids from 0 in every text, so that labels have to tell which are equal."""
    return replace(read(text.split()), prediction=None)


def test_each_map_holds_its_weights(edited):
    left, right, pairs = both(*edited)
    figure = side_by_side(left, right, pairs).figure
    for trace, drawn in zip(edited, figure.data, strict=True):
        step = trace.step(SITE)
        assert_array_equal(drawn.z[step.visible(2)], step.weights(2)[step.visible(2)])
        assert_array_equal(np.isnan(drawn.z), ~step.visible(2))
    assert (figure.data[1].xaxis, figure.data[1].yaxis) == ("x2", "y2")


@pytest.mark.parametrize("scale", SHARED_SCALES)
def test_one_scale_serves_both(edited, scale):
    left, right, pairs = both(*edited)
    one, other = side_by_side(left, right, pairs, scale=scale).figure.data
    assert (one.zmin, one.zmax, one.colorscale) == (other.zmin, other.zmax, other.colorscale)
    largest = max(np.nanmax(side.weights()) for side in (left, right))
    assert one.zmax == pytest.approx(largest if scale == "head" else 1)


def test_zoom_is_shared_where_the_tokens_are_in_step_and_nowhere_else(trace, read, edited):
    replaced = read(["The", "cat", "is", "sit", "ting", "on", "the", "rug", "."])
    figure = side_by_side(*both(trace, replaced)).figure
    assert (figure.layout.xaxis2.matches, figure.layout.yaxis2.matches) == ("x", "y")
    assert side_by_side(*both(*edited)).figure.layout.xaxis2.matches is None


def test_what_has_no_equal_is_bold(edited):
    layout = side_by_side(*both(*edited)).figure.layout
    assert layout.xaxis.ticktext == ("a", "<b>b</b>", "c", "d")
    assert layout.yaxis2.ticktext == ("a", "<b>X</b>", "c", "<b>more</b>", "d")
    assert "bold" in layout.title.subtitle.text
    same = side_by_side(*both(edited[0], edited[0])).figure.layout
    assert "<b>" not in "".join(same.xaxis.ticktext)
    assert "bold" not in same.title.subtitle.text


def test_the_query_is_framed_on_both_sides_and_on_the_difference(edited):
    left, right, pairs = both(*edited, query=3)
    frames = [(shape.yref, shape.y0) for shape in side_by_side(left, right, pairs).figure.layout.shapes]
    assert frames == [("y", 2.5), ("y2", 3.5)]
    assert [shape.y0 for shape in difference_map(left, right, pairs).figure.layout.shapes] == [2.5]


def test_the_difference_is_b_minus_a_of_the_tokens_both_have(edited):
    left, right, pairs = both(*edited)
    figure = difference_map(left, right, pairs).figure
    a, b = (trace.step(SITE).weights(2) for trace in edited)
    for row, (i, j) in enumerate([(0, 0), (1, 1), (2, 2), (3, 4)]):
        for column, (k, m) in enumerate([(0, 0), (1, 1), (2, 2), (3, 4)]):
            found = figure.data[0].z[row, column]
            assert np.isnan(found) if column > row else found == b[j, m] - a[i, k]
    assert figure.data[0].zmin == -figure.data[0].zmax
    assert figure.layout.xaxis.ticktext == ("a", "b\u00a0→\u00a0X", "c", "d")
    assert "queries 0 + 1, keys 0 + 1" in figure.layout.title.subtitle.text
    assert "not renormalised" in figure.layout.title.subtitle.text


def test_of_long_texts_a_window_is_drawn_around_the_query(read, monkeypatch):
    monkeypatch.setattr("headlight.viz.maps.window.REACH", 16)
    labels = [f"w{i}" for i in range(40)]
    traces = (
        unpaired(read, " ".join(labels)),
        unpaired(read, " ".join((*labels[:30], "X", "Y", *labels[31:]))),
    )
    left, right, pairs = both(*traces, 36)
    parts = windows(left, right)
    assert [(part.row, part.column, part.rows, part.columns) for part in parts] == [
        (24, 24, 16, 16),
        (25, 25, 16, 16),
    ]
    figure = side_by_side(left, right, pairs).figure
    whole = [np.where(t.step(SITE).visible(2), t.step(SITE).weights(2), np.nan) for t in traces]
    for drawn, weights, part in zip(figure.data, whole, parts, strict=True):
        np.testing.assert_allclose(drawn.z, weights[part.queries, part.keys], atol=1e-6)
        assert list(drawn.x) == list(range(part.column, part.column + 16))
    assert (
        "A: queries 24–39 of 40, keys 24–39 of 40<br>B: queries 25–40 of 41"
        in figure.layout.title.subtitle.text
    )
    found = [(i, pairs[0].counterpart(i)) for i in range(24, 40)]
    rows, others = np.array([(i, j) for i, j in found if j is not None and 25 <= j < 41]).T
    expected = whole[1][np.ix_(others, others)] - whole[0][np.ix_(rows, rows)]
    difference = difference_map(left, right, pairs).figure
    np.testing.assert_allclose(difference.data[0].z, expected, atol=1e-6)
    (frame,) = difference.layout.shapes
    assert frame.y0 == list(rows).index(36) - 0.5


def test_the_heads_of_a_long_text_are_compared_a_few_rows_at_a_time(edited, monkeypatch):
    at_once = changed_heads(*edited)
    monkeypatch.setattr("headlight.analysis.changed_heads.CELLS", 1)
    pd.testing.assert_frame_equal(changed_heads(*edited), at_once)


def test_nothing_changed_is_no_colour(trace):
    figure = difference_map(*both(trace, trace)).figure
    assert not np.nan_to_num(figure.data[0].z).any()
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-LEAST, LEAST)


def test_texts_with_nothing_in_common_say_so(read):
    figure = difference_map(*both(unpaired(read, "a b"), unpaired(read, "c d e"))).figure
    assert figure.data[0].z.shape == (0, 0)
    assert "no token" in figure.layout.title.subtitle.text


@pytest.mark.parametrize("name", ["one_token", "strange", "long", "wide", "repeated"])
@pytest.mark.parametrize("look", LOOKS)
def test_any_text_beside_another_is_drawn_within_limits(traces, name, look):
    left, right, pairs = both(traces["english"], traces[name], query=0)
    for figure in (
        side_by_side(left, right, pairs, look).figure,
        difference_map(left, right, pairs, look).figure,
    ):
        text = plotly.io.to_json(figure)
        assert "<script>" not in text
        for axis, layout in json.loads(text)["layout"].items():
            if axis.startswith(("xaxis", "yaxis")):
                assert len(layout["ticktext"]) <= MAX_LABELS
        assert figure.layout.template.layout.paper_bgcolor == look.theme.paper


def test_the_heads_map_holds_the_divergences_and_names_each_head(edited):
    table = changed_heads(*edited)
    figure = changed_heads_map(table, Selection(SITE, 2)).figure
    for row in table.itertuples():
        assert figure.data[0].z[row.site.layer, row.head] == row.divergence
        assert figure.data[0].customdata[row.site.layer][row.head] == f"L{row.site.layer}H{row.head}"
    (frame,) = figure.layout.shapes
    assert (frame.x0, frame.y0) == (1.5, 0.5)
    assert figure.layout.yaxis.ticktext == ("L0", "L1")


def test_several_kinds_of_attention_are_told_apart_and_no_heads_are_refused():
    sites = [Site("encoder", "self", 0), Site("decoder", "cross", 0)]
    table = pd.DataFrame({"site": sites, "head": [0, 1], "divergence": [0.1, np.nan]})
    figure = changed_heads_map(table, look=Look(words=CHINESE)).figure
    assert figure.layout.yaxis.ticktext == ("编码器 · 自注意力 · L0", "解码器 · 交叉注意力 · L0")
    assert np.isnan(figure.data[0].z[1]).all()
    with pytest.raises(ValueError, match="at least one head"):
        changed_heads_map(table.head(0))


def test_predictions_are_both_softmaxes_and_their_divergence():
    logits = torch.randn(2, 20, generator=torch.Generator().manual_seed(1)) * 3
    vocabulary = [f"<b>{i}" for i in range(20)]
    left, right = (Expected(Prediction(logits, vocabulary), row) for row in (0, 1))
    p, q = logits.softmax(-1).numpy()
    found = shifts(left, right, count=3)
    ids = [vocabulary.index(shift.label) for shift in found]
    assert set(ids) == {*np.argsort(-p)[:3], *np.argsort(-q)[:3]}
    assert [shift.left for shift in found] == pytest.approx(p[ids].tolist(), rel=1e-6)
    assert [shift.right for shift in found] == pytest.approx(q[ids].tolist(), rel=1e-6)
    figure = predictions(left, right).figure
    assert list(figure.data[1].x) == [shift.right for shift in shifts(left, right)]
    kl = kl_div(*log_softmax(logits[[1, 0]].double(), -1), log_target=True, reduction="sum")
    assert f"{kl:.4f}" in figure.layout.title.subtitle.text
    assert figure.layout.yaxis.ticktext[0].startswith("&lt;b&gt;")


def test_two_vocabularies_are_not_compared():
    left, right = (Expected(Prediction(torch.zeros(1, 2), words), 0) for words in (["a", "b"], ["a", "c"]))
    with pytest.raises(ValueError, match="one vocabulary"):
        predictions(left, right)
