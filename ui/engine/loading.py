"""From a model's name to the model: one that is shipped, one a visitor has trained, or one of Hugging Face's."""

import torch

from learning import shelf
from model import zoo
from model.huggingface import loading as hub
from model.huggingface.sources import is_hub_name
from model.readers.reader import Reader


def load(name: str, device: torch.device) -> Reader:
    """A model by its name; ValueError if there is none."""
    if name.startswith(shelf.PREFIX):
        return shelf.load(name, device)
    if is_hub_name(name):
        return hub.load(name, device)
    return zoo.load(name, device)
