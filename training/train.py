"""Train a model of the zoo: `python -m training.train gpt`.

Shows loss, speed and time left; writes one JSON line per report to runs/NAME/log.jsonl. Kill it at any moment and
start it again: it goes on from its last checkpoint with the same batches, and ends with the same weights. At the
end it writes the weights where the zoo finds them; `python -m training.card NAME` then measures them and writes their
card.
"""

import argparse
import json
import os
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

from model.device import best_device
from model.gpt import GPT
from model.zoo import save_weights
from training.checkpoint import restore, save
from training.data import Batches, load_stream
from training.loss import chunked_cross_entropy
from training.recipe import Recipe, find_recipe

RUNS = Path("runs")
REPORT_EVERY = 50


@dataclass
class Run:
    """A model on its way: what changes while it is trained."""

    recipe: Recipe
    model: GPT
    optimisers: list[torch.optim.Optimizer]
    device: torch.device

    @classmethod
    def start(cls, recipe: Recipe, device: torch.device) -> "Run":
        """A fresh model with its two optimisers, from the recipe's seed."""
        torch.manual_seed(recipe.seed)
        model = GPT(recipe.config).to(device)
        matrices = [p for name, p in model.named_parameters() if is_hidden_matrix(name, p)]
        others = [p for name, p in model.named_parameters() if not is_hidden_matrix(name, p)]
        muon = torch.optim.Muon(matrices, lr=recipe.matrix_rate, weight_decay=recipe.weight_decay)
        adamw = torch.optim.AdamW(others, lr=recipe.other_rate, betas=(0.9, 0.95), weight_decay=0.0)
        return cls(recipe, model, [muon, adamw], device)

    @property
    def parts(self) -> dict[str, nn.Module | torch.optim.Optimizer]:
        """What a checkpoint holds."""
        return {"model": self.model, **{f"optimiser{i}": o for i, o in enumerate(self.optimisers)}}

    def step(self, number: int, inputs: Tensor, targets: Tensor) -> float:
        """One optimiser step on inputs and targets [rows, context]; the loss in nats per token."""
        for optimiser, rate in zip(
            self.optimisers, (self.recipe.matrix_rate, self.recipe.other_rate), strict=True
        ):
            for group in optimiser.param_groups:
                group["lr"] = rate * self.recipe.rate(number)
        with torch.autocast(self.device.type, torch.bfloat16):
            hidden = self.model.hidden(inputs)
        loss = chunked_cross_entropy(
            hidden.flatten(0, 1).float(), self.model.embedding.weight, targets.flatten()
        )
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimiser in self.optimisers:
            optimiser.step()
            optimiser.zero_grad()
        return loss.item()


def is_hidden_matrix(name: str, parameter: Tensor) -> bool:
    """Whether Muon trains this parameter: matrices between the embeddings, not the embeddings themselves."""
    return parameter.ndim == 2 and name.startswith("blocks.")


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
    log(folder, {"step": first, "recipe": asdict(recipe), "hardware": hardware(device)})
    stream = load_stream("train", languages=recipe.languages)
    batches = Batches(
        stream,
        recipe.config.context,
        recipe.rows,
        recipe.seed,
        repeats=recipe.repeats,
        random_repeats=recipe.random_repeats,
    )
    interrupt, losses, since = Interrupt(), [], time.monotonic()
    run.model.train()
    with tqdm(total=recipe.steps, initial=first, unit="step", dynamic_ncols=True) as bar:
        for number in range(first, recipe.steps):
            inputs, targets = (torch.from_numpy(a).to(device) for a in batches.batch(number))
            losses.append(run.step(number, inputs, targets))
            bar.update()
            done = number + 1
            if done % REPORT_EVERY == 0 or done == recipe.steps or interrupt.asked:
                speed = len(losses) * inputs.numel() / (time.monotonic() - since)
                report(folder, bar, {"step": done, "loss": sum(losses) / len(losses), "tokens_per_s": speed})
                save(folder / "checkpoint.pt", done, run.parts)
                losses, since = [], time.monotonic()
            if interrupt.asked:
                return False
    save_weights(recipe.name, run.model, asdict(recipe.config))
    return True


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
