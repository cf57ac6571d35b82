"""Which models a page can read with: those shipped, their checkpoints, what visitors trained, and Hugging Face's.

`server.engine.loading` loads them.
"""

from headlight.learning import store as shelf
from headlight.model import zoo
from headlight.model.huggingface.sources import PREFIX, is_hub_name, ready
from headlight.server.address.fields import Field
from headlight.server.engine.loading import UNTRAINED


def known(name: str) -> bool:
    """Whether the engine can load a model of this name, now and without a network."""
    return zoo.exists(name) or shelf.is_kept(name) or (is_hub_name(name) and name in ready())


def offered(*chosen: str) -> list[str]:
    """What a visitor chooses from: the shipped models, Hugging Face's that are here, and what is chosen already."""
    return list(dict.fromkeys((*zoo.names(), *ready(), *filter(known, chosen))))


def untrained(name: str) -> str | None:
    """The name by which the engine knows a model's architecture with random weights; a checkpoint's is its model's.

    It is never offered. None for Hugging Face's models and for those of visitors, which have none here.
    """
    return UNTRAINED + zoo.grown(name)[0] if zoo.exists(name) else None


def titled(name: str) -> str:
    """A model's name as a list shows it."""
    return name.removeprefix(PREFIX)


def named(name: str) -> str:
    """The name of a model that there is; ValueError for another."""
    if not known(name):
        raise ValueError(f"expected the name of a model, got {name!r}")
    return name


MODEL = Field(named)
"""A model in an address."""
