"""All models' figures in one table, as `training.evaluate` and the cards show them."""

from collections.abc import Mapping
from typing import Any

from model.cards import Figure, figures_of

TITLES = {
    "bleu": "BLEU {of}",
    "chrf": "chrF {of}",
    "perplexity": "perplexity, {of}",
    "masked_top_1": "masked top 1, {of}",
    "masked_top_5": "masked top 5, {of}",
    "next_sentence": "next sentence, {of}",
    "random_orders": "perplexity, random orders, {of}",
    "left_to_right": "perplexity, left to right, {of}",
    "alignment": "AER {of} ({which})",
    "previous_token": "previous token head ({which})",
    "induction": "induction head ({which})",
    "pronouns": "antecedent found, {of}",
}
"""What each kind of figure is called."""


def as_table(measured: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown: model, what was measured, value with its 95 % interval, n, and the baseline beside it."""
    lines = ["| model | figure | value (95 %) | n | baseline |", "|---|---|---|---|---|"]
    rows = [(name, *row(figure)) for name, figures in measured.items() for figure in figures_of(figures)]
    return "\n".join([*lines, *(f"| {' | '.join(cells)} |" for cells in rows)])


def row(figure: Figure) -> tuple[str, str, str, str]:
    """`antecedent found, english`, `0.227 (0.128 – 0.37)`, `44`, `offset 0.159, chance 0.104`"""
    low, high = figure.interval
    return (
        TITLES[figure.kind].format(of=figure.of, which=figure.which),
        f"{figure.value} ({low} – {high})",
        f"{figure.n} {figure.unit}".rstrip(),
        ", ".join(f"{name} {value}" for name, value in figure.beside.items()),
    )
