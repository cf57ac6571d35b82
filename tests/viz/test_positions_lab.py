"""The laboratory's figures: their data are the numbers, and every look draws them."""

import json
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.positions_parts import Turned, biased_parts
from headlight.analysis.positions_scores import Scores, against_distance
from headlight.analysis.positions_shift import frequencies, shift_matrix
from headlight.model.trace import Trace
from headlight.viz import CHINESE, DARK, ENGLISH, LIGHT, Look, Selection, position_heatmap
from headlight.viz.positions.changed import changed_losses, changed_predictions, order_points, swapped_losses
from headlight.viz.positions.clock import pair_clock
from headlight.viz.positions.family import NAMES, line_of, marker_of
from headlight.viz.positions.lengths import loss_by_position
from headlight.viz.positions.parts import pair_bars, part_maps, part_means
from headlight.viz.positions.scores import MOST, mean_scores, score_points
from headlight.viz.positions.shift import shift_map, shift_shares

FIVE = tuple(NAMES)
TABLE = np.arange(20.0).reshape(5, 4) - 3


def measured(rise: float) -> dict[str, Any]:
    """A made-up curve over four spans, two of them beyond training."""
    losses = [6.0, 5.0, 5.0 + rise, 5.0 + 2 * rise]
    return {
        "trained_on": 64,
        "passages": 30,
        "spans": [[1, 1], [32, 63], [64, 127], [128, 510]],
        "loss": losses,
        "interval": [[loss - 0.1, loss + 0.2] for loss in losses],
    }


def test_a_hand_for_every_position_of_the_pair() -> None:
    figure = pair_clock(2, 5, 8).figure
    hands = figure.data[1:]
    theta = frequencies(8)[2]
    assert_allclose([hand.x[1] for hand in hands], np.sin(theta * np.arange(5)))
    assert_allclose([hand.y[1] for hand in hands], np.cos(theta * np.arange(5)))
    assert f"{np.degrees(theta):.4g}°" in figure.layout.title.subtitle.text
    with pytest.raises(ValueError, match="a pair from 0 to 3, got 4"):
        pair_clock(4, 5, 8)


def test_the_shift_s_map_is_its_matrix_and_a_perfect_share_has_a_place() -> None:
    assert_allclose(shift_map(shift_matrix(3, 8), 3).figure.data[0].z, shift_matrix(3, 8), atol=1e-7)
    waves, learned = shift_shares({"sinusoidal": [0.0, 1e-12], "learned": [0.7, 0.9]}, [1, 2]).figure.data
    assert_array_equal(learned.y, [0.7, 0.9])
    assert waves.y[0] > 0
    assert waves.line.dash != learned.line.dash


def test_a_line_marks_the_rows_that_training_reached() -> None:
    (line,) = position_heatmap(TABLE, trained=3).figure.layout.shapes
    assert (line.y0, line.y1) == (2.5, 2.5)
    assert len(position_heatmap(TABLE).figure.layout.shapes) == 0


def test_points_and_mean_are_the_scores(trace: Trace) -> None:
    selection = Selection.first(trace)
    scores = Scores.of(trace, selection.site, 1)
    cloud, band, mean = score_points(scores, trace.tokens["decoder"], "#112233").figure.data
    assert_array_equal(cloud.y, scores.points()["score"])
    by = against_distance(scores)
    assert_array_equal(mean.y, by["mean"])
    assert_allclose(band.y[: len(by)], by["mean"] - by["spread"])


def test_of_many_points_some_are_drawn_and_the_figure_says_so(traces: dict[str, Trace]) -> None:
    long = traces["long"]
    scores = Scores.of(long, Selection.first(long).site, 0)
    cloud, _, mean = score_points(scores, long.tokens["decoder"], "#112233").figure.data
    assert len(cloud.y) == MOST < len(scores.points())
    assert_array_equal(mean.y, against_distance(scores)["mean"])
    text = score_points(scores, long.tokens["decoder"], "#112233").figure.layout.title.subtitle.text
    assert f"{MOST} of {len(scores.points())} points drawn" in text


def test_one_line_for_each_model_centred(trace: Trace) -> None:
    scores = Scores.of(trace, Selection.first(trace).site, 0)
    drawn = mean_scores({"rotary": scores, "none": scores}).figure.data
    assert [line.name for line in drawn] == ["rotary", "none"]
    assert_array_equal(drawn[0].y, against_distance(scores.centred())["mean"])


def test_parts_share_a_scale_and_masked_is_a_gap(traces: dict[str, Trace]) -> None:
    trace = traces["alibi"]
    selection = Selection.first(trace)
    step = trace.steps[0]
    parts = biased_parts(step, 0)
    maps = {name: drawn.figure for name, drawn in part_maps(trace, selection, parts).items()}
    assert list(maps) == ["score", "content", "bias"]
    assert len({(figure.data[0].zmin, figure.data[0].zmax) for figure in maps.values()}) == 1
    z = {name: np.array(figure.data[0].z) for name, figure in maps.items()}
    assert np.isnan(z["bias"][0, 1])
    assert_allclose(z["content"] + z["bias"], z["score"], atol=1e-5)
    lines = part_means(Scores.of(trace, selection.site, 0), parts).figure.data
    assert_allclose(np.add(lines[1].y, lines[2].y), lines[0].y, atol=1e-5)


def test_bars_are_the_pairs_of_one_score() -> None:
    random = np.random.default_rng(0).normal(size=(2, 3, 4, 4))
    before, after = pair_bars(Turned(*random), 3, 1).figure.data
    assert_array_equal(before.y, random[0, :, 3, 1])
    assert_array_equal(after.y, random[1, :, 3, 1])


def test_maps_of_changes_hold_their_numbers() -> None:
    z = np.array([[0.5, np.nan], [-0.25, 2.0]])
    for draw in (changed_losses, changed_predictions):
        figure = draw(z, ["rotary", "none"], ["removed", "<b>"]).figure
        assert_array_equal(figure.data[0].z, z)
        assert list(figure.layout.yaxis.ticktext) == ["rotary", "none"]
        assert figure.layout.xaxis.ticktext[1] == "&lt;b&gt;"


def test_swaps_are_what_they_cost() -> None:
    losses = np.array([[4.0, 6.0], [7.0, 5.0]])
    assert_array_equal(swapped_losses(losses, ["alibi", "none"]).figure.data[0].z, [[0, 2], [2, 0]])


def test_orders_are_dots_with_range_and_mean() -> None:
    figure = order_points({"learned": [1.0, 3.0, 2.5], "none": [0.5]}).figure
    span, dots, mean = figure.data[:3]
    assert_array_equal(span.x, [1, 3])
    assert_array_equal(dots.x, [1, 3, 2.5])
    assert mean.x[0] == pytest.approx(6.5 / 3)
    assert list(figure.layout.yaxis.ticktext) == ["learned", "none"]


@pytest.mark.parametrize("scale", ["log", "linear"])
def test_curves_and_bands_are_the_cards(scale: Any) -> None:
    figure = loss_by_position({"rotary": measured(0.5), "none": measured(-0.5)}, scale=scale).figure
    band, line = figure.data[:2]
    assert_array_equal(line.y, [6, 5, 5.5, 6])
    assert_allclose(band.y, [5.9, 4.9, 5.4, 5.9, 6.2, 5.7, 5.2, 6.2])
    assert line.customdata[3][0] == "128–510"
    assert line.x[3] == pytest.approx((128 * 510) ** 0.5 if scale == "log" else 319)
    (mark,), (note,) = figure.layout.shapes, figure.layout.annotations
    assert mark.x0 == mark.x1 == 63.5
    assert note.x == pytest.approx(np.log10(63.5) if scale == "log" else 63.5)
    assert figure.layout.xaxis.type == scale


def test_no_two_encodings_are_told_apart_by_colour_alone() -> None:
    look = Look()
    for key, style in (("color", line_of), ("dash", line_of), ("symbol", marker_of)):
        assert len({style(encoding, look)[key] for encoding in FIVE}) == 5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=lambda words: words.language)
def test_every_figure_in_every_look(theme: Any, words: Any, traces: dict[str, Trace]) -> None:
    look, trace = Look(theme, words), traces["strange"]
    step = trace.steps[0]
    scores = Scores.of(trace, step.site, 0)
    figures: list[go.Figure] = [
        pair_clock(0, 3, 4, look).figure,
        shift_map(shift_matrix(1, 4), 1, look).figure,
        shift_shares({"learned": [0.5]}, [1], look).figure,
        changed_losses(np.zeros((5, 1)), FIVE, ["x"], look).figure,
        changed_predictions(np.zeros((5, 1)), FIVE, ["x"], look).figure,
        swapped_losses(np.zeros((5, 5)), FIVE, look).figure,
        order_points({encoding: [0.0] for encoding in FIVE}, look).figure,
        loss_by_position({"learned": measured(0)}, look).figure,
        score_points(scores, trace.key_tokens(step.site), look.theme.accent, look).figure,
        mean_scores({"none": scores}, look).figure,
        part_means(scores, biased_parts(step, 0), look).figure,
        *(
            drawn.figure
            for drawn in part_maps(trace, Selection(step.site, 0), biased_parts(step, 0), look).values()
        ),
    ]
    for figure in figures:
        drawn = json.loads(figure.to_json())["layout"]
        assert drawn["template"]["layout"]["paper_bgcolor"] == look.theme.paper
        assert drawn["title"]["text"]
