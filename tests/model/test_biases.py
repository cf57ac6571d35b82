"""What is added to scores: ALiBi's penalty against a loop, explicit biases as given."""

import pytest
import torch

from headlight.model.biases import ExplicitBias, LinearBias


def test_a_linear_bias_is_minus_slope_times_distance() -> None:
    slopes = [0.5, 0.125]
    values = LinearBias(torch.tensor(slopes)).values(4, 4)
    expected = [[[-slope * abs(i - j) for j in range(4)] for i in range(4)] for slope in slopes]
    assert torch.equal(values, torch.tensor([expected]))


def test_the_last_query_stands_at_the_last_key() -> None:
    bias = LinearBias(torch.tensor([0.5, 0.125]))
    assert torch.equal(bias.values(2, 6), bias.values(6, 6)[:, :, -2:])


@pytest.mark.parametrize("shape", [(3, 4), (2, 3, 4), (5, 2, 3, 4), (1, 4), (2, 1, 1)])
def test_an_explicit_bias_may_leave_out_its_leading_axes(shape: tuple[int, ...]) -> None:
    added = torch.randn(shape)
    values = ExplicitBias(added).values(3, 4)
    assert values.ndim == 4
    assert torch.equal(values.broadcast_to(5, 2, 3, 4), added.broadcast_to(5, 2, 3, 4))


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
def test_biases_are_written_out_in_float32(dtype: torch.dtype) -> None:
    assert LinearBias(torch.ones(2, dtype=dtype)).values(3, 3).dtype == torch.float32
    assert ExplicitBias(torch.ones(3, 3, dtype=dtype)).values(3, 3).dtype == torch.float32
