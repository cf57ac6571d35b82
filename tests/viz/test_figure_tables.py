"""The tables beside figures that are no views: each number is looked up, or computed again, where it came from."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.changed_heads import changed_heads
from headlight.analysis.correspondence import of_maps
from headlight.analysis.effect import effect
from headlight.model.outcomes import Hypothesis, Translation
from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.viz import DARK, Look, Selection
from headlight.viz.architecture.structure import structure
from headlight.viz.compare.difference import difference_map
from headlight.viz.compare.heads import changed_heads_map
from headlight.viz.compare.maps import side_by_side
from headlight.viz.compare.side import Side
from headlight.viz.effect.heads import ablation_map
from headlight.viz.effect.map import change_map
from headlight.viz.effect.positions import divergence_bars
from headlight.viz.maps import window
from headlight.viz.outcome.beam import beam_tree
from headlight.viz.outcome.order import order_masks
from headlight.viz.positions.changed import swapped_losses
from headlight.viz.positions.rotary import rotary_clocks
from tests.conftest import make_tokens, make_trace

SITE = Site("decoder", "self", 1)
LOOK = Look(DARK, "zh")


@pytest.fixture(scope="module")
def sides() -> tuple[Side, Side]:
    """The same network over two texts that share three words; without predictions labels tell which are equal."""
    texts = ["a", "b", "c", "d"], ["a", "X", "c", "more", "d"]
    left, right = (replace(make_trace(text), prediction=None) for text in texts)
    pairs = of_maps(left, SITE, right, SITE)
    return Side(left, Selection(SITE, 2, 3)), Side(right, Selection(SITE, 2, pairs[0].counterpart(3)))


def test_both_sides_have_their_weights(sides: tuple[Side, Side]) -> None:
    left, right = sides
    table = side_by_side(left, right, of_maps(left.trace, SITE, right.trace, SITE), LOOK).table
    for name, side, words in (("A", left, "a b c d"), ("B", right, "a X c more d")):
        rows, weights = table[table["side"] == name], side.step.weights(2)
        assert len(rows) == weights.size
        for row in rows.dropna().itertuples():
            assert row.weight == weights[row.query, row.key]
            assert (row.query_token, row.key_token) == (words.split()[row.query], words.split()[row.key])


@pytest.mark.parametrize("reach", [256, 3])
def test_differences_are_between_the_tokens_of_both(
    sides: tuple[Side, Side], reach: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    left, right = sides
    monkeypatch.setattr(window, "REACH", reach)
    drawing = difference_map(left, right, of_maps(left.trace, SITE, right.trace, SITE), LOOK)
    table, ours, theirs = drawing.table, left.step.weights(2), right.step.weights(2)
    assert len(table) == np.size(drawing.figure.data[0].z)
    assert_array_equal(table["difference"], np.ravel(drawing.figure.data[0].z))
    for row in table.dropna().itertuples():
        assert row.weight_a == ours[row.query_a, row.key_a]
        assert row.weight_b == theirs[row.query_b, row.key_b]
        assert row.difference == pytest.approx(row.weight_b - row.weight_a, abs=1e-6)
        assert (row.query_token_a, row.query_token_b) in {(x, x) for x in "acd"} | {("b", "X")}
        assert row.query_token_a == "abcd"[row.query_a]


def test_changed_heads_and_lost_heads_have_their_places(sides: tuple[Side, Side]) -> None:
    found = changed_heads(sides[0].trace, sides[1].trace)
    table = changed_heads_map(found, look=LOOK).table
    assert list(table) == ["site", "layer", "head", "divergence"]
    assert table["site"].tolist() == ["decoder.self.0"] * 3 + ["decoder.self.1"] * 3
    assert_array_equal(table["divergence"], found["divergence"])
    lost = ablation_map(
        {SITE: [0.25, 0.5], Site("decoder", "cross", 0): [0.75]}, Selection(SITE, 0), LOOK
    ).table
    expected = [
        ("decoder.self.1", 1, 0, 0.25),
        ("decoder.self.1", 1, 1, 0.5),
        ("decoder.cross.0", 0, 0, 0.75),
    ]
    assert list(lost.itertuples(index=False, name=None)) == expected


def test_a_change_stands_between_before_and_after() -> None:
    before, after = make_trace(["a", "b", "c"]), make_trace(["a", "b", "c"], "alibi")
    table = change_map(before, after, Selection(SITE, 1), LOOK).table
    for row in table.dropna().itertuples():
        cells = [trace.step(SITE).weights(1)[row.query, row.key] for trace in (before, after)]
        assert_allclose([row.before, row.after, row.change], [*cells, cells[1] - cells[0]], atol=1e-6)
    moved = divergence_bars(effect(before, after), before.tokens["decoder"], None, LOOK).table
    logits = [
        np.asarray(trace.prediction.logits, dtype=float) for trace in (before, after) if trace.prediction
    ]
    for row in moved.itertuples():
        p, q = (np.exp(of[row.position]) / np.exp(of[row.position]).sum() for of in logits)
        assert row.token == "abc"[row.position]
        assert row.kl == pytest.approx(sum(x * math.log(x / y) for x, y in zip(p, q, strict=True)), abs=1e-5)
        if row.target_id >= 0:
            assert row.gain == pytest.approx(math.log(q[row.target_id] / p[row.target_id]), abs=1e-5)


def test_swaps_have_a_row_for_each_pair_of_encodings() -> None:
    table = swapped_losses(np.array([[4.0, 6.0], [7.0, 5.0]]), ["alibi", "none"], LOOK).table
    rows = list(table.itertuples(index=False, name=None))
    assert rows == [
        ("alibi", "alibi", 4.0, 0.0),
        ("alibi", "none", 6.0, 2.0),
        ("none", "alibi", 7.0, 2.0),
        ("none", "none", 5.0, 0.0),
    ]


def test_clocks_turn_by_their_frequencies() -> None:
    for row in rotary_clocks(8, [0, 3], LOOK).table.itertuples():
        assert row.turn_degrees == pytest.approx(
            math.degrees(row.position * 10_000 ** (-2 * row.pair / 8)), rel=1e-5
        )


def test_an_order_s_masks_are_ranks_compared() -> None:
    order = (0, 3, 1, 2)
    table = order_masks(order, make_tokens(["<bos>", "a", "b", "c"]), LOOK).table
    assert len(table) == 32
    for row in table.itertuples():
        query, key = order.index(row.query), order.index(row.key)
        assert row.visible == (key <= query if row.stream == "content" else key < query)


def test_a_beam_s_steps_have_their_parents() -> None:
    def written(text: str, finished: bool = False) -> Hypothesis:
        tokens = tuple(Token(ord(c), c, i, i + 1, c, i) for i, c in enumerate(text))
        return Hypothesis(text, tokens, -float(len(text)), -1.0, finished)

    beams = (written("a"), written("b")), (written("ab"), written("bb"))
    table = beam_tree(Translation("en", (written("ab"),), beams), LOOK).table
    assert table["parent_rank"].tolist()[2:] == [1, 2]
    assert table["token"].tolist() == ["a", "b", "b", "b"]
    assert table["winning"].tolist() == [True, False, True, False]


def test_lines_of_a_structure_are_the_trues_of_its_masks() -> None:
    trace = make_trace(["a", "b", "c"])
    table = structure(trace, look=LOOK).table
    assert {(row.query, row.key) for row in table.itertuples()} == {
        (i, j) for i in range(3) for j in range(i + 1)
    }
    assert set(table["attention"]) == {"decoder.self"}


def test_no_figure_s_table_speaks_another_language(sides: tuple[Side, Side]) -> None:
    left, right = sides
    pairs = of_maps(left.trace, SITE, right.trace, SITE)
    for draw in (side_by_side, difference_map):
        pd.testing.assert_frame_equal(draw(left, right, pairs, LOOK).table, draw(left, right, pairs).table)
