"""Attention beside feed-forward: their own modules' outputs, in whatever order they are computed and added."""

import copy
from collections.abc import Callable
from functools import cache
from types import MethodType
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from torch import Tensor

from headlight.analysis.lens import lens
from headlight.analysis.residual import (
    is_parallel,
    is_pre_norm,
    reconstruction,
    recorded,
    shares_norms,
    stream_norms,
    sublayers,
)
from headlight.model.huggingface.decoder import HubCausal
from headlight.model.huggingface.loading import ready
from headlight.model.huggingface.network import HubNetwork
from headlight.model.interventions import Intervention, ZeroAblation
from headlight.model.recorder import recording
from headlight.model.site import Site
from headlight.model.trace import Trace
from tests.model.huggingface.conftest import GROUPED, IDS, SIZES, byte_level
from tests.model.huggingface.test_families import TEXT

SCALED = {**GROUPED, "logit_scale": 0.5}
EXPERTS = {"num_experts": 2, "num_experts_per_tok": 1, "first_k_dense_replace": 0}
KINDS: dict[str, tuple[str, dict[str, Any]]] = {
    "gpt_neox": ("GPTNeoXForCausalLM", {**SIZES, "use_parallel_residual": True}),
    "phi": ("PhiForCausalLM", SIZES),
    "cohere": ("CohereForCausalLM", SCALED),
    "cohere2": ("Cohere2ForCausalLM", {**SCALED, "sliding_window": 4}),
    "experts": ("Cohere2MoeForCausalLM", {**SCALED, **EXPERTS, "sliding_window": 4}),
    "stablelm": ("StableLmForCausalLM", {**GROUPED, "use_parallel_residual": True}),
}
INPUTS = {"input_ids": TEXT}


@cache
def built(kind: str, vocab_size: int = SIZES["vocab_size"]) -> Any:
    """transformers' own model, its weights a few times larger than a fresh model's."""
    name, settings = KINDS[kind]
    torch.manual_seed(0)
    model = getattr(transformers, name)
    config = model.config_class(**IDS | settings | {"vocab_size": vocab_size})
    made = model._from_config(config, attn_implementation="eager").eval()
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.normal_(parameter.mean().item(), 0.5 if parameter.ndim > 1 else 0.1)
    return made


def read(network: HubNetwork, *changes: Intervention) -> Trace:
    """The residual stream alone."""
    with torch.inference_mode(), recording(changes) as record:
        network.watched(**INPUTS)
    return Trace("", "", {}, (), residual=tuple(record.residual))


@cache
def opened(kind: str) -> HubNetwork:
    return HubNetwork(copy.deepcopy(built(kind)))


@cache
def trace_of(kind: str) -> Trace:
    return read(opened(kind))


def given(kind: str, names: tuple[str, ...]) -> list[tuple[np.ndarray, np.ndarray]]:
    """What the modules of these names get and give in each layer, of the untouched model."""
    model, seen = copy.deepcopy(built(kind)), list[tuple[np.ndarray, np.ndarray]]()

    def note(module: torch.nn.Module, args: Any, named: dict[str, Any], out: Any) -> None:
        read_in = args[0] if args else named["hidden_states"]
        seen.append((read_in[0].numpy(), (out[0] if isinstance(out, tuple) else out)[0].numpy()))

    for path, module in model.named_modules():
        if path.rpartition(".")[2] in names:
            module.register_forward_hook(note, with_kwargs=True)
    with torch.no_grad():
        model(**INPUTS)
    return seen


@pytest.mark.parametrize("kind", KINDS)
def test_each_sublayer_reads_and_adds_what_its_module_does(kind: str) -> None:
    states = recorded(trace_of(kind), "decoder")
    for name, modules in (("attention", ("attention", "self_attn")), ("feed_forward", ("mlp",))):
        seen = given(kind, modules)
        assert len(seen) == 2
        for layer, (read_in, added) in enumerate(seen):
            np.testing.assert_allclose(states[layer, f"{name}_norm"], read_in, atol=2e-5, rtol=1e-4)
            np.testing.assert_allclose(states[layer, f"{name}_output"], added, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_the_stream_is_that_of_transformers_and_has_no_state_between(kind: str) -> None:
    with torch.no_grad():
        hidden = built(kind)(**INPUTS, output_hidden_states=True).hidden_states
    trace = trace_of(kind)
    states = recorded(trace, "decoder")
    moments = (-1, "embedding"), (0, "feed_forward"), (2, "norm")
    for moment, other in zip(moments, hidden, strict=True):
        np.testing.assert_allclose(states[moment], other[0].numpy(), atol=5e-5, rtol=1e-4)
    assert "attention" not in {after for _, after in states}
    assert is_parallel(trace, "decoder")
    assert is_pre_norm(trace, "decoder")
    assert shares_norms(trace, "decoder") == (kind != "gpt_neox")
    assert set(stream_norms(trace, "decoder")["after"]) == {"embedding", "feed_forward"}


@pytest.mark.parametrize("kind", KINDS)
def test_both_outputs_come_to_the_next_state(kind: str) -> None:
    trace = trace_of(kind)
    states = recorded(trace, "decoder")
    parts = list(sublayers(trace, "decoder"))
    assert [(p.layer, p.name) for p in parts] == [
        (n, name) for n in (0, 1) for name in ("attention", "feed_forward")
    ]
    starts = states[-1, "embedding"], states[0, "feed_forward"]
    for part in parts:
        np.testing.assert_array_equal(part.before, starts[part.layer])
    largest = max(np.abs(x).max() for x in states.values())
    assert reconstruction(trace, "decoder") <= 1e-5 * largest


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", ["a", "The cat sat on the mat. 苹果 👩‍👩‍👧"])
def test_the_last_layer_foretells_what_the_model_does(kind: str, text: str) -> None:
    inner = copy.deepcopy(built(kind, len(byte_level())))
    trace = ready(f"hf:{kind}", HubCausal, inner, byte_level(), torch.device("cpu")).trace(text)
    found = lens(trace)
    assert found.layers == (-1, 0, 1)
    assert trace.prediction is not None
    assert found.off < 1e-4 * float(trace.prediction.logits.abs().max())
    assert (found.divergence[0] > 0.1).any()


@pytest.mark.parametrize("kind", ["cohere", "stablelm"])  # whose W_O has no bias
def test_a_change_leaves_the_feed_forward_beside_it_as_it_was(kind: str) -> None:
    blind = Intervention(Site("decoder", "self", 1), ZeroAblation())
    before, after = (recorded(t, "decoder") for t in (trace_of(kind), read(opened(kind), blind)))
    assert before[1, "attention_output"].any()
    assert not after[1, "attention_output"].any()
    np.testing.assert_array_equal(after[1, "feed_forward_output"], before[1, "feed_forward_output"])
    total = before[0, "feed_forward"] + before[1, "feed_forward_output"]
    np.testing.assert_array_equal(after[1, "feed_forward"], total)


Layer = Any
Sublayer = Callable[[Tensor], Tensor]
Forward = Callable[[Layer, Tensor, Sublayer], Tensor]


def feed_forward(layer: Layer, x: Tensor) -> Tensor:
    return layer.mlp(layer.post_attention_layernorm(x))


def feed_forward_first(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    after = x + feed_forward(layer, x)
    return after + attention(x)


def both_and_then_the_stream(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    mlp = feed_forward(layer, x)
    return x + (mlp + attention(x))


def feed_forward_behind_the_first_sum(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    after = attention(x) + x
    return after + feed_forward(layer, x)


def feed_forward_before_it_is_added(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    mlp, added = feed_forward(layer, x), attention(x)
    return (x + added) + mlp


def one_more(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    return x + attention(x) + feed_forward(layer, x) + layer.mlp(x)


def fed_by_attention(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    added = attention(x)
    return x + added + layer.mlp(layer.post_attention_layernorm(x) + added)


def attention_behind_feed_forward(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    after = x + feed_forward(layer, x)
    return after + attention(after)


def attention_alone(layer: Layer, x: Tensor, attention: Sublayer) -> Tensor:
    return x + attention(x)


def with_layers(forward: Forward) -> HubNetwork:
    """A GPT-NeoX whose layers compute otherwise."""
    model = copy.deepcopy(built("gpt_neox"))

    def replaced(layer: Layer, hidden_states: Tensor, *args: Any, **settings: Any) -> Tensor:
        def attention(x: Tensor) -> Tensor:
            added: Tensor = layer.attention(layer.input_layernorm(x), *args, **settings)[0]
            return added

        return forward(layer, hidden_states, attention)

    for layer in model.gpt_neox.layers:
        layer.forward = MethodType(replaced, layer)
    return HubNetwork(model)


@pytest.mark.parametrize(
    "forward",
    [
        feed_forward_first,
        both_and_then_the_stream,
        feed_forward_behind_the_first_sum,
        feed_forward_before_it_is_added,
    ],
)
def test_the_order_of_computing_and_adding_does_not_matter(forward: Forward) -> None:
    ours = recorded(read(with_layers(forward)), "decoder")
    expected = recorded(trace_of("gpt_neox"), "decoder")
    assert list(ours) == list(expected)
    for moment, x in expected.items():
        np.testing.assert_allclose(ours[moment], x, atol=1e-4, rtol=1e-4)


@pytest.mark.parametrize(
    "forward", [one_more, fed_by_attention, attention_behind_feed_forward, attention_alone]
)
def test_other_blocks_are_not_taken_for_such(forward: Forward) -> None:
    network = with_layers(forward)
    assert read(network).residual == ()
    assert network.structure.head is None
