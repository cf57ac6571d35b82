"""All models' figures in one table, as `training.evaluate` and the cards show them."""

from collections.abc import Mapping, Sequence
from typing import Any

from headlight.model.cards import Figure, figures_of

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
    "rivals": "antecedent found beside a rival of its class, {of}",
    "verb_object": "verb found by its object, {of}",
    "subject_verb": "subject found by its verb, {of}",
    "agreement": "agreement, {of}",
    "measure_words": "noun or verb that fits, {of}",
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


def as_curves(figures: Mapping[str, Any]) -> str:
    """Markdown: what a card measured along positions or steps, and what is no share; empty without any of it."""
    parts = []
    if "extrapolation" in figures:
        found = figures["extrapolation"]
        spans = [f"{first} – {last}" if last > first else f"{first}" for first, last in found["spans"]]
        parts.append(
            f"## Loss against position\n\nTrained on rows of {found['trained_on']} tokens; read are "
            f"{found['windows']} windows of {found['passages']} held-out passages.\n\n"
            + loss_table("after positions", spans, found["loss"], found)
        )
    if "growth" in figures:
        found = figures["growth"]
        parts.append(
            "## While it learned\n\nOn held-out sentences, at each recorded step.\n\n"
            + loss_table(
                "step", [f"{step:,}" for step in found["steps"]], found["loss"]["value"], found["loss"]
            )
        )
    if "nearness" in figures:
        parts.append(nearness_table(figures["nearness"]))
    return "".join(f"{part}\n\n" for part in parts)


def nearness_table(found: Mapping[str, Any]) -> str:
    """Markdown: the page's first sentences beside five like each."""
    lines = [
        "## The page's first sentences",
        "",
        "Mean ln p of a token, beside that of five sentences like each: none was trained on.",
        "",
        "| sentence | ln p | five like it: lowest, mean, highest |",
        "|---|---|---|",
    ]
    rows = [(text, part["ln_p"], *part["like_it"]) for text, part in found.items()]
    return "\n".join(
        [*lines, *(f"| {text} | {own} | {low}, {mean}, {high} |" for text, own, low, mean, high in rows)]
    )


def loss_table(along: str, places: Sequence[str], losses: Sequence[float], found: Mapping[str, Any]) -> str:
    """Nats per token with 95 % intervals, one line for each place."""
    lines = [f"| {along} | nats a token (95 %) |", "|---|---|"]
    rows = zip(places, losses, found["interval"], strict=True)
    return "\n".join(
        [*lines, *(f"| {place} | {loss} ({low} – {high}) |" for place, loss, (low, high) in rows)]
    )
