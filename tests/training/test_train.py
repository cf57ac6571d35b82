"""A killed run ends with the weights of an unbroken one, and the loss is the library's."""

from dataclasses import replace

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from headlight.model.architectures.gpt import GPTConfig
from headlight.training import train as training
from headlight.training.loss import IGNORED, chunked_cross_entropy
from headlight.training.recipe import find_recipe
from headlight.training.train import Run, train

CPU = torch.device("cpu")


@pytest.fixture
def recipe():
    config = GPTConfig(vocab_size=8192, context=64, d_model=16, n_layers=1, n_heads=2, d_ff=32, dropout=0.1)
    recipe = find_recipe("gpt")
    return replace(recipe, name="tiny", config=config, task=replace(recipe.task, rows=2), steps=6, warmup=2)


@pytest.fixture
def saved(monkeypatch):
    """Weights that `train` would ship, by model name, instead of files in the repository."""
    shipped = {}
    monkeypatch.setattr(
        training, "save_weights", lambda name, network, *_: shipped.update({name: network.state_dict()})
    )
    return shipped


@pytest.mark.parametrize("killed_after", [1, 3, 5])
def test_a_killed_run_ends_with_the_weights_of_an_unbroken_one(
    recipe, saved, tmp_path, monkeypatch, killed_after
):
    monkeypatch.setattr(training, "REPORT_EVERY", 1)
    for folder in ("whole", "broken"):
        (tmp_path / folder).mkdir()
    assert train(recipe, tmp_path / "whole", CPU)
    whole = {name: value.clone() for name, value in saved["tiny"].items()}

    real_step = Run.step

    def dies(run, number, batch):
        if number == killed_after:
            raise KeyboardInterrupt
        return real_step(run, number, batch)

    monkeypatch.setattr(Run, "step", dies)
    with pytest.raises(KeyboardInterrupt):
        train(recipe, tmp_path / "broken", CPU)
    monkeypatch.setattr(Run, "step", real_step)
    assert train(recipe, tmp_path / "broken", CPU)
    for name, value in saved["tiny"].items():
        torch.testing.assert_close(value, whole[name], rtol=0, atol=0)


def test_a_few_steps_lower_the_loss(recipe):
    torch.manual_seed(0)
    run = Run.start(replace(recipe, warmup=1, steps=100), CPU)
    inputs = np.random.default_rng(0).integers(264, 8192, (2, 64))
    losses = [run.step(number, (inputs, inputs))[0] for number in range(12)]
    assert losses[-1] < losses[0] - 0.5


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("n", [1, 255, 256, 700])
def test_the_sliced_loss_and_its_gradients_are_the_library_s(n, smoothing):
    torch.manual_seed(n)
    hidden = torch.randn(n, 32, requires_grad=True)
    weight = (torch.randn(500, 32) * 0.3).requires_grad_()
    bias = (torch.randn(500) * 0.3).requires_grad_()
    targets = torch.randint(0, 500, (n,))
    targets[::7] = IGNORED
    if n == 1:
        targets[0] = 3
    logits = hidden @ weight.T + bias
    expected = cross_entropy(logits, targets, ignore_index=IGNORED, label_smoothing=smoothing)
    expected_grads = torch.autograd.grad(expected, (hidden, weight, bias))
    ours = chunked_cross_entropy(hidden, weight, targets, bias=bias, smoothing=smoothing)
    grads = torch.autograd.grad(ours, (hidden, weight, bias))
    assert ours.item() == pytest.approx(expected.item(), rel=0.01)  # bfloat16 keeps 8 bits
    for grad, reference in zip(grads, expected_grads, strict=True):
        assert (grad - reference).norm() < 0.02 * reference.norm()


def test_the_rates_rise_stay_and_fall_to_nothing():
    recipe = replace(find_recipe("gpt"), steps=1000, warmup=100, decay=0.4)
    assert recipe.rate(0) == pytest.approx(0.01)
    assert recipe.rate(99) == recipe.rate(599) == 1
    assert recipe.rate(800) == pytest.approx(0.5)
    assert recipe.rate(1000) == 0


def test_the_rates_may_rise_again_later():
    recipe = replace(find_recipe("gpt"), steps=1500, warmup=100, decay=0.4, later_parts=((1000, 0.5),))
    assert recipe.rate(599) == 1
    assert recipe.rate(800) == pytest.approx(0.5)
    assert recipe.rate(1000) == pytest.approx(0.005)
    assert recipe.rate(1099) == recipe.rate(1299) == 0.5
    assert recipe.rate(1400) == pytest.approx(0.25)
    assert recipe.rate(1500) == 0


def test_a_recipe_that_is_not_there_is_named():
    with pytest.raises(ValueError, match="gpt-9"):
        find_recipe("gpt-9")
