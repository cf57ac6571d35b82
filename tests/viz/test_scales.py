"""Colour scales: even steps, the right ends, and no reading by hue alone."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal
from numpy.typing import NDArray

from headlight.viz.style.scales import (
    DIVERGING_DARK,
    DIVERGING_LIGHT,
    SEQUENTIAL_DARK,
    SEQUENTIAL_LIGHT,
    ColourScale,
    Range,
    faded,
    graded,
    log_stops,
    lookup_table,
    row_shares,
    symmetric_range,
    weight_range,
)
from headlight.viz.style.theme import DARK, LIGHT

SEQUENTIAL = [SEQUENTIAL_LIGHT, SEQUENTIAL_DARK]
DIVERGING = [DIVERGING_LIGHT, DIVERGING_DARK]
# Linear RGB as it looks without red and without green cones (Viénot, Brettel & Mollon 1999)
PROTANOPIA = [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]
DEUTERANOPIA = [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]


def linear(table: NDArray[np.uint8]) -> NDArray[np.float64]:
    """sRGB as linear light, [colour, 3]."""
    share = table / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lightness(light: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE L* of linear light, 0 black to 100 white."""
    y = light @ [0.2126, 0.7152, 0.0722]
    return np.where(y > 216 / 24389, 116 * np.cbrt(y) - 16, y * 24389 / 27)


@pytest.mark.parametrize("scale", [*SEQUENTIAL, *DIVERGING])
def test_a_lookup_table_has_256_colours(scale: ColourScale) -> None:
    table = lookup_table(scale)
    assert table.shape == (256, 3)
    assert table.dtype == np.uint8
    assert bytes(table[0].tolist()).hex() == scale.colours[0][1:]
    assert bytes(table[255].tolist()).hex() == scale.colours[-1][1:]


@pytest.mark.parametrize("scale", SEQUENTIAL)
def test_lightness_grows_in_even_steps(scale: ColourScale) -> None:
    steps = np.diff(lightness(linear(lookup_table(scale)))[::15])
    assert (np.sign(steps) == np.sign(steps[0])).all()
    assert np.abs(steps).max() < 1.35 * np.abs(steps).min()


@pytest.mark.parametrize("deficiency", [PROTANOPIA, DEUTERANOPIA])
@pytest.mark.parametrize("scale", SEQUENTIAL)
def test_the_colour_blind_see_the_order(scale: ColourScale, deficiency: list[list[float]]) -> None:
    seen = (linear(lookup_table(scale)) @ np.transpose(deficiency)).clip(0, 1)
    steps = np.diff(lightness(seen)[::15])
    assert (np.sign(steps) == np.sign(steps[0])).all()


@pytest.mark.parametrize("deficiency", [PROTANOPIA, DEUTERANOPIA])
@pytest.mark.parametrize("scale", DIVERGING)
def test_the_colour_blind_tell_plus_from_minus(scale: ColourScale, deficiency: list[list[float]]) -> None:
    low, high = (linear(lookup_table(scale)) @ np.transpose(deficiency)).clip(0, 1)[[0, 255]]
    assert low[2] > 2 * low[0]  # blue
    assert high[0] > 2 * high[2]  # the other end is not


def test_zero_looks_like_the_page() -> None:
    for theme in (LIGHT, DARK):
        paper = np.frombuffer(bytes.fromhex(theme.paper[1:]), np.uint8)
        distance = lightness(linear(lookup_table(theme.sequential)[0])) - lightness(linear(paper))
        assert abs(distance) < 5


@pytest.mark.parametrize("scale", DIVERGING)
def test_diverging_is_symmetric_in_lightness(scale: ColourScale) -> None:
    light = lightness(linear(lookup_table(scale)))
    assert np.abs(light - light[::-1]).max() < 6


def test_ranges() -> None:
    weights = np.array([[0.5, np.nan], [0.25, 0.125]], dtype=np.float32)
    assert weight_range("unit", weights) == Range(0, 1)
    assert weight_range("head", weights) == Range(0, 0.5)
    assert weight_range("row", weights) == Range(0, 1)
    assert weight_range("log", weights) == Range(1e-4, 1, log=True)
    assert symmetric_range(np.array([-3, 2, np.nan], dtype=np.float32)) == Range(-3, 3)


def test_a_share_is_of_its_own_rows_largest() -> None:
    values = np.array([[2, 1, np.nan], [0.25, 0.5, 0], [0, 0, 0], [np.nan] * 3], dtype=np.float32)
    shares = row_shares(values)
    assert shares.dtype == np.float32
    assert_array_equal(shares, [[1, 0.5, np.nan], [0.5, 1, 0], [0, 0, 0], [np.nan] * 3])


def test_a_range_is_never_empty() -> None:
    for values in (
        np.zeros((2, 2), np.float32),
        np.full((1, 1), np.nan, np.float32),
        np.zeros((0, 0), np.float32),
    ):
        assert weight_range("head", values) == Range(0, 1)
        assert symmetric_range(values) == Range(-1, 1)


def test_log_stops_rise_from_0_to_1() -> None:
    positions = [position for position, _ in log_stops(SEQUENTIAL_LIGHT)]
    assert (positions[0], positions[-1]) == (0, 1)
    assert (np.diff(positions) > 0).all()


def test_graded_colours_differ() -> None:
    assert len(set(graded(SEQUENTIAL_LIGHT, 12))) == 12
    assert graded(SEQUENTIAL_LIGHT, 0) == []


def test_faded() -> None:
    assert faded("#ff8000", 0.5) == "rgba(255, 128, 0, 0.5)"


def test_lookup_interpolates_as_plotly_does() -> None:
    assert_array_equal(lookup_table(ColourScale.of("#000000 #ff0000"))[:3], [[0, 0, 0], [1, 0, 0], [2, 0, 0]])
