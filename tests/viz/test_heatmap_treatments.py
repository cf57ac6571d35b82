"""What may be done to a head's numbers before they are drawn, and that the figure says so."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.testing import assert_array_equal

from headlight.model.interventions import Intervention, ReplaceRow
from headlight.model.trace import Trace
from headlight.viz import CHINESE, DARK, ENGLISH, LIGHT, Look, Selection, weights_heatmap
from headlight.viz.maps.heatmap import CLEAR
from headlight.viz.maps.treatment import Sinks, Treatment
from headlight.viz.style.scales import row_shares

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


def test_a_sink_is_announced(trace: Trace) -> None:
    sink = with_sink(trace, 0.625)
    title = weights_heatmap(sink, Selection.first(sink)).figure.layout.title.text
    assert title.startswith("L0H0  <span")
    assert title.endswith("first token takes 62%</span>")
    chinese = weights_heatmap(sink, Selection.first(sink), Look(words=CHINESE)).figure
    assert "首词元占 62%" in chinese.layout.title.text


def test_no_sink_no_badge(trace: Trace, traces: dict[str, Trace]) -> None:
    calm = with_sink(trace, 0.29)
    assert weights_heatmap(calm, Selection.first(calm)).figure.layout.title.text == "L0H0"
    lone = traces["one_token"]  # its only weight is 1, of necessity
    assert weights_heatmap(lone, Selection.first(lone)).figure.layout.title.text == "L0H0"


def test_colours_by_row_leave_the_numbers_as_they_are(trace: Trace) -> None:
    selection = Selection(trace.steps[1].site, 1)
    figure = weights_heatmap(trace, selection, scale="row").figure
    exact, painted = figure.data
    assert_array_equal(exact.z, weights_heatmap(trace, selection).figure.data[0].z)
    assert [colour for _, colour in exact.colorscale] == [CLEAR, CLEAR]
    assert_array_equal(np.nanmax(painted.z, -1), np.ones(9))
    assert_array_equal(painted.z, row_shares(exact.z))
    assert (painted.hoverinfo, painted.hovertemplate) == ("skip", None)
    assert "weight ÷ its row’s largest" in subtitle(figure)


@pytest.mark.parametrize(("sinks", "said"), [("hidden", "The hidden: "), ("renormalised", "without The (")])
def test_what_becomes_of_sinks_is_said_with_their_share(trace: Trace, sinks: Sinks, said: str) -> None:
    sink = with_sink(trace, 0.625)
    figure = weights_heatmap(sink, Selection.first(sink), treatment=Treatment(sinks=sinks)).figure
    line = subtitle(figure).split("<br>")[-1]
    assert said in line
    assert "62%" in line
    assert figure.layout.title.text == "L0H0"  # said once
    z = figure.data[0].z
    assert np.isnan(z[:, 0]).all()
    assert np.nansum(z, -1) == pytest.approx(np.full(9, 1.0 if sinks == "renormalised" else 0.375), abs=1e-6)


def test_hidden_columns_lie_under_blinds_and_the_chosen_cell_over_them(trace: Trace) -> None:
    selection = Selection(trace.steps[0].site, 0, 3, 2)
    shapes = weights_heatmap(trace, selection, treatment=Treatment(sinks="hidden")).figure.layout.shapes
    assert [(shape.name, shape.x0, shape.x1) for shape in shapes] == [
        ("hidden", -0.5, 0.5),
        ("selected", 1.5, 2.5),
    ]


def test_no_treatment_is_silent_about_a_head_without_choice(traces: dict[str, Trace]) -> None:
    lone = traces["one_token"]
    figure = weights_heatmap(lone, Selection.first(lone), treatment=Treatment(sinks="renormalised")).figure
    assert "(—)" in subtitle(figure)


def test_words_are_rows_and_columns_and_the_cell_goes_along(read: Callable[..., Trace]) -> None:
    trace = read(["un", "do", "it"])
    tokens = tuple(replace(t, word=w) for t, w in zip(trace.tokens["decoder"], (0, 0, 1), strict=True))
    trace = replace(trace, tokens={"decoder": tokens})
    step = trace.steps[0]
    figure = weights_heatmap(trace, Selection(step.site, 0, 2, 1), treatment=Treatment("words")).figure
    weights = step.weights(0)
    expected = [[weights[:2, :2].sum() / 2, np.nan], [weights[2, :2].sum(), weights[2, 2]]]
    np.testing.assert_allclose(figure.data[0].z, expected, rtol=1e-6)
    assert figure.layout.yaxis.ticktext == ("undo", "it")
    assert (figure.layout.meta["query"], figure.layout.meta["key"]) == (1, 0)
    assert "sum over keys, mean over queries" in subtitle(figure)
