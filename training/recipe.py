"""A recipe: everything that decides what a training run produces, beside the corpora themselves."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from headlight.training.tasks.task import Task


@dataclass(frozen=True)
class Recipe:
    """One training run.

    Attributes:
        name: of the model in the zoo.
        architecture: which network, see `model.zoo.ARCHITECTURES`.
        config: its sizes.
        task: what it learns, from what.
        steps: optimiser steps.
        warmup: steps over which the learning rates rise from 0.
        decay: the last part of the steps over which they fall to 0; constant in between, so that a run may be
            lengthened before it starts to fall.
        matrix_rate: learning rate of the hidden matrices (Muon).
        other_rate: learning rate of everything else (AdamW).
        weight_decay: of the hidden matrices.
        seed: of weights, order and dropout.
        embedding_of: the shipped model whose token embedding this one starts with, or None for a random one. The
            embedding is half of a small model's weights, and what a token is like does not depend on the task.
        grown_from: the shipped model, of the same architecture and no larger, whose weights this one starts with.
        later_parts: steps at which the learning rates have fallen to 0 and rise once more, and to which part of theirs.
        kept: steps after which the weights are kept, to watch the model learn.
    """

    name: str
    architecture: str
    config: Any
    task: Task
    steps: int
    warmup: int
    decay: float
    matrix_rate: float
    other_rate: float
    weight_decay: float
    seed: int
    embedding_of: str | None = None
    grown_from: str | None = None
    later_parts: tuple[tuple[int, float], ...] = ()
    kept: tuple[int, ...] = ()

    def rate(self, step: int) -> float:
        """The factor on both learning rates at a step: up, level, down to 0; in each part."""
        parts = [(0, 1.0), *self.later_parts]
        first, level = max(part for part in parts if part[0] <= step)
        last = min((start for start, _ in parts if start > step), default=self.steps)
        rise = (step - first + 1) / self.warmup
        fall = (last - step) / (self.decay * (last - first))
        return level * min(1.0, rise, fall)


def find_recipe(name: str) -> Recipe:
    """The recipe of one model; ValueError if there is none."""
    recipe: Recipe = recipe_module(name).RECIPE
    return recipe


def longest_row(name: str) -> int:
    """Tokens of the longest row that a model, or the model of a checkpoint, was trained on."""
    recipe = find_recipe(name.partition("@")[0])
    return int(getattr(recipe.task, "length", recipe.config.context))


def recipe_module(name: str) -> ModuleType:
    """The file a model's recipe is in; ValueError if there is none."""
    try:
        return import_module(f"headlight.training.recipes.{name.replace('-', '_')}")
    except ModuleNotFoundError:
        raise ValueError(f"expected the name of a recipe in training/recipes/, got {name!r}") from None
