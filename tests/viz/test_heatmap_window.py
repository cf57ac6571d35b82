"""A long text's map is a window: its numbers, its axes in the whole text's terms, and what announces it."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray

from headlight.analysis.norms import contribution_norms, value_norms
from headlight.analysis.scores import dot_product_matrix, score_matrix, weight_matrix
from headlight.analysis.window import Window
from headlight.model.masks import Causal
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.viz import CHINESE, DARK, Look, Selection, scores_heatmap, weights_heatmap
from headlight.viz.maps.treatment import AS_IT_IS, Treatment, treated
from headlight.viz.maps.window import REACH, window_of
from headlight.viz.needs import ONE_TOO_LARGE
from headlight.viz.registry import discover
from headlight.viz.style.ticks import MAX_LABELS
from tests.conftest import hand_made_step, make_tokens

N, SOURCES = 600, 300
Numbers = Callable[[AttentionStep, int], NDArray[np.float32]]
SELF, CROSS = Site("decoder", "self", 0), Site("decoder", "cross", 0)
AT = Selection(SELF, 1, 400, 20)


def trace_of(n: int) -> Trace:
    """Causal self-attention over n tokens, and cross-attention to fewer."""
    words = make_tokens([f"w{i}" for i in range(n)])
    steps = hand_made_step(SELF, n, n, mask=Causal()), hand_made_step(CROSS, n, SOURCES)
    return Trace(
        "test", "", {"decoder": words, "written": words, "encoder": make_tokens(["s"] * SOURCES)}, steps
    )


@pytest.fixture(scope="module")
def long() -> Trace:
    torch.manual_seed(0)
    return trace_of(N)


def placed(figure: go.Figure) -> Window:
    return Window(**figure.layout.meta["window"])


def announced(figure: go.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations if note.name == "window"]


@pytest.mark.parametrize("selection", [Selection(SELF, 0), AT, Selection(CROSS, 1, 599, 299)])
def test_the_window_holds_the_maps_numbers_around_the_cell(long: Trace, selection: Selection) -> None:
    figure = weights_heatmap(long, selection).figure
    window, drawn = placed(figure), figure.data[0]
    whole = weight_matrix(long.step(selection.site), selection.head)
    assert_allclose(drawn.z, whole[window.queries, window.keys], atol=1e-6)
    assert drawn.z.shape == (REACH, REACH)
    assert (selection.query or 0) in list(drawn.y)
    assert (selection.key or 0) in list(drawn.x)
    assert list(drawn.y) == list(range(window.row, window.row + REACH))


@pytest.mark.parametrize(
    ("start", "expected"), [((0, 0), (0, 0)), ((123, 45), (123, 45)), ((9999, 9999), (344, 344))]
)
def test_a_window_begins_where_it_is_asked_to_or_as_near_as_can_be(long: Trace, start, expected) -> None:
    window = placed(weights_heatmap(long, AT, window=start).figure)
    assert (window.row, window.column) == expected


def test_short_texts_are_whole(traces: dict[str, Trace]) -> None:
    figure = weights_heatmap(traces["long"], Selection.first(traces["long"])).figure
    assert "window" not in figure.layout.meta
    assert announced(figure) == []
    assert window_of((128, 128), AT) == Window(0, 0, 128, 128)
    assert window_of((3, 1000), Selection(SELF, 0, 2, 990)) == Window(0, 744, 3, REACH)


def test_axes_are_the_whole_texts(long: Trace) -> None:
    figure = weights_heatmap(long, AT, window=(300, 8)).figure
    across, down = figure.layout.xaxis, figure.layout.yaxis
    assert across.range == (7.5, 263.5)
    assert down.range == (555.5, 299.5)
    assert down.labelalias["599"] == "599 · w599"
    inside = [
        (at, text) for at, text in zip(across.tickvals, across.ticktext, strict=True) if 7.5 < at < 263.5
    ]
    assert len(inside) <= MAX_LABELS
    assert all(text == f"w{int(at)}" for at, text in inside)
    assert across.tickvals[-1] > 590  # who moves the window finds the labels there


def test_it_says_which_part_it_is_in_both_languages(long: Trace) -> None:
    assert announced(weights_heatmap(long, AT, window=(300, 8)).figure) == [
        "queries 300–555 of 600, keys 8–263 of 600"
    ]
    chinese = weights_heatmap(long, replace(AT, site=CROSS), Look(DARK, CHINESE), window=(0, 0)).figure
    assert announced(chinese) == ["查询 0–255（共 600），键 0–255（共 300）"]


def test_frames_and_tables_are_in_the_whole_texts_terms(long: Trace) -> None:
    drawing = weights_heatmap(long, AT)
    (frame,) = drawing.figure.layout.shapes
    assert (frame.x0, frame.y0) == (19.5, 399.5)
    table = drawing.table
    row = table[(table["query"] == 400) & (table["key"] == 20)].iloc[0]
    assert (row["query_token"], row["key_token"]) == ("w400", "w20")
    assert row["weight"] == pytest.approx(long.step(SELF).weights(1)[400, 20], abs=1e-6)


def test_other_numbers_are_windowed_alike(long: Trace) -> None:
    figure = scores_heatmap(long, AT).figure
    window = placed(figure)
    assert_array_equal(figure.data[0].z, score_matrix(long.step(SELF), 1)[window.queries, window.keys])
    assert len(announced(figure)) == 1


@pytest.mark.parametrize(
    ("name", "numbers"),
    [("dot_products", dot_product_matrix), ("weighted_values", value_norms), ("norms", contribution_norms)],
)
def test_of_one_heads_numbers_only_the_windows_rows_are_computed(
    long: Trace, name: str, numbers: Numbers, monkeypatch: pytest.MonkeyPatch
) -> None:
    w_o = torch.eye(16)
    long = replace(long, steps=tuple(replace(step, output_projection=w_o) for step in long.steps))
    whole = numbers(long.step(SELF), 1)
    asked, multiply = list[int](), torch.Tensor.__matmul__

    def counted(one: torch.Tensor, other: torch.Tensor) -> torch.Tensor:
        found = multiply(one, other)
        asked.append(found.numel())
        return found

    monkeypatch.setattr("headlight.model.rows.CELLS", REACH * N)
    monkeypatch.setattr(torch.Tensor, "__matmul__", counted)
    figure = next(view for view in discover() if view.name == name).draw(long, AT, Look(), {}).figure
    window = placed(figure)
    assert_allclose(figure.data[0].z, whole[window.queries, window.keys], atol=1e-5)
    assert max(asked) == REACH * N
    assert len(announced(figure)) == 1


@pytest.mark.parametrize("scale", ["unit", "log"])
def test_what_is_said_of_the_head_is_said_of_all_of_it(long: Trace, scale) -> None:
    share = treated(long, AT, AS_IT_IS).share
    assert share < 0.3  # no badge
    tokens = list(make_tokens([f"w{i}" for i in range(N)]))
    tokens[:550] = [replace(token, special=True) for token in tokens[:550]]
    sinking = Trace("test", "", {"decoder": tuple(tokens)}, (long.step(SELF),))
    expected = f"{treated(sinking, AT, AS_IT_IS).share:.0%}"
    assert (
        f"take {expected}"
        in weights_heatmap(sinking, AT, scale=scale, window=(0, 0)).figure.layout.title.text
    )


@pytest.mark.parametrize("scale", ["head", "row"])
def test_scales_that_need_the_whole_head_have_it(long: Trace, scale) -> None:
    figure = weights_heatmap(long, AT, scale=scale, window=(344, 344)).figure
    whole = weight_matrix(long.step(SELF), 1)
    assert_allclose(figure.data[0].z, whole[344:600, 344:600], atol=1e-6)
    if scale == "head":
        assert figure.data[0].zmax == pytest.approx(np.nanmax(whole))
    else:
        shares = whole / np.nanmax(whole, axis=1, keepdims=True)
        assert_allclose(figure.data[1].z, shares[344:600, 344:600], atol=1e-5)


def test_sinks_are_hidden_in_a_window_too(long: Trace) -> None:
    figure = weights_heatmap(long, AT, treatment=Treatment(sinks="hidden"), window=(0, 0)).figure
    assert np.isnan(figure.data[0].z[:, 0]).all()
    assert figure.data[0].z.shape == (REACH, REACH)


def test_zoom_is_dropped_with_the_window(long: Trace) -> None:
    kept = weights_heatmap(long, AT).figure.layout.uirevision
    assert weights_heatmap(long, replace(AT, head=0)).figure.layout.uirevision == kept
    assert weights_heatmap(long, AT, window=(0, 0)).figure.layout.uirevision != kept


def test_every_views_figure_stays_small_whatever_the_length(long: Trace) -> None:
    for view in discover():
        if view.needs(long) is None:
            assert len(view.draw(long, AT, Look(), {}).figure.to_json()) < 2_500_000, view.name


def test_what_needs_all_maps_at_once_says_when_they_are_too_many(
    long: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing() -> set[str]:
        return {view.name for view in discover() if view.needs(long) is not None}

    before = refusing()
    monkeypatch.setattr("headlight.viz.needs.MOST_WEIGHTS", N * N)
    assert refusing() - before >= {"similarity", "rollout"}


def test_what_needs_a_whole_map_says_when_that_is_too_large(
    long: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing() -> set[str]:
        return {view.name for view in discover() if view.needs(long) is ONE_TOO_LARGE}

    assert not refusing()
    monkeypatch.setattr("headlight.viz.needs.MOST_CELLS", N * N - 1)
    assert refusing() == {"difference", "mean"}
