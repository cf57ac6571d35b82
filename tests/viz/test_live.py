"""Small charts hold the numbers they are given, and tell networks apart by more than colour."""

import pytest

from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT
from headlight.viz.style.words import CATALOGUES
from headlight.viz.training.live import SMALLEST, Chart, Curve, colour_of

CURVES = [
    Curve("first", "as chosen", [0, 10, 20], [2.0, None, 0.0]),
    Curve("second", "without", [0, 10], [1.5, 1.25], thin=True),
    Curve("before", "before", [], []),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_lines_hold_the_values_in_their_order(theme, language):
    figure = Chart("Loss", "nats", "step", 300).draw(CURVES, Look(theme, CATALOGUES[language])).figure
    assert [(list(line.x), list(line.y)) for line in figure.data] == [(c.steps, c.values) for c in CURVES]
    assert [line.line.color for line in figure.data] == [colour_of(c.of, theme) for c in CURVES]
    assert len({line.marker.symbol for line in figure.data}) == 3
    assert figure.layout.xaxis.range == (0, 300)
    assert [line.line.dash for line in figure.data] == ["solid", "dot", "solid"]


def test_a_logarithmic_axis_shows_zero_at_its_lower_end():
    figure = Chart("Gradient", "norm", "step", 300, logarithmic=True).draw(CURVES, Look()).figure
    assert list(figure.data[0].y) == [2.0, None, SMALLEST]
    assert figure.layout.yaxis.type == "log"


def test_shares_are_shown_from_0_to_1():
    low, high = (
        Chart("Right", "share", "step", 300, unit_interval=True)
        .draw(CURVES, Look())
        .figure.layout.yaxis.range
    )
    assert low == 0
    assert 1 < high < 1.1
