"""The fast path: PyTorch's fused kernel gives what `attend` gives, and zeros where nothing may be seen."""

import pytest
import torch
from torch import Tensor

from headlight.model.attention import Additive, Cosine, DotProduct, ScaledDotProduct, Score, attend
from headlight.model.biases import Bias, ExplicitBias, LinearBias
from headlight.model.masks import Causal, Explicit, Mask, Padding
from headlight.model.recorder import attention, recording
from headlight.model.site import Site

SITE = Site("decoder", "self", 0)
ADDITIVE = Additive(torch.randn(5, 8), torch.randn(5, 8), torch.randn(5))


def random_heads(n: int = 6, n_heads: int = 4, kv_heads: int = 4) -> tuple[Tensor, Tensor, Tensor]:
    """Query, key and value of one text, [1, head, n, 8]."""
    query, key, value = (torch.randn(1, heads, n, 8) for heads in (n_heads, kv_heads, kv_heads))
    return query, key, value


@pytest.mark.parametrize(
    "mask", [None, Causal(), Causal(2), Padding(torch.tensor([[True] * 4 + [False] * 2]))], ids=repr
)
@pytest.mark.parametrize("bias", [None, LinearBias(torch.rand(4)), ExplicitBias(torch.rand(6, 6))], ids=type)
@pytest.mark.parametrize(
    "score",
    [ScaledDotProduct(), ScaledDotProduct(0.3), DotProduct(), Cosine(3.0), ADDITIVE],
    ids=type,
)
def test_the_fast_path_computes_what_attend_computes(
    score: Score, bias: Bias | None, mask: Mask | None
) -> None:
    query, key, value = random_heads()
    fast = attention(SITE, query, key, value, score=score, bias=bias, mask=mask)
    added, visible = bias and bias.values(6, 6), mask and mask.visible(6, 6)
    torch.testing.assert_close(
        fast, attend(query, key, value, score, added, visible).context, atol=1e-5, rtol=0
    )
    with recording() as record:
        attention(SITE, query, key, value, score=score, bias=bias, mask=mask)
    assert record.steps[0].verify() < 1e-5


def test_grouped_queries_are_recorded_with_the_key_heads_they_have() -> None:
    query, key, value = random_heads(kv_heads=2)
    with recording() as record:
        attention(SITE, query, key, value, mask=Causal())
    (step,) = record.steps
    assert (step.n_heads, step.key.shape[0]) == (4, 2)
    assert step.verify() < 1e-5


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("bias", [None, LinearBias(torch.rand(4)), ExplicitBias(torch.rand(6, 6))], ids=type)
@pytest.mark.parametrize(
    "hidden",
    [Padding(torch.zeros(1, 6).bool()), Explicit(torch.arange(6)[:, None] != 2)],
    ids=["all", "row 2"],
)
def test_a_query_that_sees_nothing_gets_zeros_not_nan(
    hidden: Mask, bias: Bias | None, dtype: torch.dtype
) -> None:
    query, key, value = (t.to(dtype) for t in random_heads())
    with recording() as record:
        context = attention(SITE, query, key, value, bias=bias, mask=Causal() & hidden)
    assert context.isfinite().all()
    assert not context[:, :, 2].any()
    assert record.steps[0].verify() < {torch.float32: 1e-5, torch.float16: 2e-3, torch.bfloat16: 2e-2}[dtype]


@pytest.mark.parametrize("score", [ScaledDotProduct(), DotProduct(), Cosine()], ids=type)
@pytest.mark.parametrize("mask", [None, Causal(), Causal(1), Causal() & Padding(torch.ones(1, 6).bool())])
def test_masks_and_biases_are_made_on_the_device_of_the_query(score: Score, mask: Mask | None) -> None:
    query = torch.empty(1, 4, 6, 8, device="meta")  # refuses to meet a tensor of another device
    bias = LinearBias(torch.rand(4))
    assert attention(SITE, query, query, query, score=score, mask=mask).device.type == "meta"
    assert attention(SITE, query, query, query, score=score, bias=bias, mask=mask).device.type == "meta"
