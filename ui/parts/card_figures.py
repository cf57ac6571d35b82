"""What a model's card measured, as lines of a table: each figure with its interval, n and baselines."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from headlight.model.cards import Figure, figures_of
from headlight.translations import Translate

DIRECTIONS = {"en-zh": "en_zh", "zh-en": "zh_en"}  # as cards name them, and the catalogue
TEXTS = {"both": "held_out", "together": "held_out", "english": "english", "chinese": "chinese"}
READINGS = {"written": "by_written", "shifted": "by_read"}
TITLES = {
    "bleu": "translation",
    "chrf": "translation",
    "alignment": "alignment",
    "perplexity": "perplexity",
    "masked_top_1": "masked",
    "next_sentence": "next_sentence",
    "random_orders": "any_order",
    "pronouns": "pronouns",
}
"""The figures that are shown, and what the catalogue calls them."""

METRICS = {"bleu": "BLEU", "chrf": "chrF"}
LOWER_IS_BETTER = ("alignment", "perplexity", "random_orders")
BESIDE = {
    "diagonal": "diagonal",
    "trigram": "trigram",
    "two-sided bigram": "two_sided",
    "shared words": "shared_words",
    "offset": "offset",
    "chance": "chance",
    "untrained": "untrained",
}
"""Baselines as cards name them, and the catalogue; another one keeps its name."""


@dataclass(frozen=True)
class Line:
    """One figure: what it is of, its title and which way is better, and the baselines it stands beside."""

    about: tuple[str, str]
    title: str
    value: float
    interval: str
    n: int
    baseline: str = ""


def lines_of(measured: Mapping[str, Any], t: Translate) -> Iterator[Line]:
    """Every figure of a card that is shown."""
    for figure in figures_of(measured):
        if figure.kind in TITLES:
            yield line(figure, t)


def line(figure: Figure, t: Translate) -> Line:
    """One figure in the visitor's language."""
    low, high = figure.interval
    return Line(
        (figure.kind, figure.of),
        f"{title(figure, t)}\u00a0{'↓' if figure.kind in LOWER_IS_BETTER else '↑'}",
        figure.value,
        f"{low} – {high}",
        figure.n,
        " · ".join(f"{named(name, t)} {value}" for name, value in figure.beside.items()),
    )


def title(figure: Figure, t: Translate) -> str:
    """What was measured, on what, and of which rows of attention."""
    return t(
        f"quality-{TITLES[figure.kind]}",
        measure=METRICS.get(figure.kind, ""),
        direction=t(f"quality-{DIRECTIONS.get(figure.of, 'en_zh')}"),
        text=t(f"quality-{TEXTS.get(figure.of, 'held_out')}"),
        reading=t(f"quality-{READINGS.get(figure.which, 'by_written')}"),
    )


def named(baseline: str, t: Translate) -> str:
    """A baseline's name in the catalogue."""
    return t(f"quality-{BESIDE[baseline]}") if baseline in BESIDE else baseline
