"""Measure a run that is under way, on validation data alone: `python -m training.steer gpt-stories`.

Reads the run's last checkpoint and prints the loss on validation sentences and stories, and how well the best heads
find gold edges in validation stories. Held-out text and hand-written sentences are not touched: they are looked at
once, by `training.card`, when a training is done.
"""

import argparse
import json

import torch

from headlight.model.readers.reader import Reader
from headlight.model.tokenizer import Tokenizer
from headlight.model.zoo import ARCHITECTURES, build
from headlight.training import borders
from headlight.training.measures import gold_edges
from headlight.training.recipe import find_recipe
from headlight.training.stories.shards import shard
from headlight.training.tasks.validated import loss_on
from headlight.training.train import RUNS
from headlight.training.validation import sentences

STORIES = 300
SENTENCES = 300


def reader(name: str) -> tuple[Reader, int]:
    """The model of a run's last checkpoint, and its step."""
    recipe = find_recipe(name)
    saved = torch.load(RUNS / name / "checkpoint.pt", map_location="cpu", weights_only=True)
    network = build(recipe.architecture, recipe.config)
    network.load_state_dict(saved["states"]["model"])
    reads = ARCHITECTURES[recipe.architecture][2]
    tokenizer = Tokenizer(borders.tokenizer())
    return reads(name, recipe.architecture, network.eval(), tokenizer, torch.device("cpu")), saved["step"]


def main() -> None:
    """Print a line a figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", help="a recipe whose run has a checkpoint")
    parser.add_argument(
        "--texts", type=int, default=gold_edges.TEXTS, help="validation stories of each language"
    )
    options = parser.parse_args()
    model, step = reader(options.name)
    tokenizer = borders.tokenizer()
    print(f"step {step}")
    print("stories", loss_on(model, shard(0, tokenizer, "validation", STORIES)))
    for language in ("english", "chinese"):
        texts = sentences("validation", language)[:SENTENCES]
        print(language, loss_on(model, [tuple(e.ids) for e in tokenizer.encode_batch_fast(texts)]))
    for relation, found in gold_edges.measure(model, options.texts).items():
        shares = {
            name: found["others"][name]["value"]
            for name in ("together", "english", "chinese")
            if name in found["others"]
        }
        chosen = json.dumps(found["others"]["chosen_on"]["first_half"])
        print(relation, shares, "offset", found["offset"]["together"]["value"], chosen)


if __name__ == "__main__":
    main()
