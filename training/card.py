"""Write a trained model's card: `python -m training.card gpt`.

Measures the shipped weights (`training.evaluate`), reads how they were trained from the run's log, and writes both
into model/weights/NAME/ as `card.json`, which the tests hold the weights to, and `README.md`, to read.
"""

import argparse
import inspect
import json
from pathlib import Path
from typing import Any

from model.zoo import WEIGHTS, load
from training.evaluate import evaluate
from training.recipe import recipe_module
from training.train import RUNS

DATA = (
    "Sentences from Tatoeba (CC BY 2.0 FR), English and Chinese, and a few hundred of our own grammar "
    "(training/corpora/README.md has sources, attribution and counts)."
)
LICENCE = (
    "MIT for the weights; the training text is Tatoeba's, CC BY 2.0 FR, attributed in training/corpora/."
)


def about(name: str) -> str:
    """What the recipe's author has to say: how it was chosen, and what to bear in mind when reading the figures."""
    return inspect.cleandoc(recipe_module(name).__doc__ or "")


def training_summary(log: Path) -> dict[str, Any]:
    """What a run's log says: recipe, hardware, steps, tokens read, minutes of training, last training loss."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    starts = [line for line in lines if "recipe" in line]
    reports = {line["step"]: line for line in lines if "loss" in line}  # a step reported again counts once
    recipe = starts[-1]["recipe"]
    per_step = recipe["rows"] * recipe["config"]["context"]
    steps = sorted(reports)
    seconds = sum(
        (step - previous) * per_step / reports[step]["tokens_per_s"]
        for previous, step in zip([0, *steps], steps, strict=False)
    )
    return {
        "hardware": starts[-1]["hardware"],
        "steps": steps[-1],
        "tokens": steps[-1] * per_step,
        "minutes": round(seconds / 60),
        "last_loss": round(reports[steps[-1]]["loss"], 3),
        "recipe": recipe,
    }


def write_card(name: str) -> None:
    """Measure, then write card.json and README.md."""
    parameters = sum(p.numel() for p in load(name).network.parameters())
    card = {
        "name": name,
        "about": about(name),
        "parameters": parameters,
        "data": DATA,
        "licence": LICENCE,
        "training": training_summary(RUNS / name / "log.jsonl"),
        "figures": evaluate(name),
    }
    folder = WEIGHTS / name
    (folder / "card.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n")
    (folder / "README.md").write_text(as_markdown(card))


def as_markdown(card: dict[str, Any]) -> str:
    """The card as a page."""
    training, figures = card["training"], card["figures"]
    config = training["recipe"]["config"]
    return f"""# {card["name"]}

A decoder-only causal language model for English and Chinese sentences, to look at, not to write with.

## How it came about

{card["about"]}

## Sizes and training

| | |
|---|---|
| parameters | {card["parameters"]:,} |
| shape | {config["n_layers"]} layers × {config["n_heads"]} heads, d_model {config["d_model"]}, \
context {config["context"]}, {config["positions"]} positions |
| data | {card["data"]} |
| licence | {card["licence"]} |
| training | {training["steps"]:,} steps, {training["tokens"]:,} tokens, {training["minutes"]} minutes on \
{training["hardware"]}, seed {training["recipe"]["seed"]} |

## Held-out figures

Sentences that share nothing with the training text, in either language; each token is foretold once, sentence ends
included. The trigram is an interpolated Kneser–Ney model of the same training text, on the same tokens. Perplexity per
token; intervals are 95 %, over sentences.

| held-out text | tokens | this model | interval | trigram | interval | ratio |
|---|---|---|---|---|---|---|
{perplexity_row("both languages", figures["both"])}
{perplexity_row("English", figures["english"])}
{perplexity_row("Chinese", figures["chinese"])}

| head | best | score | interval | n | uniform attention | best head untrained |
|---|---|---|---|---|---|---|
{head_row("previous token", "previous_token", figures)}
{head_row("induction (prefix matching)", "induction", figures)}

The previous-token score is the mean weight on the token just before, over held-out sentences; prefix matching is the
mean weight on the tokens that followed earlier copies of the current token, over repeated random tokens.

`python -m training.evaluate {card["name"]}` measures all of this again and compares. Trained by
`python -m training.train {card["name"]}`; the recipe is in training/recipes/.
"""


def interval(figure: dict[str, Any]) -> str:
    """`32.1 – 33.4`"""
    low, high = figure["interval"]
    return f"{low} – {high}"


def perplexity_row(title: str, figures: dict[str, Any]) -> str:
    """One line of the table of perplexities."""
    ours, trigram = figures["model"], figures["trigram"]
    return (
        f"| {title} | {figures['tokens']:,} | {ours['value']} | {interval(ours)} | {trigram['value']} | "
        f"{interval(trigram)} | {figures['ratio']} |"
    )


def head_row(title: str, name: str, figures: dict[str, Any]) -> str:
    """One line of the table of heads."""
    trained, random = figures["heads"][name], figures["heads_untrained"][name]
    return (
        f"| {title} | {trained['head']} | {trained['value']} | {interval(trained)} | {trained['n']} | "
        f"{trained['uniform']} | {random} |"
    )


def main() -> None:
    """Read the command line and write the card."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", help="a trained model, such as gpt")
    write_card(parser.parse_args().name)


if __name__ == "__main__":
    main()
