"""From a model's name to the model: one that is shipped, one a visitor has trained, or one of Hugging Face's.

Before the name of a shipped model, `untrained:` is its architecture with random weights, always the same ones.
"""

from dataclasses import replace

import torch

from headlight.learning import store as shelf
from headlight.model import zoo
from headlight.model.huggingface import loading as hub
from headlight.model.huggingface.sources import is_hub_name
from headlight.model.readers.reader import Reader

UNTRAINED = "untrained:"
SEED = 0
"""Of the random weights: those that stand beside the figures of the cards, and no model's training began with them."""


def load(name: str, device: torch.device) -> Reader:
    """A model by its name; ValueError if there is none."""
    if name.startswith(UNTRAINED):
        return untrained(name.removeprefix(UNTRAINED), device)
    if name.startswith(shelf.PREFIX):
        return shelf.load(name, device)
    if is_hub_name(name):
        return hub.load(name, device)
    return zoo.load(name, device)


def untrained(model: str, device: torch.device) -> Reader:
    """A shipped model's architecture with random weights, under a name of its own, by which its traces know it.

    Raises:
        ValueError: if no shipped model has that name. A checkpoint is no other architecture, and has none.
    """
    if model not in zoo.names():
        raise ValueError(f"expected one of the models {', '.join(zoo.names())}, got {model!r}")
    return replace(zoo.untrained(model, SEED, device), name=UNTRAINED + model)
