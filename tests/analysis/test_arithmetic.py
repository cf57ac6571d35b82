"""The arithmetic of one cell, against a slow loop and against what the model itself computed and used."""

import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from headlight.analysis.arithmetic import Arithmetic, arithmetic
from headlight.analysis.head_table import HEAD_COLUMNS, head_table
from headlight.analysis.scores import score_table
from headlight.model.architectures.bahdanau import Bahdanau
from headlight.model.architectures.luong import Luong, LuongConfig
from headlight.model.architectures.xlnet import XLNet, XLNetConfig
from headlight.model.attention import DotProduct, Multiplicative, ScaledDotProduct, Score, attend
from headlight.model.interventions import (
    CutEdge,
    Intervention,
    MeanAblation,
    ReplaceRow,
    ReplaceScore,
    Temperature,
    ZeroAblation,
)
from headlight.model.masks import Causal
from headlight.model.recorder import recording
from headlight.model.recurrent import RecurrentConfig
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Trace

SITE = Site("decoder", "self", 0)
CLOSE = pytest.approx


def some_tokens(n: int) -> tuple[Token, ...]:
    return tuple(Token(i, "a", i, i + 1, "a", i) for i in range(n))


def trace_of(*steps: AttentionStep) -> Trace:
    """Five tokens; steps by hand."""
    return Trace("hand-made", "aaaaa", {"decoder": some_tokens(5)}, steps)


def step_of(score: Score, **parts: object) -> AttentionStep:
    """Four query heads over two key heads; its context is the model's own, by PyTorch or `attend`."""
    random = torch.Generator().manual_seed(3)
    query, key, value = (torch.randn(h, 5, 8, generator=random) for h in (4, 2, 2))
    blind = AttentionStep(SITE, query, key, value, query, score, mask=Causal(), **parts)
    shared_key, shared_value = (t.repeat_interleave(2, 0) for t in (key, value))
    context = attend(query, shared_key, shared_value, score, mask=Causal().visible(5, 5)[0]).context
    return replace(blind, context=context)


def check(cell: Arithmetic, step: AttentionStep) -> None:
    """Every stage follows from the one before, by loops, and meets the model's own numbers."""
    head, query, key = cell.cell
    score, row = cell.score, cell.softmax
    total = sum(float(term) for term in score.terms.terms)
    assert score.total == CLOSE(total, abs=1e-5)
    assert score.terms.factor * total + score.bias == CLOSE(float(step.scores(head)[query, key]), abs=1e-5)
    seen = [j for j in range(step.n_key) if step.visible(head)[query, j]]
    peak = max((float(step.scores(head)[query, j]) for j in seen), default=0.0)
    powers = {j: math.exp(float(step.scores(head)[query, j]) - peak) for j in seen}
    for j in range(step.n_key):
        weight = powers.get(j, 0.0) / (sum(powers.values()) or 1.0)
        assert row.softmax[j] == CLOSE(weight, abs=1e-5)
        assert float(step.weights(head)[query, j]) == CLOSE(weight, abs=1e-5)
    for d in range(step.value.shape[-1]):
        mixed = sum(float(step.weights(head)[query, j]) * float(step.values(head)[j, d]) for j in seen)
        assert cell.context[d] == CLOSE(mixed, abs=1e-5)
        assert float(step.context[head, query, d]) == CLOSE(mixed, abs=1e-5)
    assert max(cell.errors) < 1e-5


SCORES = [ScaledDotProduct(), DotProduct(), ScaledDotProduct(0.2), Multiplicative(torch.randn(8, 8))]


@pytest.mark.parametrize("score", SCORES, ids=["scaled", "plain", "other scale", "general"])
@pytest.mark.parametrize(("head", "query", "key"), [(0, 0, 0), (1, 4, 2), (3, 2, 1)])
def test_grouped_queries_add_up_for_every_score(score: Score, head: int, query: int, key: int) -> None:
    step = step_of(score)
    check(arithmetic(trace_of(step), SITE, head, query, key), step)


@pytest.mark.parametrize("kind", ["english", "alibi", "learned", "additive", "blind", "cross"])
def test_a_traced_model_adds_up(traces: dict[str, Trace], kind: str) -> None:
    trace = traces[kind]
    for step in trace.steps:
        for query, key in ((0, 0), (step.n_query - 1, 0), (1, 2)):
            check(arithmetic(trace, step.site, step.n_heads - 1, query, key), step)


@torch.inference_mode()
def test_the_recurrent_translators_add_up_in_their_own_form() -> None:
    sizes = {"vocab_size": 50, "context": 16, "d_model": 8, "d_hidden": 12}
    forms = {"v·tanh(W_q q + W_k k)": Bahdanau(RecurrentConfig(**sizes))}
    for name, formula in (("general", "qᵀW k"), ("dot", "q·k")):
        forms[formula] = Luong(LuongConfig(**sizes, score=name))
    for formula, network in forms.items():
        with recording() as record:
            network.eval()(torch.arange(5)[None], torch.arange(3)[None])
        tokens = {"encoder": some_tokens(5), "decoder": some_tokens(3), "written": some_tokens(3)}
        trace = Trace("random", "", tokens, tuple(record.steps))
        cell = arithmetic(trace, Site("decoder", "cross", 0), 0, 2, 3)
        assert cell.score.terms.formula == formula
        assert cell.output is None
        check(cell, record.steps[0])


@torch.inference_mode()
def test_relative_positions_add_their_own_terms_to_both_streams() -> None:
    network = XLNet(XLNetConfig(50, 16, d_model=16, n_layers=2, n_heads=2, d_ff=16)).eval()
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.4)
    with recording() as record:
        network(torch.arange(6)[None], torch.tensor([[0, 3, 1, 5, 2, 4]]))
    trace = Trace("random", "", {"decoder": some_tokens(6)}, tuple(record.steps), tuple(record.residual))
    for step in record.steps:
        cell = arithmetic(trace, step.site, 1, 3, 2)
        check(cell, step)
        terms = cell.score.bias_terms
        assert terms.factor * float(terms.terms.sum()) == CLOSE(cell.score.bias, abs=1e-5)
        assert cell.score.bias != 0


def test_heads_add_up_to_what_their_sublayer_adds(trace: Trace) -> None:
    step = trace.steps[1]
    cells = [arithmetic(trace, step.site, head, 4, 0) for head in range(step.n_heads)]
    together = sum(cell.output.head for cell in cells)
    states = {s.after: s.stream[4].numpy() for s in trace.residual if s.layer == step.site.layer}
    np.testing.assert_allclose(together, states["attention_output"], atol=1e-5)  # W_O's bias is zero at first
    np.testing.assert_allclose(cells[0].output.stream + together, states["attention"], atol=1e-5)


def test_the_shares_of_all_keys_sum_to_one(trace: Trace) -> None:
    step = trace.steps[0]
    outputs = [arithmetic(trace, step.site, 1, 6, key).output for key in range(step.n_key)]
    assert sum(output.share for output in outputs) == CLOSE(1, abs=1e-5)
    np.testing.assert_allclose(sum(output.cell for output in outputs), outputs[0].head, atol=1e-6)
    by_hand = step.output_slice(1) @ step.context[1, 6].numpy()
    np.testing.assert_allclose(outputs[0].head, by_hand, atol=1e-5)


def test_a_masked_cell_shows_its_score_and_no_weight(trace: Trace) -> None:
    cell = arithmetic(trace, SITE, 0, 2, 5)
    assert (cell.score.allowed, cell.score.visible) == (False, False)
    assert cell.score.sum == CLOSE(float(trace.steps[0].scores(0)[2, 5]), abs=1e-5)
    assert cell.softmax.softmax[5] == 0
    assert not cell.output.cell.any()


def changed(step: AttentionStep, *changes: object) -> Trace:
    """The step as it is recorded under these changes."""
    interventions = tuple(Intervention(SITE, change, head=1) for change in changes)
    with_changes = replace(step, interventions=interventions)
    context = step.context.clone()
    context[1] = with_changes.attended(1).context
    return trace_of(replace(with_changes, context=context))


def test_a_replaced_score_is_taken_apart_as_it_is_now() -> None:
    trace = changed(step_of(ScaledDotProduct()), ReplaceScore(DotProduct()))
    cell = arithmetic(trace, SITE, 1, 4, 2)
    assert cell.changed
    assert cell.score.terms.factor == 1
    check(cell, trace.steps[0])


def test_a_temperature_is_between_the_sum_and_the_score() -> None:
    trace = changed(step_of(ScaledDotProduct()), Temperature(0.5))
    cell = arithmetic(trace, SITE, 1, 4, 2)
    assert cell.score.score == CLOSE(2 * cell.score.sum, abs=1e-5)
    assert cell.softmax.softmax[2] == CLOSE(float(trace.steps[0].weights(1)[4, 2]), abs=1e-6)
    assert cell.errors[2] < 1e-5
    assert not arithmetic(trace, SITE, 0, 4, 2).changed


def test_a_cut_edge_is_told_from_the_models_own_mask() -> None:
    cell = arithmetic(changed(step_of(ScaledDotProduct()), CutEdge(4, 2)), SITE, 1, 4, 2)
    assert (cell.score.allowed, cell.score.visible) == (True, False)
    assert cell.softmax.softmax[2] == 0
    assert max(cell.errors) < 1e-5


def test_a_replaced_row_is_what_the_context_is_made_of() -> None:
    cell = arithmetic(changed(step_of(ScaledDotProduct()), ReplaceRow(4, (0, 0, 1, 0, 0))), SITE, 1, 4, 2)
    np.testing.assert_allclose(cell.context, cell.value, atol=1e-6)
    assert cell.errors[1] > 0.01
    assert cell.errors[2] < 1e-5


@pytest.mark.parametrize("change", [ZeroAblation(), MeanAblation()])
def test_an_ablated_head_stands_beside_what_it_would_have_been(change: object) -> None:
    trace = changed(step_of(ScaledDotProduct()), change)
    cell = arithmetic(trace, SITE, 1, 4, 2)
    np.testing.assert_allclose(cell.used, trace.steps[0].recomputed_context(1)[4], atol=1e-6)
    assert cell.errors[2] > 0.01


@pytest.mark.parametrize(
    ("cell", "message"), [((9, 0, 0), "a head from"), ((0, 9, 0), "a query"), ((0, 0, 9), "a key")]
)
def test_what_is_not_there_is_named(cell: tuple[int, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        arithmetic(trace_of(step_of(DotProduct())), SITE, *cell)


def test_a_whole_head_is_its_queries_tables_under_each_other(any_trace: Trace) -> None:
    step = any_trace.steps[-1]
    queries, keys = any_trace.query_tokens(step.site), any_trace.key_tokens(step.site)
    whole = head_table(step, 0, queries, keys)
    assert tuple(whole.columns) == HEAD_COLUMNS
    assert len(whole) == step.n_query * step.n_key
    for query in {0, step.n_query - 1}:
        rows = whole[whole["query"] == query].reset_index(drop=True)
        one = score_table(step, 0, query, keys)
        assert rows.drop(columns=["query", "query_token"]).equals(one.astype(rows.dtypes[one.columns]))
    whole.to_csv().encode()


def test_a_whole_head_needs_its_tokens(trace: Trace) -> None:
    with pytest.raises(ValueError, match=r"expected \(9, 9\) tokens, queries and keys, got \(9, 0\)"):
        head_table(trace.steps[0], 0, trace.tokens["decoder"], ())
