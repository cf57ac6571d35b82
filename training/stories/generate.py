"""Stories by number: `story(7, "english", "train")` is always the same; both languages tell the same plan."""

from collections.abc import Iterator
from random import Random

from headlight.training.stories.edges import Annotated
from headlight.training.stories.narrator import Narrator
from headlight.training.stories.plan import Sentence
from headlight.training.stories.plots import PLOTS
from headlight.training.stories.stage import Stage
from headlight.training.stories.withheld import is_withheld

LANGUAGES = ("english", "chinese")
LONGEST = 10  # sentences


def plan(number: int, split: str, attempt: int = 0) -> list[Sentence]:
    """What story number `number` of a split says."""
    random = Random(f"{split} {number} {attempt}")
    stage = Stage(random, split)
    plots, shares = zip(*PLOTS, strict=True)
    told = [
        sentence
        for plot in random.choices(plots, shares, k=random.choice((1, 1, 2, 2, 3)))
        for sentence in plot(stage)
    ]
    return told[:LONGEST]


def story(number: int, language: str, split: str = "train") -> Annotated:
    """One story in one language. One that contains a withheld sentence is drawn anew.

    Raises:
        ValueError: for an unknown language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, got {language!r}")
    for attempt in range(100):
        random = Random(f"{language} {split} {number} {attempt}")
        told = Narrator(language, random).tell(plan(number, split, attempt))
        if not is_withheld(told.text):
            return told
    raise ValueError(f"expected a story without withheld sentences, got none for number {number}")


def stories(first: int, amount: int, language: str, split: str = "train") -> Iterator[Annotated]:
    """So many stories from a number on."""
    return (story(number, language, split) for number in range(first, first + amount))
