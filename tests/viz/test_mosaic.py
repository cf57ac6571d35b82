"""All heads in one heatmap: each tile is its head's weights, in its place."""

import json

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from headlight.analysis.scores import weight_matrix
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz import CHINESE, DARK, Look, Selection
from headlight.viz.maps.mosaic import mosaic
from headlight.viz.maps.tiles import Grid, pooled


def test_each_tile_is_its_heads_weights(any_trace: Trace) -> None:
    kind = any_trace.steps[0].site
    steps = [s for s in any_trace.steps if (s.site.stack, s.site.kind) == (kind.stack, kind.kind)]
    z = mosaic(any_trace, Selection.first(any_trace)).figure.data[0].z
    grid = Grid(len(steps), steps[0].n_heads, steps[0].n_query, steps[0].n_key)
    assert z.shape == grid.shape
    left = z.copy()
    for row, step in enumerate(steps):
        for head in range(step.n_heads):
            y, x = grid.corner(row, head)
            place = slice(y, y + step.n_query), slice(x, x + step.n_key)
            assert_array_equal(z[place], weight_matrix(step, head))
            left[place] = np.nan
    assert np.isnan(left).all()  # gaps


def test_every_tile_is_labelled(trace: Trace) -> None:
    labels = mosaic(trace, Selection.first(trace)).figure.data[1]
    assert labels.text == ("L0H0", "L0H1", "L0H2", "L1H0", "L1H1", "L1H2")
    assert labels.mode == "text"


def test_hover_names_the_head_of_every_cell(trace: Trace) -> None:
    figure = mosaic(trace, Selection.first(trace)).figure
    assert figure.data[0].hovertemplate == "<b>%{y}%{x}</b>  weight %{z:.4f}<extra></extra>"
    across, down = figure.layout.xaxis.labelalias, figure.layout.yaxis.labelalias
    grid = Grid(2, 3, 9, 9)
    for row in range(2):
        for head in range(3):
            y, x = grid.corner(row, head)
            assert {down[str(y)], down[str(y + 8)]} == {f"L{row}"}
            assert {across[str(x)], across[str(x + 8)]} == {f"H{head}"}


def test_the_selected_head_is_framed(trace: Trace) -> None:
    shapes = mosaic(trace, Selection(trace.steps[1].site, 2)).figure.layout.shapes
    (frame,) = (shape for shape in shapes if shape.name == "selected")
    assert (frame.x0, frame.y0, frame.x1, frame.y1) == Grid(2, 3, 9, 9).outline(1, 2)


def test_orientation_and_scale_are_printed(trace: Trace) -> None:
    text = mosaic(trace, Selection.first(trace)).figure.layout.title.subtitle.text
    assert text.startswith("in each tile: row = query, attends to column = key<br>0 <span")
    assert text.endswith("weight, linear")
    chinese = mosaic(trace, Selection.first(trace), Look(DARK, CHINESE), "log").figure.layout
    assert chinese.title.subtitle.text.startswith("每一格内：行 = 查询，关注 列 = 键<br>0.0001 <span")
    assert chinese.template.layout.paper_bgcolor == DARK.paper


def test_only_one_kind_of_attention_at_a_time(traces: dict[str, Trace]) -> None:
    figure = mosaic(traces["cross"], Selection(Site("decoder", "cross", 0), 1)).figure
    assert figure.data[1].text == ("L0H0", "L0H1")
    assert figure.data[0].z.shape == Grid(1, 2, 9, 14).shape
    assert figure.layout.meta == {"stack": "decoder", "kind": "cross", "pooled": 1}


def test_long_texts_are_pooled_and_it_says_so(
    traces: dict[str, Trace], monkeypatch: pytest.MonkeyPatch
) -> None:
    long = traces["long"]
    monkeypatch.setattr("headlight.viz.maps.tiles.CELLS", 12_000)
    figure = mosaic(long, Selection.first(long)).figure
    assert figure.layout.meta["pooled"] == 3
    assert "each cell is the largest of 3 × 3 weights" in figure.layout.title.subtitle.text
    assert np.nanmax(figure.data[0].z) == max(step.weights().max() for step in long.steps)
    assert len(figure.to_json()) < 200_000


def test_pooling_keeps_the_largest() -> None:
    nan = np.nan
    weights = np.array([[1, nan, nan], [0.25, 0.75, nan], [0.5, 0.125, 0.375]], dtype=np.float32)
    assert_array_equal(pooled(weights, 2), [[1, nan], [0.5, 0.375]])
    assert pooled(weights, 1) is weights


def test_a_scale_of_one_head_cannot_be_shared(trace: Trace) -> None:
    with pytest.raises(ValueError, match="unit or log, got 'head'"):
        mosaic(trace, Selection.first(trace), scale="head")  # type: ignore[arg-type]


def test_every_trace_can_be_drawn(any_trace: Trace) -> None:
    json.loads(mosaic(any_trace, Selection.first(any_trace), Look(DARK, CHINESE), "log").figure.to_json())
