"""Train a model of the zoo: `python -m training.train gpt`.

Shows loss, speed and time left; writes one JSON line per report to runs/NAME/log.jsonl. Kill it at any moment and
start it again: it goes on from its last checkpoint with the same batches, and ends with the same weights. At the
end it writes the weights where the zoo finds them; `python -m training.card NAME` then measures them and writes their
card.
"""

import argparse
import json
import os

# Batches differ in shape, and oneDNN keeps code for each one it has met: a thousand of them were 15 GB.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "32")

import platform
import signal
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import torch
from torch import Tensor, nn
from tqdm import tqdm

from headlight.model.device import best_device
from headlight.model.zoo import build, load, save_checkpoint, save_weights
from headlight.training.checkpoint import restore, save
from headlight.training.growing import grow
from headlight.training.muon import Muon32
from headlight.training.precision import format_on
from headlight.training.recipe import Recipe, find_recipe

RUNS = Path("runs")
REPORT_EVERY = 50


@dataclass
class Run:
    """A model on its way: what changes while it is trained."""

    recipe: Recipe
    network: nn.Module
    optimisers: list[torch.optim.Optimizer]

    @classmethod
    def start(cls, recipe: Recipe, device: torch.device) -> "Run":
        """A fresh network with its optimisers, from the recipe's seed."""
        torch.manual_seed(recipe.seed)
        network = build(recipe.architecture, recipe.config).to(device)
        if recipe.embedding_of:
            given = load(recipe.embedding_of, device).network.get_submodule("embedding")
            network.get_submodule("embedding").load_state_dict(given.state_dict())
        if recipe.grown_from:
            grow(network, load(recipe.grown_from, device).network.state_dict())
        matrices = [p for name, p in network.named_parameters() if is_hidden_matrix(name, p)]
        others = [p for name, p in network.named_parameters() if not is_hidden_matrix(name, p)]
        optimisers: list[torch.optim.Optimizer] = []
        if matrices:
            decay = recipe.weight_decay
            muon = torch.optim.Muon if format_on(device) is torch.bfloat16 else Muon32
            optimisers.append(muon(matrices, lr=recipe.matrix_rate, weight_decay=decay))
        optimisers.append(torch.optim.AdamW(others, lr=recipe.other_rate, betas=(0.9, 0.95), weight_decay=0))
        for group in (group for optimiser in optimisers for group in optimiser.param_groups):
            group["highest"] = group["lr"]
        return cls(recipe, network, optimisers)

    @property
    def parts(self) -> dict[str, nn.Module | torch.optim.Optimizer]:
        """What a checkpoint holds."""
        return {"model": self.network, **{f"optimiser{i}": o for i, o in enumerate(self.optimisers)}}

    def step(self, number: int, batch: Any) -> tuple[float, int]:
        """One optimiser step; the loss, and how many tokens were read."""
        for group in (group for optimiser in self.optimisers for group in optimiser.param_groups):
            group["lr"] = group["highest"] * self.recipe.rate(number)
        loss, tokens = self.recipe.task.loss(self.network, batch)
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad()
        return loss.item(), tokens

    def keep(self, step: int) -> None:
        """Keep the weights, if the recipe wants to have them after this step."""
        if step in self.recipe.kept:
            save_checkpoint(self.recipe.name, step, self.network)


def is_hidden_matrix(name: str, parameter: Tensor) -> bool:
    """Whether Muon trains this parameter: matrices of Transformer blocks. Recurrent ones hold several gates each."""
    return parameter.ndim == 2 and "blocks." in name


class Interrupt:
    """Turns SIGINT and SIGTERM into a request to stop after the step in hand."""

    def __init__(self) -> None:
        self.asked = False
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.asked = True


def train(recipe: Recipe, folder: Path, device: torch.device) -> bool:
    """Train to the recipe's last step, from the folder's checkpoint if there is one; whether it got there."""
    run = Run.start(recipe, device)
    first = restore(folder / "checkpoint.pt", run.parts)
    log(folder, {"step": first, "recipe": described(recipe), "hardware": hardware(device)})
    batches = recipe.task.batches(recipe.config.context, recipe.seed)
    interrupt, lately = Interrupt(), Lately()
    run.network.train()
    if first == 0:
        run.keep(0)
    with tqdm(total=recipe.steps, initial=first, unit="step", dynamic_ncols=True) as bar:
        for number in range(first, recipe.steps):
            lately.add(*run.step(number, batches.batch(number)))
            bar.update()
            done = number + 1
            run.keep(done)
            if done % REPORT_EVERY == 0 or done == recipe.steps or interrupt.asked:
                report(folder, bar, {"step": done, **lately.summary()})
                save(folder / "checkpoint.pt", done, run.parts)
                lately = Lately()
            if interrupt.asked:
                return False
    save_weights(recipe.name, run.network, recipe.architecture, recipe.config)
    return True


class Lately:
    """Losses, tokens and time since the last report."""

    def __init__(self) -> None:
        self.losses: list[float] = []
        self.tokens, self.since = 0, time.monotonic()

    def add(self, loss: float, tokens: int) -> None:
        """Count one step."""
        self.losses.append(loss)
        self.tokens += tokens

    def summary(self) -> dict[str, float]:
        """Mean loss, tokens read, and how fast."""
        seconds = time.monotonic() - self.since
        return {
            "loss": sum(self.losses) / len(self.losses),
            "tokens": self.tokens,
            "tokens_per_s": self.tokens / seconds,
        }


def described(recipe: Recipe) -> dict[str, Any]:
    """The recipe as JSON, its task with the task's name."""
    return {**asdict(recipe), "task": {"name": type(recipe.task).__name__, **asdict(recipe.task)}}  # type: ignore[call-overload]


def report(folder: Path, bar: tqdm, line: dict[str, float]) -> None:  # type: ignore[type-arg]
    """One line to the log, the loss to the progress bar."""
    bar.set_postfix(loss=f"{line['loss']:.3f}", tokens_per_s=f"{line['tokens_per_s']:.0f}")
    log(folder, line)


def log(folder: Path, line: Mapping[str, Any]) -> None:
    """One JSON line, with the time, at the end of the run's log."""
    with (folder / "log.jsonl").open("a") as file:
        file.write(json.dumps({"time": time.time(), **line}) + "\n")


def hardware(device: torch.device) -> str:
    """What the run was trained on: `4 CPU cores (x86_64)`, or the GPU's name."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"{os.cpu_count()} {device.type.upper()} cores ({platform.machine()})"


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", help="a recipe in training/recipes/, such as gpt")
    parser.add_argument("--steps", type=int, help="another number of steps than the recipe's")
    parser.add_argument("--fresh", action="store_true", help="forget an earlier, unfinished run")
    options = parser.parse_args()
    recipe = find_recipe(options.name)
    if options.steps:
        recipe = replace(recipe, steps=options.steps)
    folder = RUNS / recipe.name
    folder.mkdir(parents=True, exist_ok=True)
    if options.fresh:
        for file in ("checkpoint.pt", "log.jsonl"):
            (folder / file).unlink(missing_ok=True)
    finished = train(recipe, folder, best_device())
    print(f"{recipe.name}: {'trained' if finished else 'stopped; the same command goes on from here'}")


if __name__ == "__main__":
    main()
