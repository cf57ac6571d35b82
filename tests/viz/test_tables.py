"""The tables of maps and heads hold what a slow loop over the trace's own vectors gives."""

import math

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.model.trace import Trace
from headlight.viz import Look, Selection
from headlight.viz.maps import tiles
from tests.viz.slowly import CLOSE, VIEWS, length, slow_weights, table_of


def test_a_head_s_cells_are_its_softmax(repeated: Trace, at: Selection) -> None:
    table = table_of("weights", repeated, at)
    expected = slow_weights(repeated.steps[1], 2)
    assert len(table) == 25
    for row in table.itertuples():
        assert (row.site, row.layer, row.head) == ("decoder.self.1", 1, 2)
        assert (row.query_token, row.key_token) == ("abcab"[row.query], "abcab"[row.key])
        wanted = expected.get((row.query, row.key))
        assert (
            math.isnan(row.weight) if wanted is None else row.weight == pytest.approx(wanted, **{"abs": 1e-5})
        )


def test_words_and_sinks_are_in_the_table_as_drawn(repeated: Trace, at: Selection) -> None:
    drawing = VIEWS["weights"].draw(repeated, at, Look(), {"sinks": "hidden"})
    assert_array_equal(drawing.table["weight"].to_numpy().reshape(5, 5), drawing.figure.data[0].z)


@pytest.mark.parametrize("name", ["english", "cross", "blind"])
def test_all_heads_come_with_their_own_rows_and_columns(traces: dict[str, Trace], name: str) -> None:
    trace = traces[name]
    for site in trace.sites():
        table, step = table_of("mosaic", trace, Selection(site, 0)), trace.step(site)
        for head in range(step.n_heads):
            rows = table[(table["site"] == str(site)) & (table["head"] == head)]
            expected = np.argwhere(step.visible(head))
            assert set(rows["layer"]) <= {site.layer}
            assert_array_equal(rows[["query", "key"]].to_numpy(), expected)
            assert_array_equal(rows["weight"], step.weights(head)[tuple(expected.T)])


def test_pooled_maps_have_the_largest_weight_of_each_block(
    repeated: Trace, at: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "CELLS", 60)
    table = table_of("mosaic", repeated, at)
    assert list(table) == ["site", "layer", "head", "query_block", "key_block", "weight"]
    side = 2
    for row in table.itertuples():
        cells = slow_weights(repeated.steps[row.layer], row.head)
        block = [
            weight
            for (i, j), weight in cells.items()
            if (i // side, j // side) == (row.query_block, row.key_block)
        ]
        assert row.weight == pytest.approx(max(block), abs=1e-5)


@pytest.mark.parametrize(("of", "column"), [("mean", "mean_weight"), ("max", "largest_weight")])
def test_heads_together_are_averaged_or_the_largest(
    repeated: Trace, at: Selection, of: str, column: str
) -> None:
    table = table_of("mean", repeated, at, of=of, over="all")
    assert set(table["heads"]) == {6}
    assert set(table["attention"]) == {"decoder.self"}
    every = [slow_weights(step, head) for step in repeated.steps for head in range(3)]
    for row in table.dropna().itertuples():
        found = [weights[row.query, row.key] for weights in every]
        wanted = sum(found) / 6 if of == "mean" else max(found)
        assert getattr(row, column) == pytest.approx(wanted, abs=1e-5)


def test_two_heads_stand_beside_their_difference(repeated: Trace, at: Selection) -> None:
    table = table_of("difference", repeated, at, other="decoder.self.0.1")
    ours, theirs = slow_weights(repeated.steps[1], 2), slow_weights(repeated.steps[0], 1)
    assert set(table["other_site"]) == {"decoder.self.0"}
    for row in table.dropna().itertuples():
        cell = row.query, row.key
        assert_allclose(
            [row.weight, row.other_weight, row.difference],
            [ours[cell], theirs[cell], ours[cell] - theirs[cell]],
            atol=1e-5,
        )


def test_norms_are_weights_times_lengths(repeated: Trace, at: Selection) -> None:
    weights, values = slow_weights(repeated.steps[1], 2), np.asarray(repeated.steps[1].value[2])
    for row in table_of("weighted_values", repeated, at).dropna().itertuples():
        wanted = weights[row.query, row.key] * length(values[row.key])
        assert row.norm == pytest.approx(wanted, abs=1e-4)


def test_entropies_are_those_of_rows_with_a_choice(repeated: Trace, at: Selection) -> None:
    for row in table_of("entropy_by_layer", repeated, at).itertuples():
        cells = slow_weights(repeated.steps[row.layer], row.head)
        found = []
        for i in range(1, 5):
            weights = [cells[i, j] for j in range(i + 1)]
            found.append(-sum(w * math.log(w) for w in weights) / math.log(i + 1))
        assert (row.metric, row.n) == ("entropy", 4)
        assert row.value == pytest.approx(sum(found) / 4, abs=1e-5)
        assert row.even_attention == pytest.approx(1)


def test_measures_are_those_of_every_head(repeated: Trace, at: Selection) -> None:
    table = table_of("metrics", repeated, at)
    even = sum(1 / (i + 1) for i in range(1, 5)) / 4
    for row in table[table["metric"] == "previous"].itertuples():
        cells = slow_weights(repeated.steps[row.layer], row.head)
        wanted = sum(cells[i, i - 1] for i in range(1, 5)) / 4
        assert_allclose(
            [row.value, row.even_attention, row.above_even], [wanted, even, wanted - even], **CLOSE
        )
    assert table[table["metric"] == "next"]["value"].isna().all()
    assert set(table[table["metric"] == "next"]["n"]) == {0}


def test_rollout_multiplies_half_attention_and_half_identity(repeated: Trace, at: Selection) -> None:
    product = np.eye(5)
    for step in repeated.steps:
        mixed = np.zeros((5, 5))
        for head in range(3):
            for (i, j), weight in slow_weights(step, head).items():
                mixed[i, j] += weight / 3
        product = (mixed + np.eye(5)) / 2 @ product
    shares = table_of("rollout", repeated, at).dropna()
    assert_allclose(shares["share"], product[shares["query"], shares["key"]], atol=1e-5)
    flow = table_of("flow", repeated, at)
    assert set(flow["query"]) == {3}
    assert_allclose(flow["rollout"], product[3], atol=1e-5)
    assert (flow["flow"] >= flow["rollout"] - 1e-6).all()  # one path of many


def test_heads_that_are_alike_have_small_divergences(repeated: Trace, at: Selection) -> None:
    chosen = slow_weights(repeated.steps[1], 2)

    def kl(row: list[float], middle: list[float]) -> float:
        return sum(p * math.log(p / m) for p, m in zip(row, middle, strict=True) if p > 0)

    for row in table_of("similarity", repeated, at).itertuples():
        other, total = slow_weights(repeated.steps[row.layer], row.head), 0.0
        for i in range(5):
            ours, theirs = ([cells[i, j] for j in range(i + 1)] for cells in (chosen, other))
            middle = [(a + b) / 2 for a, b in zip(ours, theirs, strict=True)]
            total += (kl(ours, middle) + kl(theirs, middle)) / 2
        assert row.divergence == pytest.approx(total / 5, abs=1e-5)
