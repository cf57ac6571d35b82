"""The kernel against PyTorch's own two, in every combination of mask and bias, and in half precision."""

import math

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import linear, scaled_dot_product_attention

from headlight.model.attention import ScaledDotProduct, attend, masked_softmax, share_heads
from headlight.model.biases import ExplicitBias, LinearBias
from headlight.model.masks import Block, Causal, Explicit, Padding

BATCH, HEADS, N_QUERY, N_KEY, D_HEAD, D_VALUE = 2, 3, 5, 7, 8, 6

MASKS = {
    "none": lambda: None,
    "causal": lambda: Causal(offset=2),
    "padding": lambda: Padding(torch.arange(N_KEY) < torch.tensor([[5], [7]])),
    "blocks": lambda: Block(torch.arange(N_QUERY)[None] // 3, torch.arange(N_KEY)[None] // 3 % 2),
    "explicit": lambda: Explicit((torch.rand(HEADS, N_QUERY, N_KEY) < 0.5) | (torch.arange(N_KEY) == 0)),
    "causal and padding": lambda: Causal(2) & Padding(torch.arange(N_KEY) != torch.tensor([[3], [6]])),
}
BIASES = {
    "none": lambda: None,
    "linear": lambda: LinearBias(torch.tensor([1.0, 0.5, 0.25])),
    "explicit": lambda: ExplicitBias(torch.randn(HEADS, N_QUERY, N_KEY)),
}


def random_inputs() -> tuple[Tensor, Tensor, Tensor]:
    """Query, key and value, each [batch, head, token, d]."""
    shapes = (N_QUERY, D_HEAD), (N_KEY, D_HEAD), (N_KEY, D_VALUE)
    query, key, value = (torch.randn(BATCH, HEADS, *shape) for shape in shapes)
    return query, key, value


@pytest.mark.parametrize("scale", [None, 0.2, 1.0])
@pytest.mark.parametrize("bias_name", BIASES)
@pytest.mark.parametrize("mask_name", MASKS)
def test_it_agrees_with_pytorchs_fused_kernel(mask_name: str, bias_name: str, scale: float | None) -> None:
    query, key, value = random_inputs()
    mask, bias = MASKS[mask_name](), BIASES[bias_name]()
    visible = mask and mask.visible(N_QUERY, N_KEY)
    added = bias and bias.values(N_QUERY, N_KEY)
    float_mask = (
        torch.zeros(BATCH, HEADS, N_QUERY, N_KEY) if added is None else added.expand(BATCH, -1, -1, -1)
    )
    if visible is not None:
        float_mask = float_mask.masked_fill(~visible, -math.inf)

    ours = attend(query, key, value, ScaledDotProduct(scale), added, visible)
    theirs = scaled_dot_product_attention(query, key, value, float_mask, scale=scale)

    torch.testing.assert_close(ours.context, theirs, atol=1e-5, rtol=0)


@pytest.mark.parametrize("cross", [False, True], ids=["self", "cross"])
@pytest.mark.parametrize("mask_name", MASKS)
def test_it_agrees_with_multihead_attention(mask_name: str, cross: bool) -> None:
    d_model, d_key = 24, 10 if cross else 24
    theirs = nn.MultiheadAttention(d_model, HEADS, batch_first=True, kdim=d_key, vdim=d_key).eval()
    nn.init.normal_(theirs.in_proj_bias)
    x, y = torch.randn(BATCH, N_QUERY, d_model), torch.randn(BATCH, N_KEY, d_key)
    mask = MASKS[mask_name]()
    visible = torch.ones(1, 1, 1, 1).bool() if mask is None else mask.visible(N_QUERY, N_KEY)
    hidden = ~visible.expand(BATCH, HEADS, N_QUERY, N_KEY).flatten(0, 1)

    output, weights = theirs(x, y, y, attn_mask=hidden, average_attn_weights=False)
    query, key, value = project(theirs, x, y)
    attended = attend(query, key, value, mask=visible)

    torch.testing.assert_close(attended.weights, weights, atol=1e-5, rtol=0)
    ours = theirs.out_proj(attended.context.transpose(1, 2).flatten(2))
    torch.testing.assert_close(ours, output, atol=1e-5, rtol=0)


def project(module: nn.MultiheadAttention, x: Tensor, y: Tensor) -> list[Tensor]:
    """Query, key and value of PyTorch's module, each [batch, head, token, d_head]."""
    if module.in_proj_weight is None:
        matrices = module.q_proj_weight, module.k_proj_weight, module.v_proj_weight
    else:
        matrices = module.in_proj_weight.chunk(3)
    biases = module.in_proj_bias.chunk(3)
    inputs = zip((x, y, y), matrices, biases, strict=True)
    return [linear(*three).unflatten(-1, (HEADS, -1)).transpose(1, 2) for three in inputs]


def test_scores_are_those_before_the_mask() -> None:
    query, key, value = random_inputs()
    hidden = torch.zeros(N_QUERY, N_KEY, dtype=torch.bool)
    attended = attend(query, key, value, mask=hidden)
    torch.testing.assert_close(attended.scores, query @ key.mT / math.sqrt(D_HEAD))


def test_a_row_that_sees_nothing_is_exactly_zero() -> None:
    query, key, value = random_inputs()
    visible = torch.arange(N_QUERY)[:, None] != torch.tensor([2]).expand(N_KEY)
    attended = attend(query, key, value, mask=visible)
    assert not attended.weights[..., 2, :].any()
    assert not attended.context[..., 2, :].any()
    torch.testing.assert_close(attended.weights.sum(-1)[..., [0, 1, 3, 4]], torch.ones(BATCH, HEADS, 4))


@pytest.mark.parametrize("size", [1e4, 1e30, torch.finfo(torch.float32).max])
def test_softmax_of_extreme_scores(size: float) -> None:
    weights = masked_softmax(torch.tensor([[size, 0.0, -size], [-size, -size, -size], [size, size, -size]]))
    torch.testing.assert_close(weights, torch.tensor([[1.0, 0, 0], [1 / 3, 1 / 3, 1 / 3], [0.5, 0.5, 0]]))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_softmax_of_many_half_precision_scores_is_summed_in_float32(dtype: torch.dtype) -> None:
    weights = masked_softmax(torch.zeros(1, 5000, dtype=dtype))
    torch.testing.assert_close(weights, torch.full((1, 5000), 1 / 5000))


def test_a_bias_of_minus_infinity_hides_a_key() -> None:
    query, key, value = random_inputs()
    bias = torch.zeros(N_QUERY, N_KEY)
    bias[:, 1] = -math.inf
    bias[3] = -math.inf
    by_bias = attend(query, key, value, bias=bias)
    by_mask = attend(query, key, value, mask=bias == 0)
    assert torch.equal(by_bias.weights, by_mask.weights)
    assert not by_bias.weights[..., 3, :].any()


def test_no_keys_at_all_give_a_zero_context() -> None:
    context = attend(torch.randn(2, 3, 4), torch.randn(2, 0, 4), torch.randn(2, 0, 5)).context
    assert torch.equal(context, torch.zeros(2, 3, 5))


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float16, 2e-3), (torch.bfloat16, 2e-2)])
def test_half_precision_stays_close_to_float32(dtype: torch.dtype, tolerance: float) -> None:
    query, key, value = random_inputs()
    exact = attend(query, key, value)
    half = attend(query.to(dtype), key.to(dtype), value.to(dtype))
    assert half.context.dtype == dtype
    assert half.weights.dtype == torch.float32
    torch.testing.assert_close(half.context.float(), exact.context, atol=tolerance, rtol=tolerance)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_dot_products_beyond_the_largest_half_stay_finite(dtype: torch.dtype) -> None:
    query = torch.full((2, 3, 8), 200.0, dtype=dtype)  # q·k = 320 000; the largest float16 is 65 504
    attended = attend(query, query, query, ScaledDotProduct(1.0))
    assert all(part.isfinite().all() for part in attended)


def test_grouped_queries_read_the_key_head_of_their_group() -> None:
    query = torch.randn(1, 6, N_QUERY, D_HEAD)
    key, value = torch.randn(1, 2, N_KEY, D_HEAD), torch.randn(1, 2, N_KEY, D_HEAD)
    ours = attend(query, share_heads(key, 6), share_heads(value, 6)).context
    theirs = scaled_dot_product_attention(query, key, value, enable_gqa=True)
    torch.testing.assert_close(ours, theirs, atol=1e-5, rtol=0)


@pytest.mark.parametrize("kv_heads", [0, 4])
def test_key_heads_that_do_not_divide_the_query_heads_are_refused(kv_heads: int) -> None:
    with pytest.raises(ValueError, match=f"expected key heads that divide 6 query heads, got {kv_heads}"):
        share_heads(torch.zeros(kv_heads, 3, 4), 6)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        ([(3, 4), (5, 4), (6, 4)], "expected one value per key, got 5 keys and 6 values"),
        ([(3, 4), (5, 9), (5, 4)], "expected keys 4 wide, as the queries are, got 9"),
        (
            [(2, 3, 4), (7, 5, 4), (7, 5, 4)],
            r"expected leading axes that broadcast, got .*\(2, 3, 4\), \(7, 5, 4\)",
        ),
    ],
)
def test_shapes_that_do_not_fit_are_named(shapes: list[tuple[int, ...]], message: str) -> None:
    query, key, value = (torch.zeros(shape) for shape in shapes)
    with pytest.raises(ValueError, match=message):
        attend(query, key, value)


@pytest.mark.parametrize("part", ["bias", "mask"])
@pytest.mark.parametrize("shape", [(5, 3), (4, 5), (2, 3, 5)])
def test_a_bias_or_mask_that_does_not_fit_is_named(part: str, shape: tuple[int, ...]) -> None:
    added = torch.ones(shape, dtype=torch.bool if part == "mask" else torch.float32)
    with pytest.raises(ValueError, match=rf"expected a {part} for scores \(3, 5\), got \({shape[0]}, "):
        attend(torch.zeros(3, 4), torch.zeros(5, 4), torch.zeros(5, 4), **{part: added})
