"""The figure of quality by length: its data are the tables'."""

import json
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from headlight.viz.architecture.sentence_lengths import NAMES, quality_by_length
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT
from headlight.viz.style.words import CHINESE, ENGLISH

SPANS = [(1, 5), (6, 10), (11, None)]


def table(start: float, spans: list[tuple[int, int | None]] = SPANS) -> list[dict[str, Any]]:
    """A made-up table whose numbers all differ."""
    return [
        {
            "from": low,
            "to": high,
            "n": 100 + i,
            "chrf": {"value": start + i, "interval": [start + i - 1.5, start + i + 2]},
            "bleu": {"value": start - i, "interval": [start - i - 0.5, start - i + 1]},
        }
        for i, (low, high) in enumerate(spans)
    ]


TABLES = {"seq2seq": table(20), "transformer": table(30)}


@pytest.mark.parametrize(("measure", "sign"), [("chrf", 1), ("bleu", -1)])
def test_lines_bands_and_hover_are_the_tables(measure: Any, sign: int) -> None:
    figure = quality_by_length(TABLES, measure).figure
    band, line, *_ = figure.data
    assert line.name == "seq2seq"
    assert_array_equal(line.y, 20 + sign * np.arange(3))
    assert [row[2] for row in line.customdata] == [100, 101, 102]
    low, high = (np.array([row[end] for row in line.customdata]) for end in (0, 1))
    assert_array_equal(low, [row[measure]["interval"][0] for row in TABLES["seq2seq"]])
    assert_array_equal(band.y, [*low, *high[::-1]])
    assert_array_equal(band.x, [0, 1, 2, 2, 1, 0])
    assert NAMES[measure] in figure.layout.title.text
    assert "customdata[2]" in line.hovertemplate


def test_lengths_are_named_and_the_last_is_open() -> None:
    axis = quality_by_length(TABLES).figure.layout.xaxis
    assert list(axis.ticktext) == ["1–5", "6–10", "11+"]
    assert list(axis.tickvals) == [0, 1, 2]


def test_a_model_without_long_sentences_ends_early_and_rows_may_come_in_any_order() -> None:
    figure = quality_by_length({"a": table(10)[::-1], "b": table(20, SPANS[1:2])}).figure
    lines = [trace for trace in figure.data if trace.name]
    assert_array_equal(lines[0].x, [0, 1, 2])
    assert_array_equal(lines[0].y, [10, 11, 12])
    assert_array_equal(lines[1].x, [1])


def test_models_are_told_apart_by_more_than_colour() -> None:
    lines = [trace for trace in quality_by_length(TABLES).figure.data if trace.name]
    assert len({(line.line.dash, line.marker.symbol) for line in lines}) == len(lines)


def test_nothing_measured_is_an_empty_chart() -> None:
    assert len(quality_by_length({}).figure.data) == 0


def test_a_model_s_name_is_no_markup() -> None:
    assert "<b>x" not in quality_by_length({"<b>x": table(1)}).figure.data[1].name


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=lambda words: words.language)
def test_every_look(theme: Any, words: Any) -> None:
    drawn = json.loads(quality_by_length(TABLES, "chrf", Look(theme, words)).figure.to_json())["layout"]
    assert drawn["template"]["layout"]["paper_bgcolor"] == theme.paper
    assert ("长度" in drawn["title"]["text"]) == (words is CHINESE)
