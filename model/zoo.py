"""The shipped models by name: `load("gpt").trace("The cat is sitting on the mat.")`.

Each lives in model/weights/NAME/: `config.json` (sizes), `weights.safetensors` (fp16), `card.json` (its measured
figures) and `README.md` (its card, to read). Nothing is ever fetched.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from model.device import best_device
from model.gpt import GPT, GPTConfig
from model.interventions import Intervention
from model.recorder import recording
from model.tokenizer import Tokenizer, well_formed
from model.trace import Prediction, Trace

WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True)
class LoadedModel:
    """A model ready to read: its network on a device, its tokenizer, its card.

    It holds nothing of what it reads, so any number of threads may share it.
    """

    name: str
    network: GPT
    tokenizer: Tokenizer
    device: torch.device

    @property
    def card(self) -> Mapping[str, Any]:
        """The figures measured on the shipped weights; empty for a model that has none."""
        path = WEIGHTS / self.name / "card.json"
        return json.loads(path.read_text()) if path.exists() else {}

    def trace(self, text: str, interventions: Sequence[Intervention] = ()) -> Trace:
        """Read a text and keep what attention was computed from.

        Text beyond the model's context is cut at a token border; `Trace.left_out` says how many tokens were.
        """
        reading = self.tokenizer.encode(text, limit=self.network.config.context)
        ids = torch.tensor([[token.id for token in reading.tokens]], device=self.device)
        with torch.inference_mode(), recording(interventions) as record:
            logits = self.network(ids)
        return Trace(
            model_name=self.name,
            text=well_formed(text),
            tokens={"decoder": reading.tokens},
            steps=tuple(record.steps),
            residual=tuple(record.residual),
            prediction=Prediction(logits[0], self.tokenizer.vocabulary),
            left_out=reading.left_out,
        )


def names() -> tuple[str, ...]:
    """The models there are weights for."""
    return tuple(sorted(path.parent.name for path in WEIGHTS.glob("*/weights.safetensors")))


def load(name: str, device: torch.device | None = None) -> LoadedModel:
    """A shipped model, read into float32 on the best device there is.

    Raises:
        ValueError: if no model has that name.
    """
    if name not in names():
        raise ValueError(f"expected one of the models {', '.join(names())}, got {name!r}")
    model = untrained(name, device=device)
    state = load_file(WEIGHTS / name / "weights.safetensors")
    model.network.load_state_dict({key: value.float() for key, value in state.items()})
    return model


def untrained(name: str, seed: int = 0, device: torch.device | None = None) -> LoadedModel:
    """The same architecture with random weights: what a measurement is worth without training."""
    device = device or best_device()
    config = GPTConfig(**json.loads((WEIGHTS / name / "config.json").read_text()))
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        network = GPT(config)
    return LoadedModel(name, network.eval().to(device), shared_tokenizer(), device)


def save_weights(name: str, network: torch.nn.Module, config: Mapping[str, Any]) -> Path:
    """Write a trained network where `load` finds it, as fp16; the folder it was written to."""
    folder = WEIGHTS / name
    folder.mkdir(parents=True, exist_ok=True)
    state = {key: value.to("cpu", torch.float16).contiguous() for key, value in network.state_dict().items()}
    save_file(state, folder / "weights.safetensors")
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    return folder


@cache
def shared_tokenizer() -> Tokenizer:
    """The tokenizer all our models share."""
    return Tokenizer.from_file(WEIGHTS / "tokenizer.json")
