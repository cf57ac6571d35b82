"""How a translator writes: token by token until <eos>, here following the likeliest; `model.beam_search` keeps several.

A translator gives log p(next token | source, what is written); log p of a text is the sum over its tokens, <eos> among
them. Greedy writing takes the likeliest token each time.

Special tokens other than <eos> are never written. Log-probabilities stay the network's own: what it spends on tokens
that are passed over is not shared out among the others.
"""

import math
from dataclasses import dataclass
from typing import Protocol, Self, TypeVar

import torch
from torch import Tensor, nn

from headlight.model.tokenizer import SPECIAL

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

    @property
    def last(self) -> int:
        """The token written last."""
        return EOS if self.finished else self.ids[-1]

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


def log_probabilities(logits: Tensor) -> Tensor:
    """log softmax of logits [..., vocab_size], −∞ where a token is never written."""
    logs = logits.float().log_softmax(-1)
    logs[..., list(NEVER_WRITTEN)] = -math.inf
    return logs


def penalty(length: int, exponent: float) -> float:
    """((5 + length) / 6)^exponent"""
    return float(((5 + length) / 6) ** exponent)
