"""An order's masks against the definition read off cell by cell, and the table against the softmax."""

import numpy as np
import pandas as pd
import pytest
import torch

from headlight.model.masks import Before, UpTo
from headlight.model.trace import Prediction, Trace
from headlight.viz.outcome.order import foretold, order_masks, ranks, visible
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK
from headlight.viz.style.words import CHINESE
from tests.conftest import make_tokens

ORDERS = [(0,), (0, 1, 2), (0, 3, 1, 2), (0, 5, 4, 3, 2, 1)]


@pytest.mark.parametrize("order", ORDERS)
def test_a_position_sees_what_comes_before_it_in_the_order(order):
    content, query = visible(order)
    for i in order:
        for j in order:
            assert query[i, j] == (order.index(j) < order.index(i))
            assert content[i, j] == (query[i, j] or i == j)


@pytest.mark.parametrize("order", ORDERS)
def test_the_masks_are_those_the_model_uses(order):
    rank, n = torch.from_numpy(ranks(order))[None], len(order)
    for ours, theirs in zip(visible(order), (UpTo(rank), Before(rank)), strict=True):
        assert np.array_equal(ours, theirs.visible(n, n)[0, 0].numpy())


def test_the_figure_holds_both_masks_and_names_the_tokens():
    figure = order_masks(
        (0, 3, 1, 2), make_tokens(["<bos>", "<b>a</b>", "b", "c"]), Look(DARK, CHINESE)
    ).figure
    for trace, seen in zip(figure.data, visible((0, 3, 1, 2)), strict=True):
        assert np.array_equal(trace.z, seen)
    assert figure.layout.yaxis.labelalias["1"] == "1 · &lt;b&gt;a&lt;/b&gt;"
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first query at the top


def test_the_table_goes_in_the_order_and_leaves_out_the_first():
    tokens = make_tokens(["<bos>", "x", "y"])
    logits = torch.tensor([[0.0, 0.0, 0.0], [1.0, 0.0, 2.0], [0.0, 3.0, 1.0]])
    trace = Trace(
        "made", "xy", {"decoder": tokens}, (), prediction=Prediction(logits, ["p", "q", "r"], ahead=0)
    )
    table = foretold(trace, (0, 2, 1))
    assert table["position"].tolist() == [2, 1]
    assert table["place"].tolist() == [1, 2]
    assert table["token"].tolist() == ["y", "x"]
    assert table["guess"].tolist() == ["q", "r"]
    exact = torch.softmax(logits, -1)
    expected = [exact[2, tokens[2].id], exact[1, tokens[1].id]]
    assert table["probability"].tolist() == pytest.approx([float(p) for p in expected], rel=1e-6)
    assert table["guess_probability"].tolist() == pytest.approx(
        [float(exact[2, 1]), float(exact[1, 2])], rel=1e-6
    )


def test_a_text_without_tokens_has_an_empty_table():
    trace = Trace(
        "made", "", {"decoder": make_tokens(["<bos>"])}, (), prediction=Prediction(torch.zeros(1, 3), "abc")
    )
    assert isinstance(foretold(trace, (0,)), pd.DataFrame)
    assert foretold(trace, (0,)).empty


def test_a_trace_without_a_prediction_is_refused():
    with pytest.raises(ValueError, match="prediction"):
        foretold(Trace("made", "", {"decoder": make_tokens(["a"])}, ()), (0,))
