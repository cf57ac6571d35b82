"""W_Q, W_K and W_V of Hugging Face's families: what they make of the stream is what the attention saw."""

from typing import Any

import pytest
import torch

from headlight.analysis.steps import head_steps
from headlight.model.huggingface.projections import linear_at, projections
from tests.model.huggingface.conftest import built, reader

FOUND = {"gpt2": False, "llama": True, "bert": False, "t5": False, "bart": False}
"""Families, and whether they turn queries and keys by their positions."""
GROUPED = {"llama", "qwen3", "mistral", "gemma3", "phi3"}


@pytest.mark.parametrize("family", FOUND)
def test_they_make_what_the_attention_saw(family: str) -> None:
    trace = reader(family).trace("the cat sat on the mat")
    for step in trace.steps:
        found = head_steps(trace, step.site, step.n_heads - 1, step.n_query - 1, 1)
        assert {"query.weight", "key.weight", "value.weight"} <= found.arrays.keys(), step.site
        assert found.about["verified"]["projections"] < 1e-4
        assert found.about["verified"]["stream"] < 1e-4
        assert found.about["turned"] == FOUND[family]


@pytest.mark.parametrize("family", ["phi3", "modernbert"])
def test_one_matrix_is_the_three_below_each_other(family: str) -> None:
    network: Any = built(family)
    name = {"phi3": "qkv_proj", "modernbert": "Wqkv"}[family]
    path, whole = next((p, m) for p, m in network.named_modules() if p.endswith(name))
    kv = 16 if family in GROUPED else 32
    found = projections(network, path.rpartition(".")[0], (32, kv, kv))
    assert found is not None
    x = torch.randn(32)
    parts = [one.weight @ x for one in (found.query, found.key, found.value)]
    torch.testing.assert_close(torch.cat(parts), torch.nn.functional.linear(x, whole.weight))


def test_other_widths_and_other_paths_are_none() -> None:
    network: Any = built("llama")
    assert projections(network, "model.layers.0.self_attn", (32, 32, 32)) is None
    assert projections(network, "model.layers.0", (32, 16, 16)) is None
    assert linear_at(network, "model.nowhere") is None
    assert linear_at(network, "model.norm") is None
