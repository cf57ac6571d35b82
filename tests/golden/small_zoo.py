"""A folder of small untrained models under the names of the shipped ones: what is pinned outlives a new training."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
import torch

from headlight.model import zoo
from headlight.model.cost_growth import Growth
from headlight.model.readers import reader as readers
from headlight.ui.engine import shared_engine
from headlight.ui.pages.cost.job import NAME

SHIPPED = readers.WEIGHTS
SMALL = {"d_model": 16, "d_ff": 16, "d_hidden": 16, "dropout": 0.0}
LENGTHS = (64, 128, 256)
GROWING, STEPS = "gpt-growing", (0, 64, 3000)


@contextmanager
def small_zoo() -> Iterator[None]:
    """Within it, the zoo and the engine have the small models and no others."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (zoo, readers):
            patch.setattr(module, "WEIGHTS", folder())
        forget()
        measure_cost()
        yield
    forget()


@cache
def folder() -> Path:
    """All small models, each with the card of the one whose name it has."""
    made = Path(tempfile.mkdtemp(prefix="golden-"))
    (made / "tokenizer.json").symlink_to(SHIPPED / "tokenizer.json")
    sizes = {
        path.parent.name: zoo.described(path.parent.name) for path in sorted(SHIPPED.glob("*/config.json"))
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(zoo, "WEIGHTS", made)
        for seed, (name, described) in enumerate(sizes.items()):
            write(name, described, seed)
            (made / name / "card.json").symlink_to(SHIPPED / name / "card.json")
        for step in STEPS:
            zoo.save_checkpoint(GROWING, step, network(sizes[GROWING], step)[0])
    return made


def write(name: str, described: dict[str, Any], seed: int) -> None:
    """Save one model."""
    built, config = network(described, seed)
    zoo.save_weights(name, built, described["architecture"], config)


def network(described: dict[str, Any], seed: int) -> tuple[torch.nn.Module, Any]:
    """A small network of this architecture, with larger weights than a fresh one's: attention is far from even."""
    architecture = described["architecture"]
    kind = zoo.ARCHITECTURES[architecture][0]
    sizes = {name: SMALL.get(name, value) for name, value in described.items() if name != "architecture"}
    config = kind(**sizes)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        built = zoo.build(architecture, config)
        for parameter in built.parameters():
            if parameter.ndim == 2:
                torch.nn.init.normal_(parameter, std=0.35)
    return built, config


def measure_cost() -> None:
    """Have a short measurement done: the page would begin a long one, whose words depend on how far it is."""
    background = shared_engine().background
    background.start(NAME, Growth(shared_engine().device, LENGTHS))
    until = time.monotonic() + 60
    while background.running(NAME) and time.monotonic() < until:
        time.sleep(0.02)
    assert background.failure(NAME) is None


def forget() -> None:
    """Have nothing loaded from another folder."""
    for cached in (zoo.architecture_of, zoo.checkpoints):
        cached.cache_clear()
    st.cache_resource.clear()
