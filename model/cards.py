"""What a model's card measured, figure by figure: the one place that knows how `card.json` is laid out.

`training.summary` prints them as a table, the page as another.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

Measured = Mapping[str, Any]
"""A card's "figures", or a part of them."""


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        kind: what was measured, such as "bleu" or "random_orders".
        of: on what: a direction ("en-zh"), a language, or "both" and "together"; "" for what has no parts.
        value: the figure.
        interval: its 95 % interval, low and high.
        n: how many texts the interval is over.
        unit: what these are, where the kind does not say it.
        which: which of several ways to read the model's attention it is of: a head, or what a row belongs to.
        beside: baselines by their names.
    """

    kind: str
    of: str
    value: float
    interval: tuple[float, float]
    n: int
    unit: str = ""
    which: str = ""
    beside: Mapping[str, float] = field(default_factory=dict)


def figures_of(measured: Measured) -> Iterator[Figure]:
    """Every figure of a card, in the order of `KINDS`."""
    for name, read in KINDS.items():
        if name in measured:
            yield from read(measured[name], measured.get(f"{name}_untrained"))


def translation(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """BLEU and chrF of both directions."""
    for direction, scores in measured.items():
        for metric in ("bleu", "chrf"):
            yield figure(metric, direction, scores[metric], scores["n"])


def perplexity(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """Perplexity beside the trigram's."""
    for text, found in measured.items():
        beside = {"trigram": found["trigram"]["value"]}
        if "per_shared_token" in found:
            beside["per token of the shared tokenizer"] = found["per_shared_token"]
        model = found["model"]
        yield figure("perplexity", text, model, model["sentences"], unit="sentences", beside=beside)


def masked(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """How often the masked token is the first guess, and among the first five, beside a two-sided bigram."""
    for text, found in measured["model"].items():
        for top in ("top_1", "top_5"):
            beside = {"two-sided bigram": measured["two_sided_bigram"][text][top]["value"]}
            yield figure(f"masked_{top}", text, found[top], found[top]["n"], beside=beside)


def next_sentence(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """How often the judgement is right, beside a threshold on shared words."""
    for text, found in measured.items():
        beside = {"shared words": found["shared_words"]["value"]}
        yield figure("next_sentence", text, found["model"], found["model"]["n"], beside=beside)


def permutation(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """Perplexity in random orders and in order, beside gpt's."""
    for text, found in measured.items():
        beside = {"gpt": found["gpt"]["value"]}
        for order in ("random_orders", "left_to_right"):
            n = found[order]["sentences"]
            yield figure(order, text, found[order], n, unit="sentences", beside=beside)


def alignment(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """Alignment error rates, rows read as the page calls them, beside the diagonal and random weights."""
    for direction, found in measured.items():
        reading = found["reading"]
        best = found[reading] | {"value": found[reading]["aer"]}
        beside = {"diagonal": found["diagonal"]["aer"]}
        beside |= {"untrained": untrained[direction][reading]["aer"]} if untrained else {}
        yield figure("alignment", direction, best, found["pairs"], which=reading, beside=beside)


def heads(measured: Measured, untrained: Measured | None) -> Iterator[Figure]:
    """The best head of each kind, beside even attention and the best of random weights."""
    for kind, found in measured.items():
        beside = {"even": found["uniform"]} | ({"untrained": untrained[kind]} if untrained else {})
        yield figure(kind, "", found, found["n"], which=found["head"], beside=beside)


def pronouns(measured: Measured, untrained: Measured | None, kind: str = "pronouns") -> Iterator[Figure]:
    """How often one head's strongest key is the antecedent, beside the best fixed offset, chance and random weights."""
    for text in ("together", "english", "chinese"):
        found = measured["others"][text]
        beside = {
            "offset": measured["offset"][text]["value"],
            "chance": measured["others"]["chance"][text],
        }
        beside |= {"untrained": untrained["others"][text]["value"]} if untrained else {}
        yield figure(kind, text, found, found["n"], beside=beside)


def choices(measured: Measured, untrained: Measured | None, kind: str) -> Iterator[Figure]:
    """How often the right one of two words is held likelier, together and by what stands between, beside an n-gram."""
    for of, found in measured["model"].items():
        beside = {"n-gram": measured["ngram"][of]["value"], "chance": 0.5}
        yield figure(kind, of, found, found["n"], beside=beside)


KINDS: Mapping[str, Callable[[Measured, Measured | None], Iterator[Figure]]] = {
    "translation": translation,
    "perplexity": perplexity,
    "masked": masked,
    "next_sentence": next_sentence,
    "permutation": permutation,
    "alignment": alignment,
    "heads": heads,
    "pronouns": pronouns,
    **{kind: partial(pronouns, kind=kind) for kind in ("rivals", "verb_object", "subject_verb")},
    **{kind: partial(choices, kind=kind) for kind in ("agreement", "measure_words")},
}
"""The measures of `training.evaluate`, by their names on a card."""


def figure(kind: str, of: str, found: Measured, n: int, **more: Any) -> Figure:
    """From a value and its interval as cards have them."""
    low, high = found["interval"]
    return Figure(kind, of, found["value"], (low, high), n, **more)
