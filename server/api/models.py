"""The models there are, and what each can be asked."""

import json
from collections.abc import Mapping
from typing import Any

from headlight.model import zoo
from headlight.model.huggingface.loading import reading
from headlight.model.huggingface.sources import is_hub_name, source
from headlight.server.address.settings import SETTINGS
from headlight.server.models import offered, titled
from headlight.server.questions.options import way_of
from headlight.translations import Translate

CONTEXTS = ("context", "max_position_embeddings", "n_positions")
LAYERS = ("n_layers", "num_hidden_layers", "n_layer", "num_layers", "encoder_layers")
HEADS = ("n_heads", "num_attention_heads", "n_head", "num_heads", "encoder_attention_heads")


def models(t: Translate) -> list[dict[str, Any]]:
    """Every model that may be asked now, the shipped ones in the order their architectures were invented."""
    return [model(name, t) for name in offered()]


def model(name: str, t: Translate) -> dict[str, Any]:
    """One model. Nothing is loaded for it."""
    hub = is_hub_name(name)
    sizes = files(name) if hub else zoo.described(name)
    way = way_of(reading(sizes) if hub else zoo.ARCHITECTURES[sizes["architecture"]][2])
    return {
        "name": name,
        "title": titled(name),
        "kind": way.kind,
        "context": first(sizes, CONTEXTS),
        "layers": first(sizes, LAYERS),
        "heads": first(sizes, HEADS),
        "fields": [
            {"name": name, **SETTINGS[name].form, "default": SETTINGS[name].default} for name in way.settings
        ],
        "purpose": t("models-huggingface") if hub else purpose(name, sizes, t),
        "roles": [],
    }


def purpose(name: str, sizes: Mapping[str, Any], t: Translate) -> str:
    """What a shipped model is for, in a line."""
    architecture = sizes["architecture"]
    if zoo.checkpoints(name):
        return t("models-recorded")
    if name != architecture and "positions" in sizes:
        return t("models-gpt-variant", positions=t(f"term-{sizes['positions']}"))
    return t(f"models-{architecture}")


def files(name: str) -> dict[str, Any]:
    """What a Hugging Face model says of itself in its folder."""
    found: dict[str, Any] = json.loads((source(name).folder / "config.json").read_text(encoding="utf-8"))
    return found


def first(sizes: Mapping[str, Any], names: tuple[str, ...]) -> int | None:
    """The first of these sizes that is there, by whatever name an architecture has for it."""
    return next((sizes[name] for name in names if isinstance(sizes.get(name), int)), None)
