"""The untrained model beside a head's measures: what is drawn is a slow loop's mean and range over its own weights."""

import json
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from headlight.analysis.measure_table import METRICS, spread, with_untrained
from headlight.model.options import Translate
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.model.zoo import load, untrained
from headlight.viz import DARK, Look, Selection, discover
from headlight.viz.second_reading import asks_for_untrained
from headlight.viz.views.metrics import draw
from tests.viz.test_views import NEW_VIEW, AddView, add_view  # noqa: F401

TEXT = "The cat sat. The cat sat."
AT = Selection(Site("decoder", "self", 1), 2)


@pytest.fixture(scope="module")
def readings() -> tuple[Trace, Trace]:
    """The same text, read by gpt and by its architecture with random weights."""
    return load("gpt").trace(TEXT), untrained("gpt").trace(TEXT)


def previous(weights: NDArray[np.float32], ids: list[int]) -> float:
    """Mean of A[i, i−1] over i ≥ 1, cell by cell."""
    return sum(float(weights[i, i - 1]) for i in range(1, len(ids))) / (len(ids) - 1)


def induction(weights: NDArray[np.float32], ids: list[int]) -> float:
    """Mean over the rows that have one of Σ A[i, j] over 1 ≤ j ≤ i with token j − 1 = token i, cell by cell."""
    rows = []
    for i in range(len(ids)):
        cells = [float(weights[i, j]) for j in range(1, i + 1) if ids[j - 1] == ids[i]]
        rows += [sum(cells)] if cells else []
    return sum(rows) / len(rows)


def slowly(measure: Any, trace: Trace) -> list[list[float]]:
    """The measure of every head, [layer][head]."""
    ids = [token.id for token in trace.tokens["decoder"]]
    return [[measure(weights, ids) for weights in step.weights()] for step in trace.steps]


def drawn(figure: Any, name: str) -> Any:
    """The points of this name."""
    (found,) = (points for points in figure.data if points.name == name)
    return found


def test_one_measure_has_a_row_for_each_layer(readings: tuple[Trace, Trace]) -> None:
    trace, random = readings
    for name, measure in {"previous": previous, "induction": induction}.items():
        figure = draw(trace, AT, Look(), {"metric": name}, untrained=random).figure
        ours, theirs = slowly(measure, trace), slowly(measure, random)
        np.testing.assert_allclose(figure.data[0].z, ours, atol=1e-6)
        np.testing.assert_allclose(drawn(figure, "heads").x, np.ravel(ours), atol=1e-6)
        for of, points in {min: "smallest", max: "largest", np.mean: "mean"}.items():
            expected = [float(of(row)) for row in theirs]  # type: ignore[operator]
            np.testing.assert_allclose(drawn(figure, f"untrained, {points}").x, expected, atol=1e-6)
        bar, mean = drawn(figure, "untrained, mean").error_x, drawn(figure, "untrained, mean").x
        np.testing.assert_allclose(np.add(mean, bar.array), list(map(max, theirs)), atol=1e-6)
        np.testing.assert_allclose(np.subtract(mean, bar.arrayminus), list(map(min, theirs)), atol=1e-6)


def test_all_measures_are_less_even_attention_over_all_heads(readings: tuple[Trace, Trace]) -> None:
    trace, random = readings
    figure = draw(trace, AT, Look(), {}, untrained=random).figure
    row, n = METRICS.index("previous"), len(trace.tokens["decoder"])
    even = sum(1 / (i + 1) for i in range(1, n)) / (n - 1)
    theirs = np.ravel(slowly(previous, random)) - even
    found = [drawn(figure, f"untrained, {points}").x[row] for points in ("smallest", "mean", "largest")]
    np.testing.assert_allclose(found, [theirs.min(), theirs.mean(), theirs.max()], atol=1e-6)
    assert drawn(figure, "even attention").x[row] == 0
    assert drawn(figure, "even attention").text[row] == f"rows: {n - 1}"
    assert drawn(figure, "untrained, mean").text[row] == "heads: 24"
    heads = drawn(figure, "heads")
    np.testing.assert_allclose(np.reshape(heads.x, figure.data[0].z.shape), figure.data[0].z, atol=1e-12)
    assert heads.text[:5] == ("L0H0", "L0H1", "L0H2", "L0H3", "L1H0")


def test_the_page_says_the_numbers_and_what_the_signs_are(readings: tuple[Trace, Trace]) -> None:
    trace, random = readings
    theirs = np.ravel(slowly(previous, random))
    for look, said in ((Look(), "heads: 24"), (Look(DARK, "zh"), "24 个头")):
        notes = draw(
            trace, AT, look, {"metric": "previous"}, untrained=random
        ).figure.layout.title.subtitle.text
        for part in (said, "◇", *(f"{value:.3g}" for value in (theirs.min(), theirs.mean(), theirs.max()))):
            assert part in notes


def test_the_file_has_every_number_under_its_name(readings: tuple[Trace, Trace]) -> None:
    trace, random = readings
    table = draw(trace, AT, Look(), {"metric": "previous"}, untrained=random).table
    ours, theirs = np.ravel(slowly(previous, trace)), np.ravel(slowly(previous, random))
    n = len(trace.tokens["decoder"])
    even = sum(1 / (i + 1) for i in range(1, n)) / (n - 1)
    assert set(table["metric"]) == {"previous"}
    assert table["site"].tolist() == [f"decoder.self.{layer}" for layer in range(6) for _ in range(4)]
    assert table["layer"].tolist() == [layer for layer in range(6) for _ in range(4)]
    assert table["head"].tolist() == [0, 1, 2, 3] * 6
    assert set(table["n"]) == {n - 1}
    expected = {"value": ours, "untrained": theirs, "even_attention": even, "above_even": ours - even}
    for name, numbers in expected.items():
        np.testing.assert_allclose(table[name], numbers, atol=1e-6)


def test_without_a_second_reading_the_figure_is_the_map_alone(readings: tuple[Trace, Trace]) -> None:
    trace, random = readings
    for options in ({}, {"metric": "first"}):
        alone, beside = draw(trace, AT, Look(), options), draw(trace, AT, Look(), options, untrained=random)
        assert len(alone.figure.data) == 1
        np.testing.assert_array_equal(alone.figure.data[0].z, beside.figure.data[0].z)
    assert (
        len(draw(trace, AT, Look(), {"metric": "next"}, untrained=random).figure.data) == 1
    )  # impossible here


def test_other_tokens_or_heads_are_refused(readings: tuple[Trace, Trace]) -> None:
    trace, _ = readings
    for other in (untrained("gpt").trace("The cat sat. The dog sat."), untrained("gpt-alibi").trace(TEXT)):
        with pytest.raises(ValueError, match="the same tokens"):
            draw(trace, AT, Look(), {}, untrained=other)


def test_the_spread_is_of_those_that_have_the_measure() -> None:
    found = spread(np.array([0.25, np.nan, 1.0, 0.25]))
    assert (found.least, found.mean, found.most, found.heads) == (0.25, 0.5, 1.0, 3)
    nothing = spread(np.array([np.nan]))
    assert nothing.heads == 0
    assert np.isnan([nothing.least, nothing.mean, nothing.most]).all()


@pytest.mark.parametrize("name", ["bert", "xlnet", "transformer", "seq2seq-bahdanau"])
@pytest.mark.parametrize("text", ["猫", "<b>%{z} $x$</b> \u202eabc 😀"])
def test_every_kind_of_attention_is_drawn(name: str, text: str) -> None:
    model, random = load(name), untrained(name)
    trace = model.trace(text)
    written = getattr(trace.outcome, "hypotheses", None)
    options = Translate("en", forced=written[0].text) if written else None
    trace, other = model.trace(text, options), random.trace(text, options)
    kinds = {(site.stack, site.kind): site for site in trace.sites()}
    for site, metric in product(kinds.values(), ("all", "first", "distance")):
        figure = draw(trace, Selection(site, 0), Look(DARK, "zh"), {"metric": metric}, untrained=other).figure
        json.loads(figure.to_json())
    table = with_untrained(trace, other)
    assert (table["untrained"].notna() == table["value"].notna()).all()


def test_a_view_asks_by_a_parameter_of_its_own(add_view: AddView) -> None:  # noqa: F811
    source = NEW_VIEW.replace("{name}", "last_query")
    add_view("last_query", source)
    asking = source.replace("look, options)", "look, options, untrained=None)").replace("last_query", "asks")
    add_view("asks", asking)
    assert {view.name for view in discover() if asks_for_untrained(view)} == {"metrics", "asks"}
