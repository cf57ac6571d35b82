"""The head map: its data are the weights, and everything a reader must know is printed on it."""

import json
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import plotly.io
import pytest
from numpy.testing import assert_array_equal

from model.interventions import Intervention, ReplaceRow
from model.site import Site
from model.trace import Trace
from viz import CHINESE, DARK, ENGLISH, LIGHT, Look, Selection, Words, scores_heatmap, weights_heatmap
from viz.heatmap import CLEAR
from viz.scales import LOG_FLOOR, SCALE_NAMES, ScaleName, rgb, row_shares
from viz.theme import Theme
from viz.treatment import Sinks, Treatment

LOOKS = [Look(theme, words) for theme in (LIGHT, DARK) for words in (ENGLISH, CHINESE)]


def subtitle(figure: go.Figure) -> str:
    return str(figure.layout.title.subtitle.text)


def with_sink(trace: Trace, share: float) -> Trace:
    """The trace with a first layer that gives the first token this share at every query."""
    step = trace.steps[0]
    others = (1 - share) / (step.n_key - 1)
    row = (share, *[others] * (step.n_key - 1))
    changes = tuple(Intervention(step.site, ReplaceRow(i, row)) for i in range(step.n_query))
    return replace(trace, steps=(replace(step, mask=None, interventions=changes), *trace.steps[1:]))


def test_z_is_the_weights_exactly(any_trace: Trace) -> None:
    for step in any_trace.steps:
        for head in range(step.n_heads):
            z = weights_heatmap(any_trace, Selection(step.site, head)).data[0].z
            visible = step.visible(head)
            assert z.dtype == np.float32
            assert_array_equal(z[visible], step.weights(head)[visible])
            assert_array_equal(np.isnan(z), ~visible)


def test_z_is_the_scores_exactly(any_trace: Trace) -> None:
    for step in any_trace.steps:
        figure = scores_heatmap(any_trace, Selection(step.site, 0))
        visible = step.visible(0)
        assert_array_equal(figure.data[0].z[visible], step.scores(0)[visible])
        assert_array_equal(np.isnan(figure.data[0].z), ~visible)
        assert figure.data[0].zmin == -figure.data[0].zmax


def test_rows_are_queries_from_the_top(trace: Trace) -> None:
    figure = weights_heatmap(trace, Selection.first(trace))
    assert tuple(figure.layout.yaxis.range) == (8.5, -0.5)
    assert tuple(figure.layout.xaxis.range) == (-0.5, 8.5)
    assert figure.layout.yaxis.ticktext[:3] == ("The", "cat", "is")
    assert figure.layout.xaxis.ticktext == figure.layout.yaxis.ticktext


def test_cross_attention_has_decoder_queries_and_encoder_keys(traces: dict[str, Trace]) -> None:
    figure = weights_heatmap(traces["cross"], Selection(Site("decoder", "cross", 0), 0))
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
        figure = draw(trace, Selection.first(trace), Look(words=words))
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
    legend = subtitle(weights_heatmap(trace, Selection.first(trace), Look(words=words), scale)).split("<br>")[
        1
    ]
    assert legend.startswith(f"{low} <span")
    assert legend.endswith(f"</span> {high}\u2002{name}")


def test_each_scale_has_its_range(trace: Trace) -> None:
    selection = Selection(trace.steps[1].site, 2)
    largest = trace.steps[1].weights(2).max()
    ends = {"unit": (0, 1), "head": (0, largest), "row": (0, 1), "log": (0, 1)}
    for name in SCALE_NAMES:
        drawn = weights_heatmap(trace, selection, scale=name).data[0]
        assert (drawn.zmin, drawn.zmax) == pytest.approx(ends[name])


def test_a_logarithmic_map_keeps_its_weights(trace: Trace) -> None:
    selection = Selection.first(trace)
    plain, log = (weights_heatmap(trace, selection, scale=name).data[0] for name in ("unit", "log"))
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
    assert weights_heatmap(trace, selection).data[0].hovertemplate == (
        "query  <b>%{y}</b><br>key  <b>%{x}</b><br>weight  <b>%{z:.4f}</b><extra></extra>"
    )
    assert scores_heatmap(trace, selection, Look(words=CHINESE)).data[0].hovertemplate == (
        "查询  <b>%{y}</b><br>键  <b>%{x}</b><br>得分  <b>%{z:.4f}</b><extra></extra>"
    )


def test_no_matrix_travels_but_z(trace: Trace) -> None:
    drawn = weights_heatmap(trace, Selection.first(trace)).data[0]
    assert (drawn.text, drawn.hovertext, drawn.customdata) == (None, None, None)


def test_the_chosen_cell_is_framed(trace: Trace) -> None:
    site = trace.steps[0].site
    (cell,) = weights_heatmap(trace, Selection(site, 0, 3, 2)).layout.shapes
    assert (cell.name, cell.x0, cell.x1, cell.y0, cell.y1) == ("selected", 1.5, 2.5, 2.5, 3.5)
    (row,) = weights_heatmap(trace, Selection(site, 0, 3)).layout.shapes
    assert (row.xref, row.x0, row.x1, row.y0) == ("x domain", 0, 1, 2.5)
    (column,) = weights_heatmap(trace, Selection(site, 0, None, 0)).layout.shapes
    assert (column.yref, column.x0) == ("y domain", -0.5)
    assert weights_heatmap(trace, Selection(site, 0)).layout.shapes == ()


def test_a_sink_is_announced(trace: Trace) -> None:
    sink = with_sink(trace, 0.625)
    title = weights_heatmap(sink, Selection.first(sink)).layout.title.text
    assert title.startswith("L0H0  <span")
    assert title.endswith("first token takes 62%</span>")
    chinese = weights_heatmap(sink, Selection.first(sink), Look(words=CHINESE))
    assert "首词元占 62%" in chinese.layout.title.text


def test_no_sink_no_badge(trace: Trace, traces: dict[str, Trace]) -> None:
    calm = with_sink(trace, 0.29)
    assert weights_heatmap(calm, Selection.first(calm)).layout.title.text == "L0H0"
    lone = traces["one_token"]  # its only weight is 1, of necessity
    assert weights_heatmap(lone, Selection.first(lone)).layout.title.text == "L0H0"


def test_colours_by_row_leave_the_numbers_as_they_are(trace: Trace) -> None:
    selection = Selection(trace.steps[1].site, 1)
    figure = weights_heatmap(trace, selection, scale="row")
    exact, painted = figure.data
    assert_array_equal(exact.z, weights_heatmap(trace, selection).data[0].z)
    assert [colour for _, colour in exact.colorscale] == [CLEAR, CLEAR]
    assert_array_equal(np.nanmax(painted.z, -1), np.ones(9))
    assert_array_equal(painted.z, row_shares(exact.z))
    assert (painted.hoverinfo, painted.hovertemplate) == ("skip", None)
    assert "weight ÷ its row’s largest" in subtitle(figure)


@pytest.mark.parametrize(("sinks", "said"), [("hidden", "The hidden: "), ("renormalised", "without The (")])
def test_what_becomes_of_sinks_is_said_with_their_share(trace: Trace, sinks: Sinks, said: str) -> None:
    sink = with_sink(trace, 0.625)
    figure = weights_heatmap(sink, Selection.first(sink), treatment=Treatment(sinks=sinks))
    line = subtitle(figure).split("<br>")[-1]
    assert said in line
    assert "62%" in line
    assert figure.layout.title.text == "L0H0"  # said once
    z = figure.data[0].z
    assert np.isnan(z[:, 0]).all()
    assert np.nansum(z, -1) == pytest.approx(np.full(9, 1.0 if sinks == "renormalised" else 0.375), abs=1e-6)


def test_hidden_columns_lie_under_blinds_and_the_chosen_cell_over_them(trace: Trace) -> None:
    selection = Selection(trace.steps[0].site, 0, 3, 2)
    shapes = weights_heatmap(trace, selection, treatment=Treatment(sinks="hidden")).layout.shapes
    assert [(shape.name, shape.x0, shape.x1) for shape in shapes] == [
        ("hidden", -0.5, 0.5),
        ("selected", 1.5, 2.5),
    ]


def test_no_treatment_is_silent_about_a_head_without_choice(traces: dict[str, Trace]) -> None:
    lone = traces["one_token"]
    figure = weights_heatmap(lone, Selection.first(lone), treatment=Treatment(sinks="renormalised"))
    assert "(—)" in subtitle(figure)


def test_words_are_rows_and_columns_and_the_cell_goes_along(read: Callable[..., Trace]) -> None:
    trace = read(["un", "do", "it"])
    tokens = tuple(replace(t, word=w) for t, w in zip(trace.tokens["decoder"], (0, 0, 1), strict=True))
    trace = replace(trace, tokens={"decoder": tokens})
    step = trace.steps[0]
    figure = weights_heatmap(trace, Selection(step.site, 0, 2, 1), treatment=Treatment("words"))
    weights = step.weights(0)
    expected = [[weights[:2, :2].sum() / 2, np.nan], [weights[2, :2].sum(), weights[2, 2]]]
    np.testing.assert_allclose(figure.data[0].z, expected, rtol=1e-6)
    assert figure.layout.yaxis.ticktext == ("undo", "it")
    assert (figure.layout.meta["query"], figure.layout.meta["key"]) == (1, 0)
    assert "sum over keys, mean over queries" in subtitle(figure)


def test_masked_cells_show_a_hatched_ground(trace: Trace) -> None:
    figure = weights_heatmap(trace, Selection.first(trace))
    (image,) = figure.layout.images
    assert image.layer == "below"
    assert image.source.startswith("data:image/svg+xml;base64,")
    assert figure.data[0].hoverongaps is False


def test_zoom_is_kept_from_head_to_head_and_dropped_with_the_text(
    trace: Trace, traces: dict[str, Trace]
) -> None:
    first, other = (Selection(step.site, head) for step, head in zip(trace.steps, (0, 2), strict=True))
    kept = weights_heatmap(trace, first).layout.uirevision
    assert kept
    assert weights_heatmap(trace, other).layout.uirevision == kept
    assert scores_heatmap(trace, other).layout.uirevision == kept
    repeated = traces["repeated"]
    assert weights_heatmap(repeated, Selection.first(repeated)).layout.uirevision != kept


def test_meta_says_what_is_drawn(trace: Trace) -> None:
    figure = weights_heatmap(trace, Selection(trace.steps[1].site, 2, 4, 1))
    assert figure.layout.meta == {"site": "decoder.self.1", "head": 2, "query": 4, "key": 1}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: f"{look.theme.name}-{look.words.language}")
def test_every_trace_in_every_look(any_trace: Trace, look: Look) -> None:
    for step in any_trace.steps:
        for figure in (
            weights_heatmap(any_trace, Selection(step.site, 0), look, "log"),
            scores_heatmap(any_trace, Selection(step.site, 0), look),
        ):
            json.loads(figure.to_json())
            assert figure.layout.template.layout.paper_bgcolor == look.theme.paper
            assert np.isfinite([figure.data[0].zmin, figure.data[0].zmax]).all()


def test_a_host_that_changes_plotlys_default_changes_nothing(
    trace: Trace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = weights_heatmap(trace, Selection.first(trace)).to_json()
    monkeypatch.setattr(plotly.io.templates, "default", "plotly_dark")
    assert weights_heatmap(trace, Selection.first(trace)).to_json() == before


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_long_text_stays_small(traces: dict[str, Trace], theme: Theme) -> None:
    long = traces["long"]
    for draw in (weights_heatmap, scores_heatmap):
        figure = draw(long, Selection.first(long), Look(theme))
        assert len(figure.to_json()) < 140_000  # 128² float32 in base64 are 87,400
        assert len(figure.layout.xaxis.ticktext) == 32


def test_a_selection_outside_the_trace_is_named(trace: Trace) -> None:
    site = trace.steps[0].site
    with pytest.raises(ValueError, match=r"expected a head from 0 to 2 at decoder.self.0, got 3"):
        weights_heatmap(trace, Selection(site, 3))
    with pytest.raises(ValueError, match=r"\(decoder.self.0, decoder.self.1\), got encoder.self.0"):
        scores_heatmap(trace, Selection(Site("encoder", "self", 0), 0))
