"""The residual stream of every family: transformers' own states, sums that come out, and logits read off at the end."""

import copy
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
import transformers

from headlight.analysis.lens import lens
from headlight.analysis.residual import (
    is_parallel,
    is_pre_norm,
    norm_effects,
    reconstruction,
    recorded,
    sublayers,
)
from headlight.model.huggingface.network import HubNetwork
from headlight.model.huggingface.read_off import logits_of
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.options import Translate
from headlight.model.read_off import ReadOff
from headlight.model.recorder import Record, recording
from headlight.model.site import Site
from headlight.model.trace import Trace
from tests.model.huggingface.conftest import BART, FALLBACKS, FAMILIES, GROUPED, SIZES, reader
from tests.model.huggingface.test_families import inputs, opened, theirs

POST_NORM = ("bert", "distilbert", "roberta", "electra", "albert", "marian", "bart")
MORE: dict[str, tuple[str, dict[str, Any]]] = {
    "a pre-norm BART": ("MBartForConditionalGeneration", BART),
    "one sublayer after the other in GPT-NeoX": (
        "GPTNeoXForCausalLM",
        {**SIZES, "use_parallel_residual": False},
    ),
    "outputs that are normed": ("Olmo2ForCausalLM", GROUPED),
    "outputs that are scaled": ("GraniteForCausalLM", {**GROUPED, "residual_multiplier": 0.5}),
    "experts": ("MixtralForCausalLM", {**GROUPED, "num_local_experts": 2}),
    "no head": ("LlamaModel", GROUPED),
}


@cache
def watched(family: str) -> tuple[Any, Record]:
    network = opened(family)  # a survey is no part of the record
    with torch.inference_mode(), recording() as record:
        outputs = network.watched(**inputs(family))
    return outputs, record


def trace_of(record: Record) -> Trace:
    """The residual stream alone, for analysis to read."""
    return Trace("", "", {}, (), residual=tuple(record.residual))


def stacks(record: Record) -> list[str]:
    return list(dict.fromkeys(state.stack for state in record.residual))


@pytest.mark.parametrize("family", FAMILIES)
def test_the_stream_is_that_of_transformers(family: str) -> None:
    _, record = watched(family)
    model = copy.deepcopy(opened(family).inner)
    with torch.no_grad():
        outputs = model(**inputs(family), output_hidden_states=True, return_dict=True)
    trace = trace_of(record)
    for stack in stacks(record):
        alone = outputs.get("hidden_states") if len(stacks(record)) == 1 else None
        hidden = outputs[f"{stack}_hidden_states"] if alone is None else alone
        states = recorded(trace, stack)
        last = "norm" if (2, "norm") in states else "feed_forward"
        ours = [states[-1, "embedding"], states[0, "feed_forward"], states[1 + (last == "norm"), last]]
        assert len(hidden) == len(ours)
        for one, other in zip(ours, hidden, strict=True):
            np.testing.assert_allclose(one, other[0].numpy(), atol=2e-5, rtol=1e-4)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_added_comes_to_the_next_state(family: str) -> None:
    _, record = watched(family)
    trace, kinds = trace_of(record), {step.site.kind for step in record.steps}
    for stack in stacks(record):
        parts = [(part.layer, part.name) for part in sublayers(trace, stack)]
        crossed = ["cross_attention"] if stack == "decoder" and "cross" in kinds else []
        assert parts == [(layer, n) for layer in (0, 1) for n in ("attention", *crossed, "feed_forward")]
        largest = max(np.abs(x).max() for x in recorded(trace, stack).values())
        assert reconstruction(trace, stack) <= 1e-4 * largest
        assert is_pre_norm(trace, stack) == (family not in POST_NORM)
        assert is_parallel(trace, stack) == (family == "gpt_neox")
        assert len(norm_effects(trace, stack))


@pytest.mark.parametrize("family", [f for f in FAMILIES if f != "gemma3"])  # which norms what is added
def test_what_attention_adds_is_its_contexts_through_w_o(family: str) -> None:
    _, record = watched(family)
    trace, names = trace_of(record), {"self": "attention_output", "cross": "cross_attention_output"}
    for step in record.steps:
        assert step.output_projection is not None
        added = recorded(trace, step.site.stack)[step.site.layer, names[step.site.kind]]
        joined = step.context.transpose(0, 1).flatten(1) @ step.output_projection.T
        bias = added - joined.numpy()  # the same for every token
        np.testing.assert_allclose(bias, np.broadcast_to(bias[:1], bias.shape), atol=2e-4)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_last_state_gives_the_logits(family: str) -> None:
    outputs, record = watched(family)
    torch.testing.assert_close(outputs.logits, theirs(family).logits, atol=2e-5, rtol=1e-5)
    stack = opened(family).structure.predicting
    read_off = ReadOff(stack, opened(family).read_off)
    of_stack = [s for s in record.residual if (s.stack, s.after) == (stack, "feed_forward")]
    torch.testing.assert_close(read_off(of_stack[-1].stream), outputs.logits[0], atol=1e-4, rtol=1e-4)
    assert not torch.allclose(read_off(of_stack[0].stream), outputs.logits[0], atol=1e-2)
    assert read_off(of_stack[-1].stream[1]).shape == outputs.logits.shape[-1:]


@pytest.mark.parametrize("name", MORE)
def test_other_structures_are_read_without_a_line_of_their_own(name: str) -> None:
    kind, settings = MORE[name]
    torch.manual_seed(1)
    model = getattr(transformers, kind)
    network = HubNetwork(model._from_config(model.config_class(**settings), attn_implementation="eager"))
    family = "bart" if network.two_stacks else "llama"
    with torch.inference_mode(), recording() as record:
        outputs = network.watched(**inputs(family))
    for stack in stacks(record):
        assert reconstruction(trace_of(record), stack) < 1e-5
        assert recorded(trace_of(record), stack)[2, "norm"].any()
        assert not is_parallel(trace_of(record), stack)
    assert stacks(record) == (["encoder", "decoder"] if network.two_stacks else ["decoder"])
    if logits_of(outputs) is None:
        with pytest.raises(ValueError, match="known output head"):
            network.read_off(record.residual[-1].stream)
        np.testing.assert_allclose(
            recorded(trace_of(record), "decoder")[2, "norm"], outputs.last_hidden_state[0], atol=1e-6
        )


@pytest.mark.parametrize("family", FALLBACKS)
def test_where_there_is_no_such_stream_none_is_shown(family: str) -> None:
    network = opened(family)
    with torch.inference_mode(), recording() as record:
        network.watched(**inputs(family))
    assert record.residual == []
    assert network.structure.head is None


@pytest.mark.parametrize(
    ("family", "path", "moment"),
    [
        ("gpt2", "transformer.h.1.ln_2", (1, "feed_forward")),
        ("llama", "model.layers.1.input_layernorm", (1, "attention")),
        ("gpt_neox", "gpt_neox.layers.1.input_layernorm", (1, "attention")),
        ("gpt_neox", "gpt_neox.layers.1.post_attention_layernorm", (1, "feed_forward")),
        ("gemma3", "model.layers.0.pre_feedforward_layernorm", (0, "feed_forward")),
        ("t5", "decoder.block.1.layer.1.layer_norm", (1, "cross_attention")),
    ],
)
def test_what_a_pre_norm_gives_is_what_its_module_gave(
    family: str, path: str, moment: tuple[int, str]
) -> None:
    _, record = watched(family)
    model, seen = copy.deepcopy(opened(family).inner), list[torch.Tensor]()
    model.get_submodule(path).register_forward_hook(lambda m, args, out: seen.append(out[0]))
    with torch.no_grad():
        model(**inputs(family))
    layer, name = moment
    ours = recorded(trace_of(record), "decoder")[layer, f"{name}_norm"]
    np.testing.assert_allclose(ours, seen[0].numpy(), atol=1e-5, rtol=1e-5)


@pytest.mark.parametrize("family", ["gpt2", "llama", "bert", "t5", "bart"])
@pytest.mark.parametrize("text", ["", "a", "The cat sat on the mat. 苹果", "word " * 400])
def test_a_trace_has_its_stream_and_its_lens(family: str, text: str) -> None:
    options = Translate(forced="a") if family in ("t5", "bart") else None
    trace = reader(family).trace(text, options)
    for state in trace.residual:
        assert state.stream.shape == (len(trace.tokens[state.stack]), 32)
    found = lens(trace)
    assert found.layers == (-1, 0, 1)
    assert found.off < 1e-3


def test_a_change_is_seen_in_the_stream_behind_it() -> None:
    model = reader("llama")
    blind = tuple(Intervention(Site("decoder", "self", 1), ZeroAblation(), head) for head in range(4))
    before, after = (recorded(model.trace("The cat", None, i), "decoder") for i in ((), blind))
    assert not after[1, "attention_output"].any()
    np.testing.assert_array_equal(after[1, "attention"], after[0, "feed_forward"])
    np.testing.assert_array_equal(after[0, "feed_forward"], before[0, "feed_forward"])
    assert before[1, "attention_output"].any()


def test_visitors_who_share_a_model_at_the_same_time_see_their_own_streams() -> None:
    model = reader("gpt2")
    texts = [f"The cat sat {'on the mat ' * n}" for n in range(4)] * 4
    changes = [(), (Intervention(Site("decoder", "self", 0), ZeroAblation(), 1),)] * 8
    alone = [model.trace(*asked) for asked in zip(texts, [None] * 16, changes, strict=True)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(model.trace, texts, [None] * 16, changes))
    for one, other in zip(alone, together, strict=True):
        assert [(s.layer, s.after) for s in one.residual] == [(s.layer, s.after) for s in other.residual]
        assert all(torch.equal(a.stream, b.stream) for a, b in zip(one.residual, other.residual, strict=True))
