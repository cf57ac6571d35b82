"""Whether a head finds what a pronoun stands for: how often the pronoun's strongest key lies in its antecedent.

For every head of self-attention over the typed text, the pronoun's row (its last token's, if it has several) hits if
its largest weight is on a token of the antecedent. "others" looks among the candidates alone: keys that the row may
see, without the pronoun's own tokens and special ones (`<bos>`, `<cls>`, `<sep>`, `<eos>`), which soak up attention
whatever the sentence says. "raw" looks among all keys that the row may see. Of two streams the content stream is
looked at, without its last layer, which nothing reads (`model.two_streams`). The head is chosen as in
`training.measures.folds`; the halves are the first and the second half of each language's sentences. Beside it, on
the same sentences:

    chance    mean of antecedent tokens / keys looked among, for the chosen head
    offset    the key that lies so many tokens before the pronoun; the number is chosen as a head is
    place     the key so many tokens from the beginning; likewise

Intervals are 95 %, over sentences. Clark et al. 2019, arXiv:1906.04341, measure BERT's heads on coreference alike:
how often a mention attends most to the head word of an antecedent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from headlight.model.readers.reader import Reader
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.model.two_streams import unread
from headlight.training.measures.folds import Head, Rows, chosen_on_other_half, described
from headlight.training.measures.intervals import share
from headlight.training.measures.marked_pronouns import LANGUAGES, PATH, Probe, Span, read

FURTHEST = 64  # tokens, for the baselines; no sentence is longer

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """Where a trace's tokens have the pronoun and the antecedent: a row, and masks over keys [n_key]."""

    row: int
    pronoun: Mask
    antecedent: Mask
    special: Mask


def measure(model: Reader, path: Path = PATH) -> dict[str, Any]:
    """The best head's hits, together and by language, beside chance, the best offset and the best place.

    Args:
        model: whose heads are looked at.
        path: a file of marked sentences: of pronouns, or of any two words of which the second is to find the first.
    """
    return of_probes(model, read(path))


def of_probes(model: Reader, probes: Sequence[Probe]) -> dict[str, Any]:
    """The same on any marked sentences; both halves of each language's sentences choose a head."""
    languages = [probe.language for probe in probes]
    traces = [model.trace(probe.sentence) for probe in probes]
    heads = heads_of(traces[0])
    places = [place_of(p, t.query_tokens(heads[0][0])) for p, t in zip(probes, traces, strict=True)]
    found = np.array(
        [[find(t, place, head) for head in heads] for t, place in zip(traces, places, strict=True)]
    )  # [sentence, head, others or raw, hit or chance]
    return {
        "others": best_head(found[:, :, 0], languages, heads),
        "raw": best_head(found[:, :, 1], languages, heads),
        "offset": best_key(np.array([hits_by_offset(place) for place in places]), languages),
        "place": best_key(np.array([hits_by_place(place) for place in places]), languages),
    }


def heads_of(trace: Trace) -> list[Head]:
    """Every head of self-attention over the typed text that anything reads; the encoder's where there is an encoder."""
    stack = "encoder" if "encoder" in trace.tokens else "decoder"
    every = (*trace.sites("self"), *trace.sites("content"))
    sites = [site for site in every if site.stack == stack and site != unread(trace.sites())]
    if not sites:
        raise ValueError(f"expected a model with self-attention over its text, got {trace.model_name}")
    return [(site, head) for site in sites for head in range(trace.step(site).n_heads)]


def place_of(probe: Probe, tokens: Sequence[Token]) -> Place:
    """Where the tokens have pronoun and antecedent; ValueError if they do not have both."""
    pronoun, antecedent = (tokens_in(span, tokens) for span in (probe.pronoun, probe.antecedent))
    if not (pronoun.any() and antecedent.any()):
        raise ValueError(f"expected tokens for pronoun and antecedent of {probe.sentence!r}")
    special = np.array([token.special for token in tokens])
    return Place(int(np.flatnonzero(pronoun)[-1]), pronoun, antecedent, special)


def tokens_in(span: Span, tokens: Sequence[Token]) -> Mask:
    """True for the tokens that share a character with the span, [n_token]."""
    start, end = span
    return np.array([not t.special and t.start < end and start < t.end for t in tokens])


def find(trace: Trace, place: Place, head: Head) -> list[tuple[bool, float]]:
    """What one head makes of one pronoun, among the candidates and among all: does it hit, and would chance."""
    site, index = head
    step = trace.step(site)
    weights, visible = step.weights(index)[place.row], step.visible(index)[place.row]
    candidates = visible & ~place.pronoun & ~place.special
    return [
        (strongest_in(weights, keys, place.antecedent), chance(keys, place.antecedent))
        for keys in (candidates, visible)
    ]


def strongest_in(weights: NDArray[Any], keys: Mask, wanted: Mask) -> bool:
    """Whether the largest weight among the keys is on a wanted one; False if there are no keys."""
    return bool(keys.any() and wanted[np.where(keys, weights, -1.0).argmax()])


def chance(keys: Mask, wanted: Mask) -> float:
    """The share of the keys that are wanted; 0 if there are no keys."""
    return float((keys & wanted).sum() / max(keys.sum(), 1))


def hits_by_offset(place: Place) -> Mask:
    """Whether the key d tokens before the pronoun lies in the antecedent, for d = 1 … FURTHEST: [d]."""
    return np.array([d <= place.row and place.antecedent[place.row - d] for d in range(1, FURTHEST + 1)])


def hits_by_place(place: Place) -> Mask:
    """Whether key number j lies in the antecedent, for j = 0 … FURTHEST − 1: [j]."""
    return np.pad(place.antecedent, (0, max(0, FURTHEST - len(place.antecedent))))[:FURTHEST]


def best_head(found: NDArray[np.float64], languages: list[str], heads: list[Head]) -> dict[str, Any]:
    """Hits of the chosen heads and chance on the same keys, from [sentence, head, hit or chance]."""
    second = second_half(languages)
    chosen = chosen_on_other_half(lambda rows: found[rows, :, 0].mean(0), second)
    hits, chances = found[np.arange(len(found)), chosen].T
    return {
        **by_language(hits == 1, languages),
        "chance": by_text(chances, languages),
        "chosen_on": described(chosen, second, heads),
    }


def best_key(hits: Mask, languages: list[str]) -> dict[str, Any]:
    """Hits [sentence, candidate] of a fixed key, chosen as heads are."""
    chosen = chosen_on_other_half(lambda rows: hits[rows].mean(0), second_half(languages))
    return by_language(hits[np.arange(len(hits)), chosen], languages)


def second_half(languages: list[str]) -> Rows:
    """True for the second half of each language's sentences, [sentence]."""
    second = np.zeros(len(languages), dtype=bool)
    for language in set(languages):
        rows = np.flatnonzero(np.array(languages) == language)
        second[rows[len(rows) // 2 :]] = True
    return second


def by_text(values: NDArray[np.float64], languages: list[str]) -> dict[str, float]:
    """The mean of values [sentence], together and by language."""
    names = np.array(languages)
    parts = {"together": values, **{name: values[names == name] for name in LANGUAGES if name in languages}}
    return {name: round(float(part.mean()), 3) for name, part in parts.items()}


def by_language(hits: Mask, languages: list[str]) -> dict[str, Any]:
    """The share of hits [sentence], together and by language."""
    names = np.array(languages)
    parts = {name: share(hits[names == name]) for name in LANGUAGES if name in languages}
    return {"together": share(hits), **parts}
