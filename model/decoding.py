"""How a translator writes: token by token until <eos>, following the likeliest token or a beam of the best few.

A translator gives log p(next token | source, what is written); log p of a text is the sum over its tokens, <eos> among
them. Greedy writing takes the likeliest token each time; beam search keeps the `width` likeliest texts so far.

Special tokens other than <eos> are never written. Log-probabilities stay the network's own: what it spends on tokens
that are passed over is not shared out among the others.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

import torch
from torch import Tensor, nn

from model.tokenizer import SPECIAL

EOS = SPECIAL.index("<eos>")
NEVER_WRITTEN = tuple(id for id in range(len(SPECIAL)) if id != EOS)


class State(Protocol):
    """Where a decoder stands, for each text of a batch."""

    def select(self, rows: Tensor) -> Self:
        """The states of these rows of the batch, in this order; a row may be taken more than once."""


S = TypeVar("S", bound=State)


class Writer(Protocol[S]):
    """A translator."""

    embedding: nn.Embedding

    def advance(self, state: S, tokens: Tensor) -> tuple[Tensor, S]:
        """Read one token a row [batch]: logits of the next one [batch, vocab_size], and the new state."""


@dataclass(frozen=True)
class Written:
    """What is written so far.

    Attributes:
        ids: its tokens, without the tag it starts with and without <eos>.
        log_probability: Σ log p of the tokens, <eos> included once it is written.
        finished: whether it ends with <eos>.
    """

    ids: tuple[int, ...] = ()
    log_probability: float = 0.0
    finished: bool = False

    @property
    def length(self) -> int:
        """How many tokens were written, <eos> included."""
        return len(self.ids) + self.finished

    def followed_by(self, token: int, log_probability: float) -> "Written":
        """With one token more, which has that log p."""
        total = self.log_probability + log_probability
        if token == EOS:
            return Written(self.ids, total, finished=True)
        return Written((*self.ids, token), total)

    def score(self, length_penalty: float) -> float:
        """log p / ((5 + length) / 6)^length_penalty, by which beam search ranks texts.

        Each token lowers log p, so without a penalty (0) short texts win. Source: Wu et al. 2016, arXiv:1609.08144,
        equation 14, without its coverage term.
        """
        return self.log_probability / penalty(self.length, length_penalty)


@dataclass(frozen=True)
class Beams:
    """What a beam search found, and how it went.

    Attributes:
        hypotheses: the best `width`, best first: those that are finished by score, then those that were not when
            the limit was reached, by score.
        steps: after each step the continuations that were kept, the likeliest first. Those that are finished were put
            aside then; the others were gone on with.
    """

    hypotheses: tuple[Written, ...]
    steps: tuple[tuple[Written, ...], ...]


@torch.inference_mode()
def greedy(writer: Writer[S], state: S, start: Tensor, limit: int) -> list[Written]:
    """Follow the likeliest token of each row until <eos>; of equal ones, that of the lowest id.

    Args:
        writer: the network.
        state: what it begins with, a row a text.
        start: the tag each row starts with, int [batch].
        limit: the most tokens to write, <eos> included.
    """
    written = [Written()] * len(start)
    rows, tokens = list(range(len(start))), start  # of the texts that are not finished
    for _ in range(limit):
        if not rows:
            break
        logits, state = writer.advance(state, tokens)
        best, tokens = log_probabilities(logits).max(-1)
        for row, token, log_probability in zip(rows, tokens.tolist(), best.tolist(), strict=True):
            written[row] = written[row].followed_by(token, log_probability)
        going_on = [place for place, row in enumerate(rows) if not written[row].finished]
        if len(going_on) < len(rows):
            kept = torch.tensor(going_on, dtype=torch.int64, device=tokens.device)
            state, tokens, rows = state.select(kept), tokens[kept], [rows[place] for place in going_on]
    return written


@torch.inference_mode()
def beam(writer: Writer[S], state: S, start: int, limit: int, width: int, length_penalty: float) -> Beams:
    """Keep the `width` likeliest continuations at every step (Sutskever et al. 2014, arXiv:1409.3215, section 3.2).

    Those that are finished are put aside, and the others go on, until none of them can come to a better score than the
    worst of `width` finished ones. A beam of width 1 writes what `greedy` writes.

    Args:
        writer: the network.
        state: what it begins with, for one text.
        start: the tag to start with.
        limit: the most tokens to write, <eos> included.
        width: how many texts are kept.
        length_penalty: 0 ranks by log p, 1 nearly by log p a token; see `Written.score`.

    Raises:
        ValueError: for a width below 1 or a penalty below 0.
    """
    if width < 1 or length_penalty < 0:
        raise ValueError(f"expected a width from 1 and a penalty from 0, got {width} and {length_penalty}")
    live, finished = [Written()], list[Written]()
    steps: list[tuple[Written, ...]] = []
    device = writer.embedding.weight.device
    tokens = torch.tensor([start], device=device)
    while live and len(steps) < limit:
        logits, state = writer.advance(state, tokens)
        kept = continuations(live, log_probabilities(logits), width)
        steps.append(tuple(text for _, text in kept))
        ended = [text for _, text in kept if text.finished]
        finished = ranked([*finished, *ended], length_penalty)[:width]
        going_on = [(row, text) for row, text in kept if not text.finished]
        live = [text for _, text in going_on]
        if len(finished) == width and not hopeful(live, finished[-1], limit, length_penalty):
            break
        state = state.select(torch.tensor([row for row, _ in going_on], dtype=torch.int64, device=device))
        tokens = torch.tensor([text.ids[-1] for text in live], dtype=torch.int64, device=device)
    found = [*finished, *ranked(live, length_penalty)]
    return Beams(tuple(found[:width]), tuple(steps))


def log_probabilities(logits: Tensor) -> Tensor:
    """log softmax of logits [..., vocab_size], −∞ where a token is never written."""
    logs = logits.float().log_softmax(-1)
    logs[..., list(NEVER_WRITTEN)] = -math.inf
    return logs


def continuations(live: Sequence[Written], logs: Tensor, width: int) -> list[tuple[int, Written]]:
    """The `width` likeliest texts one token longer, the likeliest first, each with the row it goes on from.

    `logs`: log p of every next token, [live, vocab_size]. Of equal ones, the earlier row and the lower id come first.
    """
    logs = logs.cpu().double()
    so_far = torch.tensor([text.log_probability for text in live], dtype=torch.float64)
    totals = (so_far[:, None] + logs).flatten()
    count = min(width, int(totals.isfinite().sum()))
    good = (totals >= totals.topk(count).values[-1:]).nonzero()[:, 0]  # more than that where some are equal
    best = good[totals[good].sort(descending=True, stable=True).indices[:count]]
    places = [divmod(place, logs.shape[1]) for place in best.tolist()]
    return [(row, live[row].followed_by(token, float(logs[row, token]))) for row, token in places]


def ranked(texts: Sequence[Written], length_penalty: float) -> list[Written]:
    """The best score first; of equal ones, the earlier first."""
    return sorted(texts, key=lambda text: -text.score(length_penalty))


def hopeful(live: Sequence[Written], worst: Written, limit: int, length_penalty: float) -> bool:
    """Whether one of these may yet come to a better score than `worst`: at best, all that follows is certain."""
    best = max((text.log_probability for text in live), default=-math.inf)
    return best / penalty(limit, length_penalty) > worst.score(length_penalty)


def penalty(length: int, exponent: float) -> float:
    """((5 + length) / 6)^exponent"""
    return float(((5 + length) / 6) ** exponent)
