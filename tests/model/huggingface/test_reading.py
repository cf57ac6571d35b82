"""Hugging Face readers: traces, changes, writing and gaps, each against transformers itself."""

from typing import Any

import numpy as np
import pytest
import torch

from headlight.analysis.effect import effect
from headlight.model.interventions import (
    CutEdge,
    HideToken,
    Intervention,
    ReplaceRow,
    Temperature,
    ZeroAblation,
)
from headlight.model.options import Continue, FillIn, Translate
from headlight.model.outcomes import Continuation, Filled, Translation
from headlight.model.recorder import recording
from headlight.model.site import Site
from tests.model.huggingface.conftest import READS, reader

TEXT = "The cat sat on the mat. 苹果"
CHANGEABLE = [family for family in READS if family not in ("bloom", "deberta-v2")]


def ids(tokens: Any) -> torch.Tensor:
    return torch.tensor([[token.id for token in tokens]])


@pytest.mark.parametrize("family", READS)
def test_a_trace_has_tokens_attention_and_the_model_s_own_prediction(family: str) -> None:
    model = reader(family)
    trace = model.trace(TEXT)
    assert trace.text == TEXT
    assert trace.left_out == 0
    assert trace.verify() < 1e-5
    inputs = {"input_ids": ids(trace.tokens.get("encoder", trace.tokens.get("decoder")))}
    if "written" in trace.tokens:
        inputs["decoder_input_ids"] = ids(trace.tokens["decoder"])
    with torch.no_grad():
        logits = model.network.inner(**inputs).logits[0]
    assert trace.prediction is not None
    torch.testing.assert_close(trace.prediction.logits, logits, atol=1e-4, rtol=1e-4)
    assert len(trace.prediction.vocabulary) >= logits.shape[-1]
    for step in trace.steps:
        np.testing.assert_allclose(step.weights().sum(-1), 1, atol=1e-5)


@pytest.mark.parametrize("family", READS)
@pytest.mark.parametrize("text", ["a", "👩‍👩‍👧", "\u200b", "שלום\x00", "<script>", "\ud800", "word " * 400])
def test_no_text_is_too_strange(family: str, text: str) -> None:
    options = (
        Translate(forced="a") if family in ("t5", "bart") else None
    )  # what they write is as long as the text
    trace = reader(family).trace(text, options)
    assert trace.steps
    assert (trace.left_out > 0) == (len(text) > 1000)


@pytest.mark.parametrize("family", CHANGEABLE)
def test_a_head_set_to_zero_adds_nothing_and_the_prediction_moves(family: str) -> None:
    model = reader(family)
    before = model.trace(TEXT)
    site = before.sites("self")[0]
    after = model.trace(TEXT, interventions=(Intervention(site, ZeroAblation(), 1),))
    assert not after.step(site).context[1].any()
    assert torch.equal(after.step(site).context[0], before.step(site).context[0])
    assert before.prediction is not None
    assert after.prediction is not None
    assert not torch.allclose(before.prediction.logits[0], after.prediction.logits[0], atol=1e-3)
    if len(before.tokens) == 1:
        assert effect(before, after)["kl"].max() > 0
    assert torch.equal(
        model.trace(TEXT).step(site).context, before.step(site).context
    )  # nothing stays behind


def test_a_head_set_to_zero_is_as_if_its_columns_of_the_projection_were() -> None:
    model = reader("llama")
    site = Site("decoder", "self", 1)
    after = model.trace(TEXT, interventions=(Intervention(site, ZeroAblation(), 2),))
    weight = model.network.inner.model.layers[1].self_attn.o_proj.weight
    with torch.no_grad():
        kept = weight.clone()
        weight[:, 16:24] = 0
        logits = model.network.inner(ids(after.tokens["decoder"])).logits[0]
        weight.copy_(kept)
    assert after.prediction is not None
    torch.testing.assert_close(after.prediction.logits, logits, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("family", CHANGEABLE)
def test_masks_rows_and_scores_can_be_changed(family: str) -> None:
    model = reader(family)
    site = model.trace(TEXT).sites("self")[0]
    n = model.trace(TEXT).step(site).n_key
    row = (0.25, 0.75, *(0.0,) * (n - 2))
    changes = [
        Intervention(site, Temperature(100.0), 0),
        Intervention(site, CutEdge(3, 1), 1),
        Intervention(site, HideToken(0), 2),
        Intervention(site, ReplaceRow(3, row), 3),
    ]
    step = model.trace(TEXT, interventions=changes).step(site)
    assert step.weights(1)[3, 1] == 0
    assert not step.weights(2)[:, 0].any()
    np.testing.assert_allclose(step.weights(3)[3], row)
    assert step.verify() < 1e-5


@pytest.mark.parametrize("family", ["bloom", "deberta-v2"])
def test_a_model_with_weights_alone_says_that_it_cannot_be_changed(family: str) -> None:
    model = reader(family)
    trace = model.trace(TEXT)
    assert all(step.weights_only for step in trace.steps)
    with pytest.raises(ValueError, match="expected no changes"):
        model.trace(TEXT, interventions=(Intervention(trace.sites()[0], ZeroAblation(), 0),))


@pytest.mark.parametrize("family", ["gpt2", "llama", "bloom"])
def test_writing_on_is_transformers_own_greedy_generation(family: str) -> None:
    model = reader(family)
    trace = model.trace("The cat", Continue(length=8))
    typed = model.trace("The cat").tokens["decoder"]
    never = [[id] for id in sorted(model.tokenizer.special_ids - {2})]
    said = model.network.inner.generate(ids(typed), max_new_tokens=8, do_sample=False, bad_words_ids=never)
    written = [token.id for token in trace.tokens["decoder"][len(typed) :]]
    assert written == [id for id in said[0, len(typed) :].tolist() if id != 2]
    assert isinstance(trace.outcome, Continuation)
    assert trace.outcome.text == model.tokenizer.spell_on(written)[1]
    assert trace.tokens["decoder"][-1].end == len("The cat") + len(trace.outcome.text)


def test_a_draw_is_repeated_by_its_seed_and_writing_obeys_changes() -> None:
    model = reader("gpt2")
    drawn = Continue(length=8, strategy="sample", temperature=2.0, seed=5)
    assert model.trace("The", drawn).tokens == model.trace("The", drawn).tokens
    nothing = Intervention(Site("decoder", "self", 0), Temperature(1.0), 0)
    assert model.trace("The", drawn, (nothing,)).tokens == model.trace("The", drawn).tokens
    ablated = tuple(Intervention(Site("decoder", "self", layer), ZeroAblation()) for layer in (0, 1))
    assert model.trace("The", drawn, ablated).tokens != model.trace("The", drawn).tokens


def test_gaps_and_second_texts_reach_the_model() -> None:
    model = reader("bert")
    trace = model.trace("The cat sat", FillIn((2, 0, 99), "the dog"))
    outcome = trace.outcome
    assert isinstance(outcome, Filled)
    assert outcome.masked == (2,)
    assert [t.label for t in trace.tokens["encoder"]] == [
        "<s>",
        "the",
        "<mask>",
        "sat",
        "</s>",
        "the",
        "dog",
        "</s>",
    ]
    assert outcome.stood[0].label == "cat"
    with torch.no_grad():
        logits = model.network.inner(
            ids(trace.tokens["encoder"]), token_type_ids=torch.tensor([[0, 0, 0, 0, 0, 1, 1, 1]])
        ).logits[0]
    assert trace.prediction is not None
    assert trace.prediction.ahead == 0
    torch.testing.assert_close(trace.prediction.logits, logits, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("family", ["t5", "bart"])
def test_what_is_written_is_transformers_own_greedy_generation(family: str) -> None:
    model = reader(family)
    trace = model.trace("The cat sat")
    source, outcome = trace.tokens["encoder"], trace.outcome
    never = [[id] for id in sorted(model.tokenizer.special_ids - {2})]
    limit = min(model.config.context - 1, 2 * len(source) + 10)
    said = model.network.inner.generate(
        ids(source), max_new_tokens=limit, do_sample=False, num_beams=1, bad_words_ids=never
    )[0].tolist()
    assert isinstance(outcome, Translation)
    best = outcome.hypotheses[0]
    assert [t.id for t in best.tokens] == [id for id in said[1:] if id != 2]
    assert trace.prediction is not None
    logs = trace.prediction.logits.log_softmax(-1)
    chosen = [float(logs[i, token.id]) for i, token in enumerate(trace.tokens["written"])]
    assert best.log_probability == pytest.approx(sum(chosen), abs=1e-4)
    assert {site.kind for site in trace.sites()} == {"self", "cross"}
    assert trace.tokens["decoder"][0].special


def test_a_translation_can_be_forced_completed_and_changed() -> None:
    model = reader("t5")
    forced = model.trace("The cat", Translate(forced="the dog sat"))
    assert forced.outcome.forced
    assert forced.outcome.hypotheses[0].text == "the dog sat"
    assert forced.tokens["written"][-1].label == "</s>"
    trace = model.trace("The cat")
    written = [token.id for token in trace.outcome.hypotheses[0].tokens]
    assert list(model.completed(trace, written[:2])) == written
    cross = tuple(Intervention(site, ZeroAblation()) for site in trace.sites("cross"))
    blind = model.trace("The cat", interventions=cross)
    assert not blind.step(trace.sites("cross")[0]).context.any()
    elsewhere = model.trace("The dog", interventions=cross)  # as long, so that there is as much room to write
    assert blind.outcome.hypotheses[0].text == elsewhere.outcome.hypotheses[0].text
    assert blind.outcome.hypotheses[0].text != trace.outcome.hypotheses[0].text


def test_a_visitor_who_records_sees_nothing_of_another_s_changes() -> None:
    model = reader("gpt2")
    site = Site("decoder", "self", 0)
    with recording((Intervention(site, ZeroAblation()),)) as outer:
        inner = model.trace("The cat")
    assert outer.steps == []
    assert inner.step(site).context.any()
