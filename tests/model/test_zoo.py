"""Models and checkpoints by name."""

import json

import numpy as np
import pytest
import torch

from headlight.model.zoo import WEIGHTS, checkpoints, exists, grown, load, names, untrained
from headlight.training.recipe import find_recipe

GROWING = "gpt-growing"


def test_the_recorded_steps_are_those_the_recipe_keeps():
    assert checkpoints(GROWING) == find_recipe(GROWING).kept
    assert checkpoints(GROWING)[0] == 0
    assert checkpoints(GROWING)[-1] == find_recipe(GROWING).steps
    assert checkpoints("gpt") == ()


def test_the_recording_is_small_enough_to_ship():
    files = (WEIGHTS / GROWING / "checkpoints").glob("*.safetensors")
    assert sum(file.stat().st_size for file in files) <= 25 * 10**6


def test_the_last_checkpoint_is_the_model_and_the_first_one_knows_nothing():
    last, whole = load(f"{GROWING}@{checkpoints(GROWING)[-1]}"), load(GROWING)
    for ours, theirs in zip(last.network.parameters(), whole.network.parameters(), strict=True):
        assert torch.equal(ours, theirs)
    trace = load(f"{GROWING}@0").trace("The cat is sitting on the mat.")
    weights = trace.steps[0].weights(0)
    even = np.tril(np.ones_like(weights)) / np.arange(1, len(weights) + 1)[:, None]
    np.testing.assert_allclose(weights, even, atol=0.05)


def test_a_checkpoint_says_its_name_and_has_its_model_s_sizes():
    model = load(f"{GROWING}@64")
    assert model.name == f"{GROWING}@64"
    assert model.config == load(GROWING).config == untrained(f"{GROWING}@64").config


@pytest.mark.parametrize(
    "name",
    [
        "gpt@64",
        "gpt-growing@",
        "gpt-growing@65",
        "gpt-growing@064",
        "gpt-growing@٦٤",
        "@64",
        "../gpt",
        "",
        "gpt@",
    ],
)
def test_what_is_not_there_is_not_loaded(name):
    assert not exists(name)
    with pytest.raises(ValueError, match="expected one of the models"):
        load(name)


def test_every_name_exists():
    assert all(exists(name) for name in names())
    assert exists(f"{GROWING}@64")
    assert grown(f"{GROWING}@64") == (GROWING, 64)


def test_the_card_has_every_recorded_step():
    growth = json.loads((WEIGHTS / GROWING / "card.json").read_text())["figures"]["growth"]
    assert tuple(growth["steps"]) == checkpoints(GROWING)
    best = np.array(list(growth["induction"].values())).max(0)  # [step]
    assert best[0] < 0.05
    assert best[-1] > 0.8
    assert growth["loss"]["value"][-1] < growth["loss"]["value"][0] / 2
