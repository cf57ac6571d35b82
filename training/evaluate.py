"""Measure a shipped model and compare it with its card: `python -m training.evaluate gpt`.

Held-out data decides: texts that share nothing with the training text, and the hand-made probes of training/probes/.
What is measured depends on the architecture, see `MEASURES`; each measure is a file of training/measures/. Without a
name, every model is measured, and one table compares them.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from headlight.model.readers.reader import WEIGHTS, Reader
from headlight.model.zoo import architecture_of, checkpoints, load, names, untrained
from headlight.training.measures import (
    alignment,
    extrapolation,
    growth,
    heads,
    masked,
    minimal_pairs,
    nearness,
    next_sentence,
    permutation,
    perplexity,
    pronouns,
    translation,
)
from headlight.training.measures.minimal_pairs import PROBES
from headlight.training.recipe import find_recipe
from headlight.training.summary import as_table
from headlight.training.tasks.short_rows import ShortRows

Figures = dict[str, Any]
Measure = Callable[[Reader], Figures]
TOLERANCE = 0.005  # relative; fp16 weights on another machine move the last digits

WORDS: Mapping[str, Measure] = {
    "rivals": partial(pronouns.measure, path=PROBES / "rivals.tsv"),
    "verb_object": partial(pronouns.measure, path=PROBES / "verb_object.tsv"),
    "subject_verb": partial(pronouns.measure, path=PROBES / "subject_verb.tsv"),
}
"""Whether a head finds one word of two that belong together, in sentences written by hand."""

CHOICES: Mapping[str, Measure] = {
    "agreement": partial(minimal_pairs.measure, file="agreement"),
    "measure_words": partial(minimal_pairs.measure, file="measure_words"),
}
"""Whether the right one of two words is held likelier, in sentences written by hand."""

ATTENTIVE: Mapping[str, Measure] = {"translation": translation.measure, "alignment": alignment.measure}
MEASURES: Mapping[str, Mapping[str, Measure]] = {
    "seq2seq": {"translation": translation.measure},
    "bahdanau": ATTENTIVE,
    "luong": ATTENTIVE,
    "transformer": {**ATTENTIVE, "pronouns": pronouns.measure},
    "gpt": {"perplexity": perplexity.measure, "heads": heads.measure, "pronouns": pronouns.measure},
    "bert": {"masked": masked.measure, "next_sentence": next_sentence.measure, "pronouns": pronouns.measure},
    "xlnet": {"permutation": permutation.measure, "pronouns": pronouns.measure},
}
"""What is measured of each architecture; `measures_of` adds what a model is there for."""

QUICK: Mapping[str, Callable[[Reader], Figures]] = {
    "translation": lambda model: translation.measure(model, pairs=60),
    "perplexity": lambda model: perplexity.measure(model, sentences=250),
    "heads": lambda model: heads.measure(model, sentences=40, repetitions=10),
    "masked": lambda model: masked.measure(model, sentences=100),
    "next_sentence": lambda model: next_sentence.measure(model, pairs=64),
    "permutation": lambda model: permutation.measure(model, sentences=30),
    "extrapolation": lambda model: extrapolation.measure(model, passages=4),
    "growth": lambda model: growth.measure(model, steps=2, sentences=100),
}
"""Measures that take minutes, on their first few texts: enough to tell whether weights are those of their card."""

UNTRAINED: Mapping[str, Measure] = {
    "alignment": alignment.measure,
    "heads": heads.values,
    "pronouns": pronouns.measure,
    **WORDS,
}
"""Measures that chance alone may satisfy: they are taken of the same architecture with random weights too."""


OF_STORIES: Mapping[str, Mapping[str, Measure]] = {
    "gpt": {**WORDS, **CHOICES, "nearness": nearness.measure},
    "bert": {**WORDS, **CHOICES},
}
"""What is measured besides of a model that read stories, which were written for just this."""


def measures_of(name: str) -> Mapping[str, Measure]:
    """What is measured of a model: its architecture's, and that for which a laboratory, or a grammar, has it."""
    architecture, task = architecture_of(name), find_recipe(name).task
    measures = MEASURES[architecture]
    if isinstance(task, ShortRows):
        return {**of_laboratory(measures), "extrapolation": extrapolation.measure}
    if hasattr(task, "stories"):
        return {**measures, **OF_STORIES[architecture]}
    return {**of_laboratory(measures), "growth": growth.measure} if checkpoints(name) else measures


def of_laboratory(measures: Mapping[str, Measure]) -> Mapping[str, Measure]:
    """All but the pronouns, which need a model that has learned more than those of the laboratories."""
    return {key: measure for key, measure in measures.items() if key != "pronouns"}


def evaluate(name: str) -> Figures:
    """Every figure of one model's card."""
    model, measures = load(name), measures_of(name)
    random = {key: measure for key, measure in UNTRAINED.items() if key in measures}
    return {
        **{key: measure(model) for key, measure in measures.items()},
        **{f"{key}_untrained": measure(untrained(name)) for key, measure in random.items()},
    }


def quick(name: str) -> Figures:
    """The figures that a test measures again."""
    model = load(name)
    return {key: QUICK.get(key, measure)(model) for key, measure in measures_of(name).items()}


def differences(measured: Any, card: Any, path: str = "") -> list[str]:
    """Where measured figures and the card disagree by more than the tolerance, a line each."""
    if isinstance(card, dict) and isinstance(measured, dict):
        keys = sorted(card.keys() | measured.keys())
        return [d for key in keys for d in differences(measured.get(key), card.get(key), f"{path}.{key}")]
    if isinstance(card, list) and isinstance(measured, list) and len(card) == len(measured):
        return [d for i in range(len(card)) for d in differences(measured[i], card[i], f"{path}[{i}]")]
    numbers = isinstance(card, (int, float)) and isinstance(measured, (int, float))
    same = abs(measured - card) <= TOLERANCE * max(1, abs(card)) if numbers else measured == card
    return [] if same else [f"{path.lstrip('.')}: measured {measured}, the card says {card}"]


def main() -> None:
    """Read the command line, measure, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("name", nargs="*", help="models of the zoo; all of them if none is named")
    disagreements, measured = [], {}
    for name in parser.parse_args().name or names():
        measured[name] = evaluate(name)
        print(f"{name}\n{json.dumps(measured[name], indent=2)}")
        card = json.loads((WEIGHTS / name / "card.json").read_text())
        disagreements += [f"{name}: {line}" for line in differences(measured[name], card["figures"])]
    print(as_table(measured))
    print("\n".join(disagreements) or "Every figure agrees with its card.")
    sys.exit(bool(disagreements))


if __name__ == "__main__":
    main()
