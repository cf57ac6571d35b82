"""Each row of the arithmetic's figures holds exactly the vector it is named after."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.arithmetic import arithmetic
from headlight.model.trace import Trace
from headlight.viz.arithmetic.rows import symbol
from headlight.viz.arithmetic.score import bias_rows, terms_rows, vector_rows
from headlight.viz.arithmetic.softmax import softmax_rows
from headlight.viz.arithmetic.stream import context_rows, output_rows
from headlight.viz.style.look import DEFAULT_LOOK, Look
from headlight.viz.style.theme import DARK
from headlight.viz.style.words import CHINESE

LOOKS = [DEFAULT_LOOK, Look(DARK, CHINESE)]


def of(trace: Trace, query: int, key: int):
    step = trace.steps[-1]
    return arithmetic(trace, step.site, step.n_heads - 1, query, key)


@pytest.mark.parametrize("order", ["place", "size"])
def test_terms_stand_under_what_they_are_made_of(trace: Trace, order: str) -> None:
    terms = of(trace, 5, 2).score.terms
    figure = terms_rows(of(trace, 5, 2).score, order=order).figure
    q, k, products, running = (np.array(row.y) for row in figure.data)
    assert_allclose(q * k, products, rtol=1e-6)
    assert_allclose(np.cumsum(products), running, rtol=1e-5)
    assert sorted(products) == sorted(terms.terms)
    sizes = np.abs(products)
    assert (np.diff(sizes) <= 0).all() == (order == "size")
    for place, name in enumerate(figure.data[0].customdata):
        assert terms.terms[int(name.split()[-1])] == products[place]


def test_vectors_of_different_lengths_share_their_axis(traces: dict[str, Trace]) -> None:
    score = of(traces["additive"], 1, 1).score
    figure = vector_rows(score).figure
    assert [len(row.y) for row in figure.data] == [6, 4]
    names = [annotation.text for annotation in terms_rows(score).figure.layout.annotations]
    assert names[:2] == ["W<sub>q</sub> q", "W<sub>k</sub> k"]


def test_a_masked_score_is_a_gap_and_the_chosen_key_stands_out(trace: Trace) -> None:
    step, cell = trace.steps[-1], of(trace, 3, 1)
    figure = softmax_rows(cell.softmax, trace.key_tokens(step.site), 1).figure
    scores, powers, weights = (np.array(row.y) for row in figure.data)
    assert_array_equal(np.isnan(scores), ~step.visible(step.n_heads - 1)[3])
    assert_allclose(powers / powers.sum(), weights, atol=1e-6)
    colours = figure.data[2].marker.color
    assert colours.count(DEFAULT_LOOK.theme.selected) == 1
    assert colours[1] == DEFAULT_LOOK.theme.selected


def test_context_and_output_are_the_arithmetic_s(trace: Trace) -> None:
    cell = of(trace, 6, 3)
    assert_array_equal(context_rows(cell).figure.data[1].y, cell.mixed[3])
    assert_array_equal(context_rows(cell).figure.data[2].y, cell.context)
    assert_array_equal(output_rows(cell.output).figure.data[1].y, cell.output.head)


@pytest.mark.parametrize("look", LOOKS, ids=["light English", "dark Chinese"])
def test_every_trace_is_drawn(any_trace: Trace, look: Look) -> None:
    step = any_trace.steps[-1]
    cell = of(any_trace, step.n_query - 1, 0)
    figures = [
        terms_rows(cell.score, look, "size").figure,
        vector_rows(cell.score, look).figure,
        softmax_rows(cell.softmax, any_trace.key_tokens(step.site), 0, look).figure,
        context_rows(cell, look).figure,
    ]
    figures += [output_rows(cell.output, look).figure] if cell.output else []
    figures += [bias_rows(cell.score.bias_terms, look).figure] if cell.score.bias_terms else []
    for figure in figures:
        assert figure.layout.paper_bgcolor is None
        assert figure.layout.template.layout.paper_bgcolor == look.theme.paper
        figure.to_json().encode()


def test_only_subscripts_become_markup() -> None:
    assert symbol("W_q q <b>") == "W<sub>q</sub> q &lt;b&gt;"
