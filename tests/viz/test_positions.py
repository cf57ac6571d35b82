"""Position figures: their data are the encodings'."""

import json

import numpy as np
import plotly.graph_objects as go
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.positions import alibi_bias, rotary_angles, rotary_kernel, similarity, sinusoidal
from headlight.viz import (
    CHINESE,
    DARK,
    ENGLISH,
    LIGHT,
    Look,
    alibi_lines,
    no_positions,
    position_heatmap,
    position_similarity,
    position_similarity_map,
    position_waves,
)
from headlight.viz import rotary_clocks as clocks
from headlight.viz import rotary_kernel as kernel

TABLE = sinusoidal(24, 16)


def test_the_map_is_the_table() -> None:
    figure = position_heatmap(TABLE).figure
    (drawn,) = figure.data
    assert_array_equal(drawn.z, TABLE)
    assert drawn.zmin == -drawn.zmax
    assert tuple(figure.layout.yaxis.range) == (23.5, -0.5)  # position 0 at the top
    assert "centred on 0" in figure.layout.title.subtitle.text
    assert drawn.hovertemplate == (
        "position <b>%{y}</b><br>dimension <b>%{x}</b><br>value <b>%{z:.4f}</b><extra></extra>"
    )


def test_waves_are_columns_of_the_table() -> None:
    figure = position_waves(TABLE, [0, 7]).figure
    assert [line.name for line in figure.data] == ["dimension 0", "dimension 7"]
    assert_array_equal(figure.data[1].y, TABLE[:, 7])
    assert len(position_waves(TABLE, []).figure.data) == 0
    with pytest.raises(ValueError, match="dimensions from 0 to 15, got -1, 16"):
        position_waves(TABLE, [3, -1, 16])


def test_similarity_against_distance() -> None:
    lowest, highest, mean = position_similarity(TABLE).figure.data
    assert mean.y[0] == pytest.approx(8)
    assert (np.array(lowest.y) <= np.array(mean.y) + 1e-9).all()
    assert (np.array(mean.y) <= np.array(highest.y) + 1e-9).all()
    assert highest.fill == "tonexty"


def test_the_similarity_map_is_every_dot_product() -> None:
    assert_allclose(position_similarity_map(TABLE).figure.data[0].z, similarity(TABLE), rtol=1e-6)


def test_a_learned_table_of_zeros_can_be_drawn() -> None:
    zeros = np.zeros((3, 2), dtype=np.float32)
    for draw in (position_heatmap, position_similarity, position_similarity_map):
        assert "NaN" not in draw(zeros).figure.to_json()


def test_clock_hands_point_where_pairs_have_turned() -> None:
    figure = clocks(8, [0, 3]).figure
    hands = [trace for trace in figure.data if trace.name]
    assert [hand.name for hand in hands] == ["position 0", "position 3"]
    angles = rotary_angles(4, 8)[3]
    x, y = np.array(hands[1].x), np.array(hands[1].y)
    turn = np.arctan2(x[1::3] - x[::3], y[::3] - y[1::3])  # from 12 o'clock, clockwise; y points down
    assert_allclose(np.exp(1j * turn), np.exp(1j * angles), atol=1e-3)
    assert_allclose(hands[1].customdata[::3, 1], np.degrees(angles), atol=0.01)
    assert_array_equal(hands[1].customdata[::3, 0], range(4))


def test_clocks_of_nothing_and_of_odd_sizes() -> None:
    assert [trace for trace in clocks(4, []).figure.data if trace.name] == []
    with pytest.raises(ValueError, match="even number of dimensions"):
        clocks(5, [0])


def test_the_kernel_falls_from_one() -> None:
    (line,) = kernel(20, 8).figure.data
    assert_array_equal(line.y, rotary_kernel(20, 8))
    assert line.y[0] == 1


def test_alibi_has_a_line_per_head() -> None:
    figure = alibi_lines(10, 4).figure
    assert [line.name for line in figure.data] == ["head 0", "head 1", "head 2", "head 3"]
    for line, bias in zip(figure.data, alibi_bias(10, 4), strict=True):
        assert_array_equal(line.y, bias)


def test_no_positions_says_so() -> None:
    figure = no_positions().figure
    assert len(figure.data) == 0
    assert "Nothing is added" in figure.layout.annotations[0].text


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=lambda words: words.language)
def test_every_figure_in_every_look(theme: object, words: object) -> None:
    look = Look(theme, words)  # type: ignore[arg-type]
    figures: list[go.Figure] = [
        position_heatmap(TABLE, look).figure,
        position_waves(TABLE, [0, 1], look).figure,
        position_similarity(TABLE, look).figure,
        position_similarity_map(TABLE, look).figure,
        clocks(8, [0, 1], look).figure,
        kernel(8, 8, look).figure,
        alibi_lines(8, 2, look).figure,
        no_positions(look).figure,
    ]
    for figure in figures:
        drawn = json.loads(figure.to_json())["layout"]
        assert drawn["template"]["layout"]["paper_bgcolor"] == look.theme.paper
        assert drawn["title"]["text"]
    assert len({figure.layout.title.text for figure in figures}) == len(figures)
