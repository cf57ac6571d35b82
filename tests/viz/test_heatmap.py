"""The head map: its data are the weights, and everything a reader must know is printed on it."""

import json

import numpy as np
import plotly.graph_objects as go
import plotly.io
import pytest
from numpy.testing import assert_array_equal

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz import (
    CHINESE,
    DARK,
    ENGLISH,
    LIGHT,
    Look,
    Selection,
    Words,
    scores_heatmap,
    weights_heatmap,
)
from headlight.viz.style.scales import LOG_FLOOR, SCALE_NAMES, ScaleName, rgb
from headlight.viz.style.theme import Theme

LOOKS = [Look(theme, words) for theme in (LIGHT, DARK) for words in (ENGLISH, CHINESE)]


def subtitle(figure: go.Figure) -> str:
    return str(figure.layout.title.subtitle.text)


def test_z_is_the_weights_exactly(any_trace: Trace) -> None:
    for step in any_trace.steps:
        for head in range(step.n_heads):
            z = weights_heatmap(any_trace, Selection(step.site, head)).figure.data[0].z
            visible = step.visible(head)
            assert z.dtype == np.float32
            assert_array_equal(z[visible], step.weights(head)[visible])
            assert_array_equal(np.isnan(z), ~visible)


def test_z_is_the_scores_exactly(any_trace: Trace) -> None:
    for step in any_trace.steps:
        figure = scores_heatmap(any_trace, Selection(step.site, 0)).figure
        visible = step.visible(0)
        assert_array_equal(figure.data[0].z[visible], step.scores(0)[visible])
        assert_array_equal(np.isnan(figure.data[0].z), ~visible)
        assert figure.data[0].zmin == -figure.data[0].zmax


def test_rows_are_queries_from_the_top(trace: Trace) -> None:
    figure = weights_heatmap(trace, Selection.first(trace)).figure
    assert tuple(figure.layout.yaxis.range) == (8.5, -0.5)
    assert tuple(figure.layout.xaxis.range) == (-0.5, 8.5)
    assert figure.layout.yaxis.ticktext[:3] == ("The", "cat", "is")
    assert figure.layout.xaxis.ticktext == figure.layout.yaxis.ticktext


def test_cross_attention_has_decoder_queries_and_encoder_keys(traces: dict[str, Trace]) -> None:
    figure = weights_heatmap(traces["cross"], Selection(Site("decoder", "cross", 0), 0)).figure
    assert figure.data[0].z.shape == (9, 14)
    assert figure.layout.yaxis.ticktext[0] == "The"
    assert figure.layout.xaxis.ticktext[0] == "苹果"
    assert figure.layout.title.text == "L0H0 · decoder · cross-attention"
    assert "masked" not in subtitle(figure)  # nothing is


@pytest.mark.parametrize(
    ("words", "orientation", "masked"),
    [
        (ENGLISH, "row = query, attends to column = key", "hatched = masked"),
        (CHINESE, "行 = 查询，关注 列 = 键", "斜线 = 被掩码遮挡"),
    ],
)
def test_orientation_is_printed(trace: Trace, words: Words, orientation: str, masked: str) -> None:
    for draw in (weights_heatmap, scores_heatmap):
        figure = draw(trace, Selection.first(trace), Look(words=words)).figure
        assert subtitle(figure).startswith(f"{orientation} · {masked}<br>")


@pytest.mark.parametrize(
    ("scale", "words", "name", "low", "high"),
    [
        ("unit", ENGLISH, "weight, linear", "0", "1"),
        ("log", ENGLISH, "weight, logarithmic", "0.0001", "1"),
        ("unit", CHINESE, "权重，线性", "0", "1"),
        ("log", CHINESE, "权重，对数", "0.0001", "1"),
    ],
)
def test_the_scale_in_force_is_named(
    trace: Trace, scale: ScaleName, words: Words, name: str, low: str, high: str
) -> None:
    legend = subtitle(weights_heatmap(trace, Selection.first(trace), Look(words=words), scale).figure).split(
        "<br>"
    )[1]
    assert legend.startswith(f"{low} <span")
    assert legend.endswith(f"</span> {high}\u2002{name}")


def test_each_scale_has_its_range(trace: Trace) -> None:
    selection = Selection(trace.steps[1].site, 2)
    largest = trace.steps[1].weights(2).max()
    ends = {"unit": (0, 1), "head": (0, largest), "row": (0, 1), "log": (0, 1)}
    for name in SCALE_NAMES:
        drawn = weights_heatmap(trace, selection, scale=name).figure.data[0]
        assert (drawn.zmin, drawn.zmax) == pytest.approx(ends[name])


def test_a_logarithmic_map_keeps_its_weights(trace: Trace) -> None:
    selection = Selection.first(trace)
    plain, log = (weights_heatmap(trace, selection, scale=name).figure.data[0] for name in ("unit", "log"))
    assert_array_equal(plain.z, log.z)
    positions = [position for position, _ in log.colorscale]
    middle = positions.index(pytest.approx(LOG_FLOOR**0.5))  # half way in logarithms …
    expected = rgb(LIGHT.sequential.colours[6])  # … has the middle colour
    assert np.abs(np.subtract(rgb(log.colorscale[middle][1]), expected)).max() <= 2


def test_an_unknown_scale_is_refused(trace: Trace) -> None:
    with pytest.raises(ValueError, match="a scale out of unit, head, row, log, got 'cubic'"):
        weights_heatmap(trace, Selection.first(trace), scale="cubic")  # type: ignore[arg-type]


def test_hover_names_query_key_and_four_digits(trace: Trace) -> None:
    selection = Selection.first(trace)
    assert weights_heatmap(trace, selection).figure.data[0].hovertemplate == (
        "query  <b>%{y}</b><br>key  <b>%{x}</b><br>weight  <b>%{z:.4f}</b><extra></extra>"
    )
    assert scores_heatmap(trace, selection, Look(words=CHINESE)).figure.data[0].hovertemplate == (
        "查询  <b>%{y}</b><br>键  <b>%{x}</b><br>得分  <b>%{z:.4f}</b><extra></extra>"
    )


def test_no_matrix_travels_but_z(trace: Trace) -> None:
    drawn = weights_heatmap(trace, Selection.first(trace)).figure.data[0]
    assert (drawn.text, drawn.hovertext, drawn.customdata) == (None, None, None)


def test_the_chosen_cell_is_framed(trace: Trace) -> None:
    site = trace.steps[0].site
    (cell,) = weights_heatmap(trace, Selection(site, 0, 3, 2)).figure.layout.shapes
    assert (cell.name, cell.x0, cell.x1, cell.y0, cell.y1) == ("selected", 1.5, 2.5, 2.5, 3.5)
    (row,) = weights_heatmap(trace, Selection(site, 0, 3)).figure.layout.shapes
    assert (row.xref, row.x0, row.x1, row.y0) == ("x domain", 0, 1, 2.5)
    (column,) = weights_heatmap(trace, Selection(site, 0, None, 0)).figure.layout.shapes
    assert (column.yref, column.x0) == ("y domain", -0.5)
    assert weights_heatmap(trace, Selection(site, 0)).figure.layout.shapes == ()


def test_masked_cells_show_a_hatched_ground(trace: Trace) -> None:
    figure = weights_heatmap(trace, Selection.first(trace)).figure
    (image,) = figure.layout.images
    assert image.layer == "below"
    assert image.source.startswith("data:image/svg+xml;base64,")
    assert figure.data[0].hoverongaps is False


def test_zoom_is_kept_from_head_to_head_and_dropped_with_the_text(
    trace: Trace, traces: dict[str, Trace]
) -> None:
    first, other = (Selection(step.site, head) for step, head in zip(trace.steps, (0, 2), strict=True))
    kept = weights_heatmap(trace, first).figure.layout.uirevision
    assert kept
    assert weights_heatmap(trace, other).figure.layout.uirevision == kept
    assert scores_heatmap(trace, other).figure.layout.uirevision == kept
    repeated = traces["repeated"]
    assert weights_heatmap(repeated, Selection.first(repeated)).figure.layout.uirevision != kept


def test_meta_says_what_is_drawn(trace: Trace) -> None:
    figure = weights_heatmap(trace, Selection(trace.steps[1].site, 2, 4, 1)).figure
    assert figure.layout.meta == {"site": "decoder.self.1", "head": 2, "query": 4, "key": 1}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.theme.name}-{look.words.language}")
def test_every_trace_in_every_look(any_trace: Trace, look: Look) -> None:
    for step in any_trace.steps:
        for figure in (
            weights_heatmap(any_trace, Selection(step.site, 0), look, "log").figure,
            scores_heatmap(any_trace, Selection(step.site, 0), look).figure,
        ):
            json.loads(figure.to_json())
            assert figure.layout.template.layout.paper_bgcolor == look.theme.paper
            assert np.isfinite([figure.data[0].zmin, figure.data[0].zmax]).all()


def test_a_host_that_changes_plotlys_default_changes_nothing(
    trace: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = weights_heatmap(trace, Selection.first(trace)).figure.to_json()
    monkeypatch.setattr(plotly.io.templates, "default", "plotly_dark")
    assert weights_heatmap(trace, Selection.first(trace)).figure.to_json() == before


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_long_text_stays_small(traces: dict[str, Trace], theme: Theme) -> None:
    long = traces["long"]
    for draw in (weights_heatmap, scores_heatmap):
        figure = draw(long, Selection.first(long), Look(theme)).figure
        assert len(figure.to_json()) < 140_000  # 128² float32 in base64 are 87,400
        assert len(figure.layout.xaxis.ticktext) == 32


def test_a_selection_outside_the_trace_is_named(trace: Trace) -> None:
    site = trace.steps[0].site
    with pytest.raises(ValueError, match=r"expected a head from 0 to 2 at decoder.self.0, got 3"):
        weights_heatmap(trace, Selection(site, 3))
    with pytest.raises(ValueError, match=r"\(decoder.self.0, decoder.self.1\), got encoder.self.0"):
        scores_heatmap(trace, Selection(Site("encoder", "self", 0), 0))
