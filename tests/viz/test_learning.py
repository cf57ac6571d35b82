"""The curves of a training: the card's own numbers over ln(1 + step), in both languages and themes."""

import numpy as np
import pytest

from headlight.analysis.learning import Growth
from headlight.viz import CHINESE, DARK, ENGLISH, LIGHT, Look
from headlight.viz.training.recorded import FORMS, growth_curves, pair_curves

STEPS = (0, 1, 8, 64, 5000)
INDUCTION = (0.1, 0.1, 0.2, 0.7, 0.9)
LOSS = (9.0, 8.5, 7.0, 5.5, 4.0)


def growth(induction: tuple[float, ...] = INDUCTION) -> Growth:
    scores = {
        "previous_token": {"L0H0": (0.2, 0.2, 0.3, 0.6, 0.7), "L1H1": (0.2,) * 5},
        "induction": {"L0H0": (0.1,) * 5, "L1H1": induction},
    }
    interval = tuple((value - 0.1, value + 0.1) for value in LOSS)
    even, n = {"previous_token": 0.2, "induction": 0.1}, {"previous_token": 10, "induction": 20}
    return Growth(STEPS, LOSS, interval, 100, scores, even, n)


def traces_of(figure, **meta):
    """The traces with this in their meta."""
    return [t for t in figure.data if t.meta and meta.items() <= dict(t.meta).items()]


@pytest.mark.parametrize("look", [Look(LIGHT, ENGLISH), Look(DARK, CHINESE)])
def test_lines_hold_the_cards_numbers_at_their_steps(look):
    figure = growth_curves(growth(), look, own=[9, 8, 7, 6, 5]).figure
    (loss,), (own,) = traces_of(figure, metric="loss"), traces_of(figure, metric="own")
    assert tuple(loss.y) == LOSS
    assert tuple(own.y) == (9, 8, 7, 6, 5)
    (best,) = traces_of(figure, metric="induction", head="L1H1")
    assert tuple(best.y) == INDUCTION
    assert "L1H1" in best.name
    for trace in (loss, own, best):
        assert trace.x == pytest.approx(np.log1p(STEPS))
        assert tuple(trace.customdata) == STEPS
    low, high = figure.data[:2]
    assert (low.y[0], high.y[0]) == (8.9, 9.1)
    assert {tuple(t.y) for t in figure.data if t.line.dash == "dot" and t.yaxis == "y2"} == {
        (0.2,) * 5,
        (0.1,) * 5,
    }


def test_the_chosen_heads_lines_wait_for_the_browser():
    waiting = traces_of(growth_curves(growth()).figure, head="chosen")
    assert [dict(t.meta)["best"] for t in waiting] == ["L0H0", "L1H1"]
    assert all(set(t.y) == {None} for t in waiting)


def test_the_band_is_where_induction_rises_fastest():
    figure = growth_curves(growth()).figure
    (band,) = figure.layout.shapes
    assert (band.x0, band.x1) == pytest.approx(tuple(np.log1p([8, 64])))
    assert figure.layout.annotations[0].text == FORMS.english


def test_without_induction_there_is_no_band():
    figure = growth_curves(growth(induction=(0.1, 0.1, 0.1, 0.12, 0.15))).figure
    assert not figure.layout.shapes
    assert not figure.layout.annotations


def test_ranges_are_said_and_hold_every_value():
    layout = growth_curves(growth(), own=[12, 8, 7, 6, 5]).figure.layout
    assert layout.yaxis.range[0] <= 4
    assert layout.yaxis.range[1] >= 12
    assert layout.xaxis.range[0] < 0 < np.log1p(5000) < layout.xaxis.range[1]
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange
    assert layout.xaxis.ticktext[0] == "0"
    assert layout.xaxis.ticktext[-1] == "5,000"


def test_a_pairs_chart_has_a_place_for_score_and_weight():
    figure = pair_curves(STEPS)
    assert [dict(t.meta) for t in figure.data] == [{"pair": "score"}, {"pair": "weight"}]
    assert figure.data[0].x == pytest.approx(np.log1p(STEPS))
