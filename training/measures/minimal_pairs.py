"""Two sentences that differ in one token: does the model hold the right one likelier? One half is chance.

A line of a file is `kind TAB sentence`, the sentence with `[right|wrong]` in it. A causal model is asked for the token
after all that stands before it, a masked model for the token behind `<mask>`, with both sides. Beside it, on the same
pairs, an n-gram of the same text (sentences, and some stories): a trigram for a causal model, a two-sided bigram, which
sees the neighbours, for a masked one.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from headlight.model.readers.reader import Reader
from headlight.training.data import load_stream
from headlight.training.measures.intervals import share
from headlight.training.stories import shards
from headlight.training.tokenizer import BOS, CLS, EOS, MASK, SEP, VOCABULARY_SIZE
from headlight.training.trigram import Trigram
from headlight.training.two_sided import TwoSided

PROBES = Path(__file__).parent.parent / "probes"
_MARKED = re.compile(r"([^][|]*)\[([^][|]+)\|([^][|]+)]([^][|]*)")


@dataclass(frozen=True)
class Pair:
    """A sentence in two parts, and what stands rightly and wrongly between them."""

    kind: str
    before: str
    right: str
    wrong: str
    after: str


@dataclass(frozen=True)
class Choice:
    """The same as tokens; those that both sentences begin and end with stand before and after."""

    before: tuple[int, ...]
    right: tuple[int, ...]
    wrong: tuple[int, ...]
    after: tuple[int, ...]


def read(path: Path) -> list[Pair]:
    """Every pair of a file; ValueError names the line that is not well formed."""
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        kind, _, marked = line.partition("\t")
        match = _MARKED.fullmatch(marked)
        if not kind or match is None:
            raise ValueError(f"{path.name}, line {number}: expected kind TAB … [right|wrong] …, got {line!r}")
        pairs.append(Pair(kind, *match.groups()))
    return pairs


def choice(pair: Pair, tokenizer: Tokenizer) -> Choice:
    """A pair as tokens. The two differ in one, unless a tokenizer merges it with what stands beside it."""
    right, wrong = (
        tuple(tokenizer.encode(f"{pair.before}{word}{pair.after}").ids) for word in (pair.right, pair.wrong)
    )
    first = next(i for i, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b)
    most = min(len(right), len(wrong)) - first
    same = next((n for n in range(most) if right[-1 - n] != wrong[-1 - n]), most)
    end = len(right) - same
    return Choice(right[:first], right[first:end], wrong[first : len(wrong) - same], right[end:])


def measure(model: Reader, file: str) -> dict[str, Any]:
    """The share of pairs, together and of each kind, for the model and for the n-gram.

    Args:
        model: a causal or a masked one.
        file: the name of a file in training/probes/, without its ending.
    """
    pairs = read(PROBES / f"{file}.tsv")
    choices = [choice(pair, model.tokenizer.inner) for pair in pairs]
    masked = model.architecture == "bert"
    ours, theirs = (masked_score, between(model)) if masked else (next_score, behind(model))
    hits = np.array([ours(model, c, c.right) > ours(model, c, c.wrong) for c in choices])
    yardstick = np.array([theirs(c, c.right) > theirs(c, c.wrong) for c in choices])
    return {"model": by_kind(hits, pairs), "ngram": by_kind(yardstick, pairs)}


@torch.inference_mode()
def next_score(model: Reader, choice: Choice, word: tuple[int, ...]) -> float:
    """ln p of a word after the first part, as a causal model expects it."""
    tokens = torch.tensor([[BOS, *choice.before, *word]], device=model.device)
    logarithms = model.network(tokens)[0].log_softmax(-1)
    places = range(len(choice.before), len(choice.before) + len(word))
    return float(sum(logarithms[place, token] for place, token in zip(places, word, strict=True)))


@torch.inference_mode()
def masked_score(model: Reader, choice: Choice, word: tuple[int, ...]) -> float:
    """Mean ln p of a word's tokens between the parts, all of them masked, as a masked model expects them."""
    network: Any = model.network
    masks = [MASK] * len(word)
    tokens = torch.tensor([[CLS, *choice.before, *masks, *choice.after, SEP]], device=model.device)
    first = len(choice.before) + 1
    hidden = network.hidden(tokens, torch.zeros_like(tokens))[0, first : first + len(word)]
    logarithms = network.read_off(hidden).log_softmax(-1)
    return float(logarithms[range(len(word)), list(word)].mean())


def behind(model: Reader) -> Callable[[Choice, tuple[int, ...]], float]:
    """ln p of a word after the first part, by a trigram."""
    learned = Trigram(text(model.tokenizer.inner), VOCABULARY_SIZE)

    def score(choice: Choice, word: tuple[int, ...]) -> float:
        row = np.array([BOS, *choice.before, *word])
        return float(learned.log_probabilities(row)[-len(word) :].sum())

    return score


def between(model: Reader) -> Callable[[Choice, tuple[int, ...]], float]:
    """ln p of a word and of what follows it, by bigrams, which is what both neighbours say of it."""
    learned = TwoSided(text(model.tokenizer.inner), VOCABULARY_SIZE)

    def score(choice: Choice, word: tuple[int, ...]) -> float:
        return learned.log_chance([(BOS, *choice.before)[-1], *word, (*choice.after, EOS)[0]])

    return score


@cache
def text(tokenizer: Tokenizer) -> NDArray[np.integer]:
    """The natural training sentences and one shard of stories, as tokens."""
    return np.concatenate([load_stream("train", tokenizer), shards.stream(0, tokenizer, seed=0)])


def by_kind(right: NDArray[np.bool_], pairs: Sequence[Pair]) -> dict[str, Any]:
    """The share of pairs that are right, together and of each kind."""
    kinds = np.array([pair.kind for pair in pairs])
    return {
        "together": share(right),
        **{kind: share(right[kinds == kind]) for kind in dict.fromkeys(kinds.tolist())},
    }
