"""Each view's table holds what a slow loop over the trace's own vectors gives, whatever the figure's language."""

import gc
import math
import weakref
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.model.step import AttentionStep
from headlight.model.trace import Trace
from headlight.viz import CHINESE, DARK, Look, Selection, csv_of, discover, no_positions, weights_heatmap
from headlight.viz.maps import tiles
from headlight.viz.maps import window as windows
from headlight.viz.view import View
from tests.conftest import make_trace

VIEWS = {view.name: view for view in discover()}
CLOSE = {"rtol": 1e-4, "atol": 1e-6}


def table_of(name: str, trace: Trace, selection: Selection, **options: str) -> pd.DataFrame:
    """A view's table."""
    return VIEWS[name].draw(trace, selection, Look(), options).table


def softmax(scores: Sequence[float]) -> list[float]:
    """e^s over the sum of all, one at a time."""
    powers = [math.exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def slow_weights(step: AttentionStep, head: int) -> dict[tuple[int, int], float]:
    """The softmax of q·k/√d over visible keys, cell by cell."""
    q, k = np.asarray(step.query[head], dtype=float), np.asarray(step.key[head], dtype=float)
    found = {}
    for i in range(step.n_query):
        seen = [j for j in range(step.n_key) if step.visible(head)[i, j]]
        scores = [sum(a * b for a, b in zip(q[i], k[j], strict=True)) / math.sqrt(len(q[i])) for j in seen]
        found |= {(i, j): weight for j, weight in zip(seen, softmax(scores), strict=True)} if seen else {}
    return found


def length(vector: Any) -> float:
    """√Σx²"""
    return math.sqrt(sum(float(x) ** 2 for x in vector))


def states(trace: Trace) -> dict[tuple[int, str], Any]:
    """What was recorded of the residual stream, by layer and moment."""
    return {(state.layer, state.after): np.asarray(state.stream, dtype=float) for state in trace.residual}


@pytest.fixture(scope="module")
def read() -> Trace:
    """A random network's reading of words that repeat."""
    return make_trace(["a", "b", "c", "a", "b"])


@pytest.fixture
def at(read: Trace) -> Selection:
    return Selection(read.steps[1].site, 2, 3, 1)


def test_a_head_s_cells_are_its_softmax(read: Trace, at: Selection) -> None:
    table = table_of("weights", read, at)
    expected = slow_weights(read.steps[1], 2)
    assert len(table) == 25
    for row in table.itertuples():
        assert (row.site, row.layer, row.head) == ("decoder.self.1", 1, 2)
        assert (row.query_token, row.key_token) == ("abcab"[row.query], "abcab"[row.key])
        wanted = expected.get((row.query, row.key))
        assert (
            math.isnan(row.weight) if wanted is None else row.weight == pytest.approx(wanted, **{"abs": 1e-5})
        )


def test_words_and_sinks_are_in_the_table_as_drawn(read: Trace, at: Selection) -> None:
    drawing = VIEWS["weights"].draw(read, at, Look(), {"sinks": "hidden"})
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
    read: Trace, at: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tiles, "CELLS", 60)
    table = table_of("mosaic", read, at)
    assert list(table) == ["site", "layer", "head", "query_block", "key_block", "weight"]
    side = 2
    for row in table.itertuples():
        cells = slow_weights(read.steps[row.layer], row.head)
        block = [
            weight
            for (i, j), weight in cells.items()
            if (i // side, j // side) == (row.query_block, row.key_block)
        ]
        assert row.weight == pytest.approx(max(block), abs=1e-5)


@pytest.mark.parametrize(("of", "column"), [("mean", "mean_weight"), ("max", "largest_weight")])
def test_heads_together_are_averaged_or_the_largest(read: Trace, at: Selection, of: str, column: str) -> None:
    table = table_of("mean", read, at, of=of, over="all")
    assert set(table["heads"]) == {6}
    assert set(table["attention"]) == {"decoder.self"}
    every = [slow_weights(step, head) for step in read.steps for head in range(3)]
    for row in table.dropna().itertuples():
        found = [weights[row.query, row.key] for weights in every]
        wanted = sum(found) / 6 if of == "mean" else max(found)
        assert getattr(row, column) == pytest.approx(wanted, abs=1e-5)


def test_two_heads_stand_beside_their_difference(read: Trace, at: Selection) -> None:
    table = table_of("difference", read, at, other="decoder.self.0.1")
    ours, theirs = slow_weights(read.steps[1], 2), slow_weights(read.steps[0], 1)
    assert set(table["other_site"]) == {"decoder.self.0"}
    for row in table.dropna().itertuples():
        cell = row.query, row.key
        assert_allclose(
            [row.weight, row.other_weight, row.difference],
            [ours[cell], theirs[cell], ours[cell] - theirs[cell]],
            atol=1e-5,
        )


def test_norms_are_weights_times_lengths(read: Trace, at: Selection) -> None:
    weights, values = slow_weights(read.steps[1], 2), np.asarray(read.steps[1].value[2])
    for row in table_of("weighted_values", read, at).dropna().itertuples():
        wanted = weights[row.query, row.key] * length(values[row.key])
        assert row.norm == pytest.approx(wanted, abs=1e-4)


def test_entropies_are_those_of_rows_with_a_choice(read: Trace, at: Selection) -> None:
    for row in table_of("entropy_by_layer", read, at).itertuples():
        cells = slow_weights(read.steps[row.layer], row.head)
        found = []
        for i in range(1, 5):
            weights = [cells[i, j] for j in range(i + 1)]
            found.append(-sum(w * math.log(w) for w in weights) / math.log(i + 1))
        assert (row.metric, row.n) == ("entropy", 4)
        assert row.value == pytest.approx(sum(found) / 4, abs=1e-5)
        assert row.even_attention == pytest.approx(1)


def test_measures_are_those_of_every_head(read: Trace, at: Selection) -> None:
    table = table_of("metrics", read, at)
    even = sum(1 / (i + 1) for i in range(1, 5)) / 4
    for row in table[table["metric"] == "previous"].itertuples():
        cells = slow_weights(read.steps[row.layer], row.head)
        wanted = sum(cells[i, i - 1] for i in range(1, 5)) / 4
        assert_allclose(
            [row.value, row.even_attention, row.above_even], [wanted, even, wanted - even], **CLOSE
        )
    assert table[table["metric"] == "next"]["value"].isna().all()
    assert set(table[table["metric"] == "next"]["n"]) == {0}


def test_the_stream_s_lengths_are_those_of_its_vectors(read: Trace, at: Selection) -> None:
    found = states(read)
    for row in table_of("residual", read, at).itertuples():
        assert (row.stack, row.token) == ("decoder", "abcab"[row.position])
        assert row.norm == pytest.approx(length(found[row.layer, row.after][row.position]), rel=1e-5)


def test_contributions_are_measured_against_the_stream_they_meet(read: Trace, at: Selection) -> None:
    found = states(read)
    before = {(0, "attention"): (-1, "embedding"), (0, "feed_forward"): (0, "attention")}
    before |= {(1, "attention"): (0, "feed_forward"), (1, "feed_forward"): (1, "attention")}
    for row in table_of("contributions", read, at).itertuples():
        stream = found[before[row.layer, row.sublayer]][row.position]
        output = found[row.layer, f"{row.sublayer}_output"][row.position]
        dot = sum(float(a) * float(b) for a, b in zip(stream, output, strict=True))
        wanted = [length(stream), length(output), length(output) / length(stream)]
        assert_allclose([row.stream, row.added, row.share], wanted, rtol=1e-5)
        assert row.cosine == pytest.approx(dot / length(stream) / length(output), abs=1e-5)


def test_norms_of_the_chosen_token_or_their_means(read: Trace, at: Selection) -> None:
    found = states(read)
    one = table_of("layer_norm", read, at)
    every = [table_of("layer_norm", read, Selection(at.site, 0, query, 0)) for query in range(5)]
    mean = table_of("layer_norm", read, Selection(at.site, 0))
    assert set(one["position"]) == {3}
    assert set(mean["n"]) == {5}
    row = one[(one["layer"] == 0) & (one["sublayer"] == "attention")].iloc[0]
    assert row["before"] == pytest.approx(length(found[-1, "embedding"][3]), rel=1e-5)
    assert row["after"] == pytest.approx(length(found[0, "attention_norm"][3]), rel=1e-5)
    for name in ("before", "after"):
        assert_allclose(mean[name], np.mean([table[name] for table in every], axis=0), rtol=1e-6)


def test_the_lens_reads_every_layer_s_probabilities(read: Trace, at: Selection) -> None:
    prediction = read.prediction
    assert prediction is not None
    assert prediction.read_off is not None
    streams = {s.layer: s.stream for s in read.residual if s.after in ("embedding", "feed_forward")}
    logs = {layer: softmax(np.asarray(prediction.read_off(x))[3].tolist()) for layer, x in streams.items()}
    final = softmax(np.asarray(prediction.logits)[3].tolist())
    best = final.index(max(final))
    table = table_of("lens", read, at)
    for row in table[table["position"] == 3].itertuples():
        here = logs[row.layer]
        assert (row.token, row.final) == ("a", f"v{best}")
        assert row.guess == f"v{here.index(max(here))}"
        lost = sum(p * math.log(p / q) for p, q in zip(final, here, strict=True))
        wanted = [max(here), here[best], lost]
        assert_allclose([row.guess_probability, row.final_probability, row.divergence], wanted, **CLOSE)
    top = table_of("lens", read, at, show="top")
    for row in top.itertuples():
        assert row.token == f"v{row.id}"
        assert row.probability == pytest.approx(sorted(logs[row.layer])[-row.rank], abs=1e-6)
    losses = table_of("lens", read, at, show="divergence")
    for row in losses.itertuples():
        every = table[table["layer"] == row.layer]["divergence"].tolist()
        wanted = [every[3], sum(every) / 5, min(every), max(every)]
        assert_allclose([row.divergence, row.mean, row.smallest, row.largest], wanted, atol=1e-9)


def test_rollout_multiplies_half_attention_and_half_identity(read: Trace, at: Selection) -> None:
    product = np.eye(5)
    for step in read.steps:
        mixed = np.zeros((5, 5))
        for head in range(3):
            for (i, j), weight in slow_weights(step, head).items():
                mixed[i, j] += weight / 3
        product = (mixed + np.eye(5)) / 2 @ product
    shares = table_of("rollout", read, at).dropna()
    assert_allclose(shares["share"], product[shares["query"], shares["key"]], atol=1e-5)
    flow = table_of("flow", read, at)
    assert set(flow["query"]) == {3}
    assert_allclose(flow["rollout"], product[3], atol=1e-5)
    assert (flow["flow"] >= flow["rollout"] - 1e-6).all()  # one path of many


def test_heads_that_are_alike_have_small_divergences(read: Trace, at: Selection) -> None:
    chosen = slow_weights(read.steps[1], 2)

    def kl(row: list[float], middle: list[float]) -> float:
        return sum(p * math.log(p / m) for p, m in zip(row, middle, strict=True) if p > 0)

    for row in table_of("similarity", read, at).itertuples():
        other, total = slow_weights(read.steps[row.layer], row.head), 0.0
        for i in range(5):
            ours, theirs = ([cells[i, j] for j in range(i + 1)] for cells in (chosen, other))
            middle = [(a + b) / 2 for a, b in zip(ours, theirs, strict=True)]
            total += (kl(ours, middle) + kl(theirs, middle)) / 2
        assert row.divergence == pytest.approx(total / 5, abs=1e-5)


@pytest.mark.parametrize("view", discover(), ids=lambda view: view.name)
def test_every_view_has_a_table_that_is_the_same_in_every_look(view: View, traces: dict[str, Trace]) -> None:
    for trace in (traces["repeated"], traces["strange"], traces["cross"]):
        if view.needs(trace) is None:
            english, chinese = (
                view.draw(trace, Selection.first(trace), look, {}) for look in (Look(), Look(DARK, CHINESE))
            )
            assert not english.table.empty
            pd.testing.assert_frame_equal(english.table, chinese.table)
            csv_of(english).decode("utf-8")


def test_a_table_is_made_once_and_not_before_somebody_asks(
    read: Trace, at: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, make = [], windows.cell_table

    def noted(*parts: Any) -> pd.DataFrame:
        made.append(parts)
        return make(*parts)

    monkeypatch.setattr(windows, "cell_table", noted)
    drawing = weights_heatmap(read, at)
    assert not made
    assert drawing.table is drawing.table
    assert len(made) == 1


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_drawing_does_not_keep_the_trace(name: str) -> None:
    trace = make_trace(["a", "b", "a"])
    if VIEWS[name].needs(trace) is None:
        drawing, kept = VIEWS[name].draw(trace, Selection.first(trace), Look(), {}), weakref.ref(trace)
        del trace
        gc.collect()
        assert kept() is None
        assert len(drawing.table)


def test_a_figure_without_numbers_has_an_empty_table() -> None:
    assert no_positions().table.empty
    csv_of(no_positions())
