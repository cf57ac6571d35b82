"""Cost figures: their data are the measured and the counted numbers, in every look."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from headlight.analysis.cost_counts import crossing, multiply_adds
from headlight.analysis.cost_growth import growth_table
from headlight.model.zoo import described
from headlight.viz import CHINESE, DARK, ENGLISH, LIGHT, Look
from headlight.viz.cost.counts import counts_by_length, parts_at
from headlight.viz.cost.growth import memory_by_length, time_by_length
from headlight.viz.cost.units import in_bytes, short

LENGTHS = (16, 512, 1024, 2048)
SECONDS = {
    (way, n): [k * n**2 * 1e-9 for k in (1.0, 2.0, 4.0)]
    for way in ("naive", "recorded", "fast")
    for n in LENGTHS
}
NBYTES = {(way, n): (n**2, 4 * n) if way == "naive" else (16 * n, 8 * n) for way, n in SECONDS}
TABLE = growth_table(SECONDS, NBYTES)
NOTHING = growth_table({}, {})
GPT = multiply_adds(described("gpt"))
NAMES = {part.name: part.name for part in GPT}


def test_times_are_the_medians_with_their_quartiles() -> None:
    figure = time_by_length(TABLE).figure
    naive = figure.data[0]
    assert_allclose(naive.y, [2e-6 * n**2 for n in LENGTHS])
    assert_allclose(naive.error_y.array, [1e-6 * n**2 for n in LENGTHS])
    assert_allclose(naive.error_y.arrayminus, [0.5e-6 * n**2 for n in LENGTHS])
    assert naive.name == "naive, n × n formed · n<sup>2.00</sup>"
    law = figure.data[3]
    assert list(law.x) == [512, 2048]
    assert_allclose(law.y, [2e-6 * n**2 for n in law.x])
    assert figure.layout.xaxis.type == figure.layout.yaxis.type == "log"


def test_memory_is_what_was_weighed_beside_what_is_counted() -> None:
    naive, recorded, fast, weights, record = memory_by_length(TABLE, 32).figure.data
    assert list(naive.y) == [n**2 for n in LENGTHS]
    assert list(recorded.y) == [8 * n for n in LENGTHS]  # what is kept
    assert list(fast.y) == [16 * n for n in LENGTHS]
    assert list(weights.y) == [4 * n**2 for n in LENGTHS]
    assert list(record.y) == [4 * (32 + 32 + 32 + 32) * n for n in LENGTHS]
    assert recorded.name.endswith("n<sup>1.00</sup>")


def test_counts_are_drawn_and_marked() -> None:
    figure = counts_by_length(GPT, "gpt", 64, 256).figure
    quadratic, linear = figure.data
    total = np.array(quadratic.y) + np.array(linear.y)
    assert list(total) == [sum(part.count(n) for part in GPT) for n in quadratic.x]
    marked = [round(shape.x0) for shape in figure.layout.shapes]
    assert marked == [64, 256, round(crossing(GPT) or 0)]
    assert figure.layout.annotations[2].text == "equal at 1,451"
    assert len(counts_by_length(multiply_adds(described("seq2seq")), "seq2seq", 1, 128).figure.data) == 1


def test_bars_are_the_parts() -> None:
    (bars,) = parts_at(GPT, NAMES, 64).figure.data
    assert list(bars.x) == [part.count(64) for part in GPT if part.name != "embedding"]
    assert list(bars.y) == [part.name for part in GPT if part.name != "embedding"]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=lambda words: words.language)
def test_every_figure_in_every_look(theme: object, words: object) -> None:
    look = Look(theme, words)  # type: ignore[arg-type]
    for figure in (
        time_by_length(TABLE, look).figure,
        time_by_length(NOTHING, look).figure,
        memory_by_length(TABLE, 32, look).figure,
        memory_by_length(NOTHING, 32, look).figure,
        counts_by_length(GPT, "gpt", 1, 256, look).figure,
        parts_at(GPT, NAMES, 1, look).figure,
    ):
        assert figure.layout.template.layout.paper_bgcolor == look.theme.paper
        assert figure.layout.title.text
        assert "NaN" not in figure.to_json()


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0"), (7, "7"), (999, "999"), (148_897_792, "149\u00a0M"), (2.5e12, "2.5\u00a0T")],
)
def test_large_numbers_in_a_few_digits(number: float, said: str) -> None:
    assert short(number) == said


def test_bytes_in_a_few_digits() -> None:
    assert in_bytes(2_097_152) == "2.1\u00a0MB"
    assert in_bytes(512) == "512\u00a0B"
