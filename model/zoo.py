"""The shipped models by name: `load("gpt").trace("The cat is sitting on the mat.")`.

Each lives in model/weights/NAME/: `config.json` (sizes), `weights.safetensors` (fp16), `card.json` (its measured
figures) and `README.md` (its card, to read); `tokenizer.json` where it is not the shared one. Nothing is ever fetched.

A model that was recorded while it learned has `checkpoints/STEP.safetensors` too; `load("gpt-growing@64")` is what it
was after 64 steps.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import nn

from headlight.model.architectures.bahdanau import Bahdanau
from headlight.model.architectures.bert import Bert, BertConfig
from headlight.model.architectures.gpt import GPT, GPTConfig
from headlight.model.architectures.luong import Luong, LuongConfig
from headlight.model.architectures.seq2seq import Seq2Seq
from headlight.model.architectures.transformer import Transformer, TransformerConfig
from headlight.model.architectures.xlnet import XLNet, XLNetConfig
from headlight.model.device import best_device
from headlight.model.readers.causal import CausalReader
from headlight.model.readers.masked import MaskedReader
from headlight.model.readers.permuted import PermutedReader
from headlight.model.readers.reader import WEIGHTS, Reader
from headlight.model.readers.translator import TransformerTranslator, Translator
from headlight.model.recurrent import RecurrentConfig
from headlight.model.tokenizer import Tokenizer

ARCHITECTURES: Mapping[str, tuple[type[Any], type[nn.Module], type[Reader]]] = {
    "seq2seq": (RecurrentConfig, Seq2Seq, Translator),
    "bahdanau": (RecurrentConfig, Bahdanau, Translator),
    "luong": (LuongConfig, Luong, Translator),
    "transformer": (TransformerConfig, Transformer, TransformerTranslator),
    "gpt": (GPTConfig, GPT, CausalReader),
    "bert": (BertConfig, Bert, MaskedReader),
    "xlnet": (XLNetConfig, XLNet, PermutedReader),
}
"""Each architecture's configuration, network and way of reading, in the order they were invented."""

DEFAULT = "gpt"
"""The model a visitor meets first."""


def names() -> tuple[str, ...]:
    """The models there are weights for, in the order their architectures were invented."""
    there = [path.parent.name for path in WEIGHTS.glob("*/weights.safetensors")]
    return tuple(sorted(there, key=lambda name: (list(ARCHITECTURES).index(architecture_of(name)), name)))


@cache
def checkpoints(name: str) -> tuple[int, ...]:
    """The steps after which a model's weights were kept while it learned, the last being what it became."""
    files = (WEIGHTS / name / "checkpoints").glob("*.safetensors")
    return tuple(sorted(int(file.stem) for file in files))


@cache
def architecture_of(name: str) -> str:
    """The architecture of a shipped model."""
    architecture: str = described(name)["architecture"]
    return architecture


def described(name: str) -> dict[str, Any]:
    """A model's config.json: its architecture and its sizes; a checkpoint's are its model's."""
    sizes: dict[str, Any] = json.loads((WEIGHTS / grown(name)[0] / "config.json").read_text())
    return sizes


def grown(name: str) -> tuple[str, int | None]:
    """A model's name and the step of one of its checkpoints: "gpt-growing@64" is ("gpt-growing", 64)."""
    model, _, step = name.partition("@")
    return model, int(step) if step.isdecimal() and step.isascii() else None


def weights_of(name: str) -> Path:
    """The file that holds a model's weights, or a checkpoint's; ValueError if there is no such model."""
    model, step = grown(name)
    if model in names():
        if step is None and name == model:
            return WEIGHTS / model / "weights.safetensors"
        if step in checkpoints(model) and name == f"{model}@{step}":
            return WEIGHTS / model / "checkpoints" / f"{step}.safetensors"
    raise ValueError(f"expected one of the models {', '.join(names())}, got {name!r}")


def exists(name: str) -> bool:
    """Whether `load` knows a model or a checkpoint of this name."""
    try:
        return weights_of(name).is_file()
    except ValueError:
        return False


def load(name: str, device: torch.device | None = None) -> Reader:
    """A shipped model, or one of its checkpoints, read into float32 on the best device there is.

    Raises:
        ValueError: if no model has that name.
    """
    file = weights_of(name)
    model = untrained(name, device=device)
    state = load_file(file)
    model.network.load_state_dict({key: value.float() for key, value in state.items()})
    return replace(model, weights=file)


def untrained(name: str, seed: int = 0, device: torch.device | None = None) -> Reader:
    """The same architecture with random weights: what a measurement is worth without training."""
    device = device or best_device()
    sizes = described(name)
    architecture = sizes.pop("architecture")
    config, _, reader = ARCHITECTURES[architecture]
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = build(architecture, config(**sizes))
    return reader(name, architecture, network.eval().to(device), tokenizer_of(name), device)


def build(architecture: str, config: Any) -> nn.Module:
    """A network with random weights."""
    _, network, _ = ARCHITECTURES[architecture]
    return network(config)


def save_weights(name: str, network: nn.Module, architecture: str, config: Any) -> Path:
    """Write a trained network where `load` finds it, as fp16; the folder it was written to."""
    folder = WEIGHTS / name
    folder.mkdir(parents=True, exist_ok=True)
    save_file(halved(network), folder / "weights.safetensors")
    sizes = {"architecture": architecture, **asdict(config)}
    (folder / "config.json").write_text(json.dumps(sizes, indent=2) + "\n")
    return folder


def save_checkpoint(name: str, step: int, network: nn.Module) -> None:
    """Keep what a network is after so many steps of its training, where `load` finds it, as fp16."""
    folder = WEIGHTS / name / "checkpoints"
    folder.mkdir(parents=True, exist_ok=True)
    save_file(halved(network), folder / f"{step}.safetensors")


def halved(network: nn.Module) -> dict[str, torch.Tensor]:
    """A network's weights as fp16, on the CPU."""
    return {key: value.to("cpu", torch.float16).contiguous() for key, value in network.state_dict().items()}


@cache
def tokenizer_of(name: str) -> Tokenizer:
    """The tokenizer a model was trained with: its own, or the shared one."""
    own = WEIGHTS / grown(name)[0] / "tokenizer.json"
    return Tokenizer.from_file(own) if own.exists() else shared_tokenizer()


@cache
def shared_tokenizer() -> Tokenizer:
    """The tokenizer of every model that has none of its own."""
    return Tokenizer.from_file(WEIGHTS / "tokenizer.json")
