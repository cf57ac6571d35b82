"""Write a trained model's card: `python -m training.card gpt`.

Measures the shipped weights (`training.evaluate`), reads how they were trained from the run's log, and writes both
into model/weights/NAME/ as `card.json`, which the tests hold the weights to, and `README.md`, to read.
"""

import argparse
import inspect
import json
from pathlib import Path
from typing import Any

from headlight.model.readers.reader import WEIGHTS
from headlight.model.zoo import load
from headlight.training.evaluate import evaluate, quick
from headlight.training.recipe import find_recipe, recipe_module
from headlight.training.summary import as_curves, as_table
from headlight.training.tasks.short_rows import ShortRows
from headlight.training.train import RUNS

TATOEBA = (
    "Sentences from Tatoeba (CC BY 2.0 FR), English and Chinese, and a few hundred of our own grammar "
    "(training/corpora/README.md has sources, attribution and counts)."
)
BOOKS = (
    " {use}: the World English Bible, Alice's Adventures in Wonderland, the Chinese Union Version and Lu "
    "Xun's 呐喊, all in the public domain; nearly all of it is Bible, far from everyday speech."
)
DATA = {
    **dict.fromkeys(("seq2seq", "bahdanau", "luong", "transformer"), TATOEBA + " Pairs only."),
    **dict.fromkeys(("gpt", "xlnet"), TATOEBA),
    "bert": TATOEBA + BOOKS.format(use="For next sentences"),
}
TITLES = {
    "seq2seq": "A recurrent encoder–decoder with one fixed context vector, English and Chinese both ways.",
    "seq2seq-bahdanau": "A recurrent encoder–decoder with additive attention, English and Chinese both ways.",
    "seq2seq-luong": "A recurrent encoder–decoder with multiplicative attention, English and Chinese both ways.",
    "transformer": "The encoder–decoder Transformer, English and Chinese both ways.",
    "gpt": "A decoder-only causal language model for English and Chinese sentences.",
    "gpt-sinusoidal": "A small causal language model with sinusoidal positions, one of five.",
    "gpt-learned": "A small causal language model with learned positions, one of five.",
    "gpt-rotary": "A small causal language model with rotary positions, one of five.",
    "gpt-alibi": "A small causal language model with ALiBi's distances, one of five.",
    "gpt-none": "A small causal language model without positions, one of five.",
    "gpt-growing": "A causal language model of two layers, recorded while it learned.",
    "bert": "An encoder that fills gaps and judges next sentences, English and Chinese.",
    "xlnet": "A permutation language model with two-stream attention, English and Chinese.",
}
LICENCE = (
    "MIT for the weights; Tatoeba's sentences to train on are CC BY 2.0 FR, attributed in training/corpora/."
)


STORIES = (
    " As much again are artificial stories of our own grammar (training/stories/README.md, CC0), none of which has a "
    "sentence of the evaluation or two words of one of the page's first sentences together."
)


def data_of(name: str, architecture: str) -> str:
    """What a model was trained on."""
    if hasattr(find_recipe(name).task, "stories"):
        return DATA[architecture] + STORIES
    if isinstance(find_recipe(name).task, ShortRows):
        return TATOEBA + BOOKS.format(use="For contiguous text")
    return DATA[architecture]


def about(name: str) -> str:
    """What the recipe's author has to say: how it was chosen, and what to bear in mind when reading the figures."""
    return inspect.cleandoc(recipe_module(name).__doc__ or "")


def training_summary(log: Path) -> dict[str, Any]:
    """What a run's log says: recipe, hardware, steps, tokens read, minutes of training, last training loss."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    starts = [line for line in lines if "recipe" in line]
    reports = {line["step"]: line for line in lines if "loss" in line}  # a step reported again counts once
    return {
        "hardware": starts[-1]["hardware"],
        "steps": max(reports),
        "tokens": sum(report["tokens"] for report in reports.values()),
        "minutes": round(sum(r["tokens"] / r["tokens_per_s"] for r in reports.values()) / 60),
        "last_loss": round(reports[max(reports)]["loss"], 3),
        "recipe": starts[-1]["recipe"],
    }


def how_trained(log: Path, card: Path) -> dict[str, Any]:
    """What the run's log says, or, where there is none, what an earlier card says; FileNotFoundError without both."""
    if log.exists():
        return training_summary(log)
    training: dict[str, Any] = json.loads(card.read_text())["training"]
    return training


def write_card(name: str) -> None:
    """Measure, then write card.json and README.md; a run whose log is not here keeps what its card says of it."""
    folder = WEIGHTS / name
    model = load(name)
    card = {
        "name": name,
        "about": about(name),
        "parameters": sum(p.numel() for p in model.network.parameters()),
        "data": data_of(name, model.architecture),
        "licence": LICENCE,
        "training": how_trained(RUNS / name / "log.jsonl", folder / "card.json"),
        "figures": evaluate(name),
        "quick": quick(name),
    }
    (folder / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")
    (folder / "README.md").write_text(as_markdown(card))


def as_markdown(card: dict[str, Any]) -> str:
    """The card as a page."""
    training = card["training"]
    config = training["recipe"]["config"]
    sizes = ", ".join(f"{name} {value}" for name, value in config.items())
    curves = as_curves(card["figures"])
    return f"""# {card["name"]}

{TITLES[card["name"]]} To look at, not to rely on.

## How it came about

{card["about"]}

## Sizes and training

| | |
|---|---|
| parameters | {card["parameters"]:,} |
| sizes | {sizes} |
| data | {card["data"]} |
| licence | {card["licence"]} |
| training | {training["steps"]:,} steps, {training["tokens"]:,} tokens, {training["minutes"]} minutes on \
{training["hardware"]}, seed {training["recipe"]["seed"]} |

## Held-out figures

Texts that share nothing with the training text, and hand-made probes; intervals are 95 %. What each figure is, and what
stands beside it, is in the measure's own file in training/measures/.

{as_table({card["name"]: card["figures"]})}

{curves}\
`python -m training.evaluate {card["name"]}` measures all of this again and compares; card.json has every figure, those
of source lengths, heads and precision included. Trained by `python -m training.train {card["name"]}`; the recipe is in
training/recipes/.
"""


def main() -> None:
    """Read the command line and write the card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", nargs="+", help="trained models, such as gpt")
    for name in parser.parse_args().name:
        write_card(name)


if __name__ == "__main__":
    main()
