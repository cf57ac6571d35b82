"""Seventeen families through our kernel: recorded weights are the eager path's, and outputs stay what they were."""

import copy
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn

from headlight.model.huggingface.network import HubNetwork
from headlight.model.masks import Causal, Local
from headlight.model.recorder import Record, recording
from headlight.model.site import Site
from tests.model.huggingface.conftest import FALLBACKS, FAMILIES, built

TEXT = torch.tensor([[1, 5, 9, 33, 9, 17, 5, 40, 2]])
WRITTEN = torch.tensor([[2, 7, 8, 30, 11]])
TWO_STACKS = ("t5", "marian", "bart")


@cache
def opened(family: str) -> HubNetwork:
    """The same weights behind our door."""
    return HubNetwork(copy.deepcopy(built(family)))


def inputs(family: str) -> dict[str, torch.Tensor]:
    return {"input_ids": TEXT} | ({"decoder_input_ids": WRITTEN} if family in TWO_STACKS else {})


@cache
def read(family: str) -> tuple[Any, Record]:
    network = opened(family)
    with torch.no_grad(), recording() as record:
        outputs = network(**inputs(family))
    return outputs, record


@cache
def theirs(family: str) -> Any:
    with torch.no_grad():
        return built(family)(**inputs(family), output_attentions=True)


def expected(family: str) -> dict[Site, np.ndarray]:
    """The weights that transformers' eager path reports, [head, n_query, n_key]."""
    outputs = theirs(family)
    stack = "decoder" if causal(family) else "encoder"
    parts = {
        "attentions": (stack, "self"),
        "encoder_attentions": ("encoder", "self"),
        "decoder_attentions": ("decoder", "self"),
        "cross_attentions": ("decoder", "cross"),
    }
    return {
        Site(*place, layer): weights[0].numpy()
        for name, place in parts.items()
        for layer, weights in enumerate(getattr(outputs, name, None) or ())
    }


def causal(family: str) -> bool:
    name, _ = {**FAMILIES, **FALLBACKS}[family]
    return name.endswith("CausalLM") or name == "GPT2LMHeadModel"


@pytest.mark.parametrize("family", FAMILIES)
def test_recorded_weights_are_those_of_the_eager_path(family: str) -> None:
    _, record = read(family)
    weights = expected(family)
    assert {step.site for step in record.steps} == set(weights)
    for step in record.steps:
        np.testing.assert_allclose(step.weights(), weights[step.site], atol=1e-5)
        assert step.verify() < 1e-5
        assert step.weights().max() > 0.5  # far from even, or the comparison would say little


@pytest.mark.parametrize("family", FAMILIES)
def test_outputs_are_those_of_the_untouched_model(family: str) -> None:
    outputs, _ = read(family)
    torch.testing.assert_close(outputs.logits, theirs(family).logits, atol=2e-5, rtol=1e-5)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_output_projection_takes_contexts_to_what_the_attention_adds(family: str) -> None:
    network = opened(family)
    _, record = read(family)
    by_site = {step.site: step for step in record.steps}
    for module, spots in network.spots.items():
        linear = next(m for m in network.inner.modules() if is_projection(m, spots[0].output_projection))
        seen: list[tuple[torch.Tensor, torch.Tensor]] = []
        handle = linear.register_forward_hook(
            lambda m, args, out, seen=seen: seen.append((args[0][0], out[0] - bias_of(m)))
        )
        with torch.no_grad():
            network(**inputs(family))
        handle.remove()
        for spot, (read_in, added) in zip(spots, seen, strict=True):
            step = by_site[spot.site]
            assert spot.output_projection is not None, module
            joined = step.context.transpose(0, 1).flatten(1)
            torch.testing.assert_close(joined, read_in, atol=1e-5, rtol=1e-4)
            torch.testing.assert_close(joined @ spot.output_projection.T, added, atol=1e-4, rtol=1e-4)


def is_projection(module: nn.Module, weight: torch.Tensor | None) -> bool:
    held = getattr(module, "weight", None)
    return held is not None and weight is not None and held.data_ptr() == weight.data_ptr()


def bias_of(module: nn.Module) -> torch.Tensor | float:
    bias = getattr(module, "bias", None)
    return 0.0 if bias is None else bias


@pytest.mark.parametrize("family", FAMILIES)
def test_nothing_is_left_on_a_module(family: str) -> None:
    read(family)
    assert not any(
        m._forward_hooks or m._forward_pre_hooks or m._backward_hooks for m in opened(family).modules()
    )


def test_grouped_queries_share_keys() -> None:
    _, record = read("llama")
    step = record.steps[0]
    assert (step.n_heads, step.key.shape[0]) == (4, 2)
    np.testing.assert_array_equal(step.keys(0), step.keys(1))
    assert not np.array_equal(step.keys(1), step.keys(2))


def test_a_window_shows_as_a_mask_and_a_causal_mask_as_what_it_is() -> None:
    step = read("mistral")[1].steps[0]
    i, j = np.indices((9, 9))
    assert step.mask == Local(3, 0)
    np.testing.assert_array_equal(step.visible(0), (j <= i) & (i - j < 4))
    assert read("modernbert")[1].steps[1].mask == Local(2, 2)
    assert read("gpt2")[1].steps[0].mask == Causal()
    assert read("bert")[1].steps[0].mask is None


def test_t5_adds_the_same_bias_for_the_same_distance() -> None:
    steps = {step.site: step for step in read("t5")[1].steps}
    bias = steps[Site("encoder", "self", 1)].added_bias(2)
    assert np.abs(bias).max() > 0
    np.testing.assert_array_equal(bias[1:, 1:], bias[:-1, :-1])
    assert steps[Site("decoder", "cross", 0)].bias is None


def test_albert_counts_the_layers_that_share_one_module() -> None:
    assert len(opened("albert").spots) == 1
    assert [str(step.site) for step in read("albert")[1].steps] == ["encoder.self.0", "encoder.self.1"]


@pytest.mark.parametrize("family", FALLBACKS)
def test_models_outside_the_interface_give_their_own_weights_and_nothing_else(
    family: str, untouched: Callable[[str], Any]
) -> None:
    network = opened(family)
    assert not network.recordable
    with torch.no_grad(), recording() as record:
        outputs = network(input_ids=TEXT, output_attentions=True)
    torch.testing.assert_close(outputs.logits, theirs(family).logits, atol=2e-5, rtol=1e-5)
    assert record.steps == []
    steps = {step.site: step for step in network.alone(outputs)}
    weights = expected(family)
    assert set(steps) == set(weights)
    for site, step in steps.items():
        np.testing.assert_allclose(step.weights(), weights[site], atol=1e-5)
        np.testing.assert_array_equal(step.weights(1), step.weights()[1])
        assert step.weights_only
        assert step.nbytes >= weights[site].nbytes
        with pytest.raises(ValueError, match="only weights"):
            step.scores(0)


def test_bloom_sees_nothing_behind_and_deberta_everything() -> None:
    with torch.no_grad():
        looks_back = next(opened("bloom").alone(opened("bloom")(input_ids=TEXT, output_attentions=True)))
        sees_all = next(
            opened("deberta-v2").alone(opened("deberta-v2")(input_ids=TEXT, output_attentions=True))
        )
    assert not looks_back.visible(0)[0, 1]
    assert sees_all.visible(0).all()
