"""The record: shapes checked, arrays read-only, tokens where they belong, memory linear in the text."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT
from headlight.model.attention import ScaledDotProduct
from headlight.model.biases import ExplicitBias, LinearBias
from headlight.model.masks import Causal, Explicit, Padding
from headlight.model.recorder import recording
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.tokens import Token
from headlight.model.trace import Prediction, Trace

SITE = Site("decoder", "self", 0)


def some_tokens(n: int) -> tuple[Token, ...]:
    return tuple(Token(id=i, text="a", start=i, end=i + 1, label="a", word=i) for i in range(n))


def make_step(site: Site = SITE, n_query: int = 5, n_key: int = 5, **parts: Any) -> AttentionStep:
    """Four query heads, two key heads, random vectors of 8 and values of 6."""
    vectors = {
        "query": torch.randn(4, n_query, 8),
        "key": torch.randn(2, n_key, 8),
        "value": torch.randn(2, n_key, 6),
        "context": torch.randn(4, n_query, 6),
    }
    return AttentionStep(site=site, **{**vectors, "score": ScaledDotProduct(), **parts})


def make_trace(*steps: AttentionStep, **parts: Any) -> Trace:
    tokens = {"encoder": some_tokens(7), "decoder": some_tokens(5), "written": some_tokens(5)}
    return Trace(model_name="tiny", text="aaaaa", tokens=tokens, steps=steps, **parts)


def test_weights_are_the_softmax_of_the_recorded_queries_and_keys() -> None:
    bias = torch.randn(4, 5, 5)
    step = make_step(bias=ExplicitBias(bias), mask=Causal())
    for head in range(4):
        query, key = step.query[head].double(), step.key[head // 2].double()
        dots = query @ key.T
        scores = dots / math.sqrt(8) + bias[head]
        weights = torch.softmax(scores.masked_fill(torch.ones(5, 5).triu(1).bool(), -math.inf), -1)
        np.testing.assert_allclose(step.dot_products(head), dots, atol=1e-5)
        np.testing.assert_allclose(step.scores(head), scores, atol=1e-5)
        np.testing.assert_allclose(step.weights(head), weights, atol=1e-6)
        context = weights @ step.value[head // 2].double()
        np.testing.assert_allclose(step.recomputed_context(head), context, atol=1e-5)


@pytest.mark.parametrize("part", ["dot_products", "scores", "weights", "recomputed_context"])
def test_all_heads_together_are_the_heads_one_by_one(part: str) -> None:
    step = make_step(bias=LinearBias(torch.rand(4)), mask=Causal())
    one_by_one = np.stack([getattr(step, part)(head) for head in range(4)])
    np.testing.assert_allclose(getattr(step, part)(), one_by_one, atol=1e-6)


def test_verify_says_how_far_the_recorded_context_is_from_the_recomputed() -> None:
    step = make_step()
    true = replace(step, context=torch.from_numpy(step.recomputed_context().copy()))
    assert true.verify() == 0
    off = true.context.clone()
    off[2, 3, 1] += 0.25
    wrong = replace(true, context=off)
    assert wrong.verify() == pytest.approx(0.25, abs=1e-6)
    assert [wrong.verify(head) > 0 for head in range(4)] == [False, False, True, False]
    assert make_trace(true, replace(wrong, site=Site("decoder", "self", 1))).verify() == wrong.verify()


READS: list[Callable[[AttentionStep], np.ndarray]] = [
    lambda step: step.dot_products(1),
    lambda step: step.scores(1),
    lambda step: step.weights(1),
    lambda step: step.weights(),
    lambda step: step.recomputed_context(1),
    lambda step: step.added_bias(1),
    lambda step: step.visible(1),
    lambda step: step.queries(1),
    lambda step: step.keys(1),
    lambda step: step.values(1),
]


@pytest.mark.parametrize("read", READS)
def test_arrays_are_copies_that_cannot_be_written_to(read: Callable[[AttentionStep], np.ndarray]) -> None:
    step = make_step(bias=LinearBias(torch.rand(4)), mask=Causal())
    before = read(step)
    with pytest.raises(ValueError, match="read-only"):
        before[0, 0] = 1
    for tensor in step.kept():
        tensor.zero_()
    assert before.any()


def test_half_precision_is_read_as_float32() -> None:
    step = make_step(query=torch.randn(4, 5, 8, dtype=torch.bfloat16), key=torch.randn(2, 5, 8).bfloat16())
    assert {array.dtype for array in (step.weights(0), step.queries(0), step.keys(0))} == {
        np.dtype("float32")
    }


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"query": torch.zeros(1, 4, 5, 8)}, r"expected query as \[head, token, d\], got \(1, 4, 5, 8\)"),
        ({"context": torch.zeros(5, 6)}, r"expected context as \[head, token, d\], got \(5, 6\)"),
        ({"context": torch.zeros(4, 4, 6)}, r"expected context \(4, 5, 6\), got \(4, 4, 6\)"),
        ({"key": torch.zeros(3, 5, 8)}, "expected key heads that divide 4 query heads, got 3"),
        ({"key": torch.zeros(0, 5, 8)}, "expected key heads that divide 4 query heads, got 0"),
        ({"value": torch.zeros(2, 9, 6)}, r"expected values for \(2, 5\) heads and keys, got \(2, 9\)"),
        ({"value": torch.zeros(4, 5, 6)}, r"expected values for \(2, 5\) heads and keys, got \(4, 5\)"),
    ],
)
def test_shapes_that_do_not_fit_are_named(parts: dict[str, Tensor], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_step(**parts)


def test_cross_attention_reads_the_encoders_tokens() -> None:
    cross, own = Site("decoder", "cross", 0), Site("encoder", "self", 0)
    trace = make_trace(make_step(own, 7, 7), make_step(), make_step(cross, 5, 7))
    sizes = {s: (len(trace.query_tokens(s)), len(trace.key_tokens(s))) for s in trace.sites()}
    assert sizes == {own: (7, 7), SITE: (5, 5), cross: (5, 7)}
    assert trace.sites("cross") == (cross,)
    assert trace.sites("self") == (own, SITE)


def test_a_step_must_have_as_many_rows_and_columns_as_tokens() -> None:
    message = r"expected \(5, 7\) queries and keys at decoder\.cross\.0, got \(5, 5\)"
    with pytest.raises(ValueError, match=message):
        make_trace(make_step(Site("decoder", "cross", 0)))


def test_a_missing_site_names_those_there_are() -> None:
    step = make_step()
    trace = make_trace(step)
    assert trace.step(Site.parse("decoder.self.0")) is step
    with pytest.raises(KeyError, match=r"no decoder\.self\.3 in this trace; it has decoder\.self\.0"):
        trace.step(Site("decoder", "self", 3))


@torch.inference_mode()
def test_a_trace_grows_linearly_with_its_text(make_gpt: Callable[..., GPT]) -> None:
    gpt, sizes = make_gpt(context=512), {}
    for n in (128, 256, 512):
        with recording() as record:
            gpt(torch.randint(50, (1, n)))
        steps, residual = tuple(record.steps), tuple(record.residual)
        sizes[n] = Trace("tiny", "", {"decoder": some_tokens(n)}, steps, residual).nbytes
    states = 1 + 2 * 2 * 3 + 1  # embedding; norm, output and sum of every sublayer; final norm
    per_token = 4 * (2 * 4 * 32 + states * 32)  # float32: Q, K, V and context in two layers, and those
    assert sizes == {n: n * per_token for n in sizes}


def test_memory_counts_what_masks_and_biases_hold_and_shared_memory_once() -> None:
    allowed, added, real = torch.ones(5, 5).bool(), torch.zeros(4, 5, 5), torch.ones(1, 5).bool()
    plain = make_step()
    full = replace(plain, bias=ExplicitBias(added), mask=Explicit(allowed) & Padding(real))
    assert full.nbytes - plain.nbytes == 4 * 100 + 25 + 5
    assert make_trace(full, replace(full, site=Site("decoder", "self", 1))).nbytes == full.nbytes


def test_a_slice_counts_all_the_memory_it_keeps_alive() -> None:
    batch = torch.zeros(10, 4, 5, 8)
    assert make_step(query=batch[3]).nbytes - make_step().nbytes == 9 * 4 * 5 * 8 * 4


def test_predictions_are_probabilities_best_first() -> None:
    logits = torch.tensor([[0.0, 2.0, 1.0, 2.0], [5.0, 0.0, 0.0, 0.0]])
    prediction = Prediction(logits, ["a", "b", "c", "d"])
    expected = np.exp(logits[0].numpy()) / np.exp(logits[0].numpy()).sum()
    np.testing.assert_allclose(prediction.probabilities(0), expected, atol=1e-6)
    assert [token for token, _ in prediction.top(0, 3)] == [1, 3, 2]
    assert prediction.top(1, 1)[0] == (0, pytest.approx(float(torch.softmax(logits[1], 0)[0])))


@pytest.mark.parametrize("count", [0, 1, 2, 5, 60, 70])
def test_the_likeliest_tokens_are_those_of_a_sorted_vocabulary_also_where_many_are_alike(count: int) -> None:
    logits = torch.randint(0, 4, (1, 60), generator=torch.Generator().manual_seed(count)).float()
    prediction = Prediction(logits, [str(i) for i in range(60)])
    ordered = np.argsort(-prediction.probabilities(0), kind="stable")
    assert [token for token, _ in prediction.top(0, count)] == ordered[:count].tolist()


def test_the_size_of_a_trace_is_taken_without_walking_its_vocabulary() -> None:
    class Words(tuple[str, ...]):
        def __iter__(self) -> Any:
            raise AssertionError("somebody walks the vocabulary")

    plain, logits = make_trace(make_step()), torch.zeros(5, 8192)
    foretelling = replace(plain, prediction=Prediction(logits, Words(("a",) * 8192)))
    assert foretelling.nbytes - plain.nbytes == 4 * 5 * 8192
