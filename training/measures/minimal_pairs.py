"""Two sentences that differ in one token: does the model hold the right one likelier? One half is chance.

A line of a file is `kind TAB sentence`, the sentence with `[right|wrong]` in it. A causal model is asked for the token
after all that stands before it, a masked model for the token behind `<mask>`, with both sides. Beside it, on the same
pairs, an n-gram of the same text: sentences, and some stories. A causal model is beside a trigram; a masked one beside a
two-sided bigram, which sees the neighbours.
"""

import re
from collections.abc import Sequence
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
    """The same as tokens, between all others of the sentence."""

    before: tuple[int, ...]
    right: int
    wrong: int
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
    """A pair as tokens; ValueError unless its two sentences differ in one."""
    right, wrong = (
        tokenizer.encode(f"{pair.before}{word}{pair.after}").ids for word in (pair.right, pair.wrong)
    )
    places = [i for i, (a, b) in enumerate(zip(right, wrong, strict=False)) if a != b]
    if len(right) != len(wrong) or len(places) != 1:
        raise ValueError(f"expected two sentences that differ in one token, got {pair}")
    place = places[0]
    return Choice(tuple(right[:place]), right[place], wrong[place], tuple(right[place + 1 :]))


def measure(model: Reader, file: str) -> dict[str, Any]:
    """The share of pairs, together and of each kind, for the model and for the n-gram.

    Args:
        model: a causal or a masked one.
        file: the name of a file in training/probes/, without its ending.
    """
    pairs = read(PROBES / f"{file}.tsv")
    choices = [choice(pair, model.tokenizer.inner) for pair in pairs]
    masked = model.architecture == "bert"
    ours = np.array(
        [prefers(masked_logits(model, c) if masked else next_logits(model, c), c) for c in choices]
    )
    theirs = neighbours(model.tokenizer.inner, choices) if masked else trigram(model.tokenizer.inner, choices)
    return {"model": by_kind(ours, pairs), "ngram": by_kind(theirs, pairs)}


def prefers(logits: torch.Tensor, choice: Choice) -> bool:
    """Whether the right token has the larger logit."""
    return bool(logits[choice.right] > logits[choice.wrong])


@torch.inference_mode()
def next_logits(model: Reader, choice: Choice) -> torch.Tensor:
    """What a causal model expects after the first part, [vocab_size]."""
    logits: torch.Tensor = model.network(torch.tensor([[BOS, *choice.before]], device=model.device))[0, -1]
    return logits


@torch.inference_mode()
def masked_logits(model: Reader, choice: Choice) -> torch.Tensor:
    """What a masked model expects between the parts, [vocab_size]."""
    tokens = torch.tensor([[CLS, *choice.before, MASK, *choice.after, SEP]], device=model.device)
    hidden = model.network.hidden(tokens, torch.zeros_like(tokens))[0, len(choice.before) + 1]
    logits: torch.Tensor = model.network.read_off(hidden)
    return logits


def trigram(tokenizer: Tokenizer, choices: Sequence[Choice]) -> NDArray[np.bool_]:
    """Which of the two the trigram prefers after the first part, [pair]."""
    learned = Trigram(text(tokenizer), VOCABULARY_SIZE)
    rows = [[BOS, *c.before, token] for c in choices for token in (c.right, c.wrong)]
    last = np.array([learned.log_probabilities(np.array(row))[-1] for row in rows]).reshape(-1, 2)
    preferred: NDArray[np.bool_] = last[:, 0] > last[:, 1]
    return preferred


def neighbours(tokenizer: Tokenizer, choices: Sequence[Choice]) -> NDArray[np.bool_]:
    """Which of the two the two-sided bigram prefers between its neighbours, [pair]."""
    learned = TwoSided(text(tokenizer), VOCABULARY_SIZE)
    found = []
    for c in choices:
        probabilities = learned.probabilities((BOS, *c.before)[-1], (*c.after, EOS)[0])
        found.append(probabilities[c.right] > probabilities[c.wrong])
    return np.array(found)


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
