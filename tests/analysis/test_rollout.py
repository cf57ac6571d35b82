"""Rollout and flow against slow loops, closed forms and networkx."""

from dataclasses import replace

import networkx
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from headlight.analysis.flow import attention_flow
from headlight.analysis.rollout import Paths, can_follow, paths, rollout
from headlight.model.site import Site
from headlight.model.trace import Trace


def by_hand(trace: Trace, upto: int) -> np.ndarray:
    """The paper's recursion, token by token."""
    n = trace.steps[0].n_key
    mixed = np.eye(n)
    for step in trace.steps[:upto]:
        weights = step.weights().astype(float)
        new = np.zeros((n, n))
        for i in range(n):
            for j in range(n):
                share = 0.5 * np.mean([weights[h, i, j] for h in range(step.n_heads)]) + 0.5 * (i == j)
                new[i] += share * mixed[j]
        mixed = new
    return mixed


def test_rollout_is_the_papers_recursion(trace: Trace) -> None:
    assert_allclose(rollout(paths(trace, trace.steps[0].site)), by_hand(trace, 2), atol=1e-7)
    assert_allclose(rollout(paths(trace, trace.steps[0].site, whole=False)), by_hand(trace, 1), atol=1e-7)


def test_one_text_is_all_that_a_row_is_made_of(trace: Trace) -> None:
    shares = rollout(paths(trace, trace.steps[0].site))
    assert_allclose(shares.sum(-1), 1, atol=1e-6)
    assert_array_equal(np.triu(shares, 1), 0)  # a causal model has nothing of what comes later


def test_a_translators_rows_are_made_of_both_texts(traces: dict[str, Trace]) -> None:
    trace = traces["cross"]
    encoder, own, cross = (step.weights().mean(0, dtype=float) for step in trace.steps)
    source = 0.5 * np.eye(len(encoder)) + 0.5 * encoder
    from_source = rollout(paths(trace, Site("decoder", "cross", 0)))
    from_itself = rollout(paths(trace, Site("decoder", "self", 0)))
    assert_allclose(from_source, 0.5 * cross @ source, atol=1e-7)
    assert_allclose(from_itself, 0.5 * (0.5 * np.eye(len(own)) + 0.5 * own), atol=1e-7)
    assert_allclose(from_source.sum(-1) + from_itself.sum(-1), 1, atol=1e-6)
    assert_allclose(rollout(paths(trace, Site("encoder", "self", 0))), source, atol=1e-7)


def test_the_query_stream_reads_the_content_stream_of_the_layer_below(traces: dict[str, Trace]) -> None:
    (blind,), tokens = traces["blind"].steps, traces["blind"].tokens
    (first, second) = (
        replace(step, site=Site("decoder", "content", layer), mask=None)
        for layer, step in enumerate((blind, blind))
    )
    queries = [replace(blind, site=Site("decoder", "query_stream", layer)) for layer in (0, 1)]
    trace = Trace("made", "abcd", tokens, (first, queries[0], second, queries[1]))
    content = 0.5 * np.eye(4) + 0.5 * first.weights().mean(0, dtype=float)
    asked = queries[0].weights().mean(0, dtype=float)
    keep = np.array([1, 0.5, 0.5, 0.5])[:, None]  # the first query sees nothing and keeps itself
    expected = keep * (0.5 * asked) + 0.5 * asked @ content
    found = rollout(paths(trace, queries[1].site))
    assert_allclose(found[1:], expected[1:], atol=1e-7)
    assert_array_equal(found[0], 0)


def test_what_has_no_layers_cannot_be_followed(traces: dict[str, Trace]) -> None:
    cross = replace(traces["cross"], steps=traces["cross"].steps[2:])
    for trace in (cross, traces["blind"]):
        assert not can_follow(trace)
        with pytest.raises(ValueError, match="expected layers of self-attention"):
            paths(trace, trace.steps[0].site)


def as_networkx(followed: Paths) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    for level, matrix in enumerate(followed.hops):
        for i, j in np.ndindex(matrix.shape):
            if matrix[i, j] > 0:
                graph.add_edge((level + 1, i), (level, j), capacity=float(matrix[i, j]))
    return graph


@pytest.mark.parametrize("seed", range(4))
def test_flow_is_the_maximum_flow(seed: int) -> None:
    random = np.random.default_rng(seed)
    hops = random.random((3, 6, 6)) ** 4 * (random.random((3, 6, 6)) < 0.6) + 0.2 * np.eye(6)
    hops /= hops.sum(-1, keepdims=True)
    followed = Paths(tuple(hops), slice(0, 6), slice(0, 6))
    graph = as_networkx(followed)
    expected = [
        networkx.maximum_flow_value(graph, (3, 4), (0, j)) if graph.has_node((0, j)) else 0 for j in range(6)
    ]
    assert_allclose(attention_flow(followed, 4), expected, atol=1e-9)


def test_flow_takes_back_what_it_sent_the_wrong_way() -> None:
    """Two units only fit if the first path gives up the edge in the middle."""
    cross = np.array([[0.5, 0.5, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    followed = Paths((np.array([[0.5, 0, 0], [0.5, 0, 0], [0, 0, 1.0]]), cross), slice(0, 3), slice(0, 3))
    assert_allclose(attention_flow(followed, 0), [1, 0, 0])


def test_flow_is_at_least_the_rollout_and_nothing_where_no_path_leads(trace: Trace) -> None:
    followed = paths(trace, trace.steps[0].site)
    flow = attention_flow(followed, 5)
    assert (flow >= rollout(followed)[5] - 1e-9).all()
    assert_array_equal(flow[6:], 0)
