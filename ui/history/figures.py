"""What a model's card measured, as lines of a table: each figure with its interval, n and baseline."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ui.language.history import HistoryWords

Card = Mapping[str, Any]
DIRECTIONS = {"en-zh": "en_zh", "zh-en": "zh_en"}  # as cards name them, and the catalogue
TEXTS = {"both": "held_out", "together": "held_out", "english": "english", "chinese": "chinese"}
HIGHER, LOWER = "↑", "↓"


@dataclass(frozen=True)
class Line:
    """One figure: what it is and which way is better, and the baseline it stands beside."""

    title: str
    value: float
    interval: str
    n: int
    baseline: str = ""


def lines_of(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """Every figure of a card that is measured on texts, in the order of `MEASURES`."""
    for name, lines in MEASURES.items():
        if name in figures:
            yield from lines(figures[name], words)


def translation(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """BLEU and chrF of both directions."""
    for direction, found in figures.items():
        for measure, name in (("bleu", "BLEU"), ("chrf", "chrF")):
            title = words.translation.format(measure=name, direction=getattr(words, DIRECTIONS[direction]))
            yield line(title, HIGHER, found[measure], found["n"])


def alignment(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """Alignment error rates of both directions, rows read as the page calls them."""
    for direction, found in figures.items():
        best = found[found["reading"]]
        title = words.alignment.format(direction=getattr(words, DIRECTIONS[direction]))
        baseline = f"{words.diagonal} {found['diagonal']['aer']}"
        yield line(title, LOWER, best | {"value": best["aer"]}, found["pairs"], baseline)


def perplexity(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """A causal model's perplexity beside the trigram's."""
    for text, found in figures.items():
        baseline = f"{words.trigram} {found['trigram']['value']}"
        yield line(
            texted(words.perplexity, text, words),
            LOWER,
            found["model"],
            found["model"]["sentences"],
            baseline,
        )


def masked(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """How often the token behind a mask is the first guess, beside a two-sided bigram."""
    for text, found in figures["model"].items():
        baseline = f"{words.two_sided} {figures['two_sided_bigram'][text]['top_1']['value']}"
        yield line(texted(words.masked, text, words), HIGHER, found["top_1"], found["top_1"]["n"], baseline)


def next_sentence(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """How often the judgement is right, beside a threshold on shared words."""
    for text, found in figures.items():
        baseline = f"{words.shared_words} {found['shared_words']['value']}"
        yield line(
            texted(words.next_sentence, text, words), HIGHER, found["model"], found["model"]["n"], baseline
        )


def permutation(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """A permutation model's perplexity under random orders, beside gpt's on the same tokens."""
    for text, found in figures.items():
        random = found["random_orders"]
        baseline = f"gpt {found['gpt']['value']}"
        yield line(texted(words.any_order, text, words), LOWER, random, random["sentences"], baseline)


def pronouns(figures: Card, words: HistoryWords) -> Iterator[Line]:
    """How often the chosen head's strongest key is the antecedent, beside the best fixed offset and chance."""
    for text in ("together", "english", "chinese"):
        found = figures["others"][text]
        baseline = (
            f"{words.offset} {figures['offset'][text]['value']} · "
            f"{words.chance} {figures['others']['chance'][text]}"
        )
        yield line(texted(words.pronouns, text, words), HIGHER, found, found["n"], baseline)


MEASURES: Mapping[str, Callable[[Card, HistoryWords], Iterator[Line]]] = {
    "translation": translation,
    "alignment": alignment,
    "perplexity": perplexity,
    "masked": masked,
    "next_sentence": next_sentence,
    "permutation": permutation,
    "pronouns": pronouns,
}


def texted(title: str, text: str, words: HistoryWords) -> str:
    """A title with the text it was measured on."""
    return title.format(text=getattr(words, TEXTS[text]))


def line(title: str, better: str, found: Card, n: int, baseline: str = "") -> Line:
    """A figure with its interval, `29.9 – 32.4`."""
    low, high = found["interval"]
    return Line(f"{title} {better}", found["value"], f"{low} – {high}", n, baseline)
