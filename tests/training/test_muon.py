"""Our float32 Muon and the library's bfloat16 one take the same way, and training takes the faster format."""

import pytest
import torch
from torch import nn

from headlight.training import precision
from headlight.training.loss import chunked_cross_entropy
from headlight.training.muon import Muon32, orthogonalised


@pytest.mark.parametrize("shape", [(12, 12), (24, 8), (8, 24)])
def test_singular_values_come_near_one_and_vectors_stay(shape):
    torch.manual_seed(0)
    matrix = torch.randn(shape)
    found = orthogonalised(matrix)
    left, _, right = torch.linalg.svd(matrix, full_matrices=False)
    values = torch.diagonal(left.T @ found @ right.T)
    assert (values - 1).abs().max() < 0.4
    torch.testing.assert_close(left @ torch.diag(values) @ right, found, atol=1e-4, rtol=0)


def test_it_goes_where_the_library_goes():
    """bfloat16 keeps eight bits: the two may part by a few hundredths of the way."""
    torch.manual_seed(0)
    start, gradients = torch.randn(32, 16), [torch.randn(32, 16) for _ in range(4)]
    ends = []
    for optimiser in (Muon32, torch.optim.Muon):
        matrix = nn.Parameter(start.clone())
        steps = optimiser([matrix], lr=0.1, weight_decay=0.05)
        for gradient in gradients:
            matrix.grad = gradient.clone()
            steps.step()
        ends.append(matrix.detach())
    way = (ends[0] - start).norm()
    assert (ends[0] - ends[1]).norm() < 0.03 * way


def test_a_checkpoint_of_the_library_s_muon_goes_on_in_ours():
    matrix = nn.Parameter(torch.randn(8, 8))
    theirs = torch.optim.Muon([matrix], lr=0.1, weight_decay=0.0)
    matrix.grad = torch.randn(8, 8)
    theirs.step()
    ours = Muon32([matrix], lr=0.1, weight_decay=0.0)
    ours.load_state_dict(theirs.state_dict())
    torch.testing.assert_close(ours.state[matrix]["momentum_buffer"], theirs.state[matrix]["momentum_buffer"])
    ours.step()


@pytest.fixture
def fresh(monkeypatch):
    """The measured format is forgotten before and after."""
    precision.product_format.cache_clear()
    yield monkeypatch
    monkeypatch.undo()
    precision.product_format.cache_clear()


@pytest.mark.parametrize("faster", [torch.float32, torch.bfloat16])
def test_the_faster_format_is_taken(fresh, faster):
    fresh.setattr(precision, "seconds", lambda dtype: 1.0 if dtype is faster else 2.0)
    assert precision.format_on(torch.device("cpu")) is faster
    assert precision.format_on(torch.device("cuda")) is torch.bfloat16
    weight = torch.ones(3, 3)
    with precision.mixed(torch.device("cpu")):
        assert (weight @ weight).dtype is faster


def test_the_loss_in_float32_is_the_library_s(fresh):
    fresh.setattr(precision, "seconds", lambda dtype: 1.0 if dtype is torch.float32 else 2.0)
    torch.manual_seed(0)
    hidden, weight, targets = torch.randn(5, 8), torch.randn(11, 8), torch.tensor([1, 2, 3, 4, 5])
    expected = nn.functional.cross_entropy(hidden @ weight.T, targets)
    torch.testing.assert_close(chunked_cross_entropy(hidden, weight, targets), expected, rtol=1e-5, atol=1e-6)
