"""All models' figures in one table, as `training.evaluate` and docs show them."""

from collections.abc import Iterator, Mapping
from typing import Any

Line = tuple[str, str, str, str]  # figure, value, n, baseline


def as_table(measured: Mapping[str, Mapping[str, Any]]) -> str:
    """Markdown: model, what was measured, value with its 95 % interval, n, and the baseline beside it."""
    lines = ["| model | figure | value (95 %) | n | baseline |", "|---|---|---|---|---|"]
    rows = [row for name, figures in measured.items() for row in rows_of(name, figures)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows)])


def rows_of(name: str, figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """One model's lines."""
    for key, rows in ROWS.items():
        if key in figures:
            yield from ((name, *row) for row in rows(figures[key]))
    for key, beside in BESIDE_UNTRAINED.items():
        if key in figures:
            yield from ((name, *row) for row in beside(figures[key], figures[f"{key}_untrained"]))


def translation(figures: Mapping[str, Any]) -> Iterator[Line]:
    """BLEU and chrF of both directions."""
    for direction, scores in figures.items():
        for metric, title in (("bleu", "BLEU"), ("chrf", "chrF")):
            yield f"{title} {direction}", valued(scores[metric]), str(scores["n"]), ""


def alignment(figures: Mapping[str, Any], untrained: Mapping[str, Any]) -> Iterator[Line]:
    """AER of both directions, rows read as the page calls them, beside the diagonal."""
    for direction, found in figures.items():
        reading = found["reading"]
        random = untrained[direction][reading]["aer"]
        baseline = f"diagonal {found['diagonal']['aer']}, untrained {random}"
        value = interval_of(found[reading]["aer"], found[reading])
        yield f"AER {direction} ({reading})", value, str(found["pairs"]), baseline


def perplexity(figures: Mapping[str, Any]) -> Iterator[Line]:
    """Perplexity beside the trigram's."""
    for text, found in figures.items():
        trigram = f"trigram {found['trigram']['value']}"
        yield f"perplexity, {text}", valued(found["model"]), f"{found['tokens']} tokens", trigram


def masked(figures: Mapping[str, Any]) -> Iterator[Line]:
    """Top 1 and top 5 beside the two-sided bigram's."""
    for text, found in figures["model"].items():
        for top in ("top_1", "top_5"):
            bigram = f"two-sided bigram {figures['two_sided_bigram'][text][top]['value']}"
            yield f"masked {top.replace('_', ' ')}, {text}", valued(found[top]), str(found[top]["n"]), bigram


def next_sentence(figures: Mapping[str, Any]) -> Iterator[Line]:
    """Right answers beside a threshold on shared words."""
    for text, found in figures.items():
        shared = f"shared words {found['shared_words']['value']}"
        yield f"next sentence, {text}", valued(found["model"]), str(found["model"]["n"]), shared


def permutation(figures: Mapping[str, Any]) -> Iterator[Line]:
    """Perplexity in random orders and in order, beside gpt's."""
    for text, found in figures.items():
        gpt = f"gpt {found['gpt']['value']}"
        for order in ("random_orders", "left_to_right"):
            n = f"{found[order]['sentences']} sentences"
            yield f"perplexity, {order.replace('_', ' ')}, {text}", valued(found[order]), n, gpt


def heads(figures: Mapping[str, Any], untrained: Mapping[str, float]) -> Iterator[Line]:
    """The best head of each kind, beside even attention and the best of random weights."""
    for kind, found in figures.items():
        title = f"{kind.replace('_', ' ')} head ({found['head']})"
        yield title, valued(found), str(found["n"]), f"even {found['uniform']}, untrained {untrained[kind]}"


def pronouns(figures: Mapping[str, Any], untrained: Mapping[str, Any]) -> Iterator[Line]:
    """How often the chosen head's strongest key is the antecedent, beside the best fixed offset and chance."""
    for text in ("together", "english", "chinese"):
        found, offset = figures["others"][text], figures["offset"][text]["value"]
        random = untrained["others"][text]["value"]
        baseline = f"offset {offset}, chance {figures['others']['chance'][text]}, untrained {random}"
        yield f"antecedent found, {text}", valued(found), str(found["n"]), baseline


ROWS = {
    "translation": translation,
    "perplexity": perplexity,
    "masked": masked,
    "next_sentence": next_sentence,
    "permutation": permutation,
}
BESIDE_UNTRAINED = {"alignment": alignment, "heads": heads, "pronouns": pronouns}


def valued(figure: Mapping[str, Any]) -> str:
    """`23.4 (22.1 – 24.8)`"""
    return interval_of(figure["value"], figure)


def interval_of(value: float, figure: Mapping[str, Any]) -> str:
    """A value with the figure's interval."""
    low, high = figure["interval"]
    return f"{value} ({low} – {high})"
