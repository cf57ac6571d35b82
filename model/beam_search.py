"""Beam search: a translator keeps the `width` likeliest texts at every step, and the tree that they grew in.

Different from greedy writing (`model.decoding`), a text that begins with an unlikely token may still be found.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import torch
from torch import Tensor

from headlight.model.decoding import EOS, S, Writer, Written, log_probabilities, penalty


class Kept(NamedTuple):
    """A text that a beam search kept after a step.

    Attributes:
        parent: which of the texts kept one step before it goes on from, counted from 0; 0 after the first step.
        token: what it was continued by.
        log_probability: Σ log p of all its tokens.
    """

    parent: int
    token: int
    log_probability: float


@dataclass(frozen=True, eq=False)
class Steps:
    """The texts that a beam search kept after each step, as a tree: O(1) numbers a text. `steps.texts(3)` reads them.

    Attributes:
        ends: where the texts of each step end, among those of all steps.
        parents, tokens: int32 [text]; see `Kept`.
        log_probabilities: float64 [text]
    """

    ends: tuple[int, ...]
    parents: Tensor
    tokens: Tensor
    log_probabilities: Tensor

    @classmethod
    def of(cls, kept: Sequence[Sequence[Kept]]) -> "Steps":
        """From the texts of every step, the likeliest first."""
        every = [text for step in kept for text in step]
        return cls(
            tuple(accumulate(map(len, kept))),
            torch.tensor([text.parent for text in every], dtype=torch.int32),
            torch.tensor([text.token for text in every], dtype=torch.int32),
            torch.tensor([text.log_probability for text in every], dtype=torch.float64),
        )

    def __len__(self) -> int:
        """How many steps there were."""
        return len(self.ends)

    def size(self, step: int) -> int:
        """How many texts were kept after a step, counted from 0."""
        return self.ends[step] - self._start(step)

    def texts(self, step: int) -> tuple[Written, ...]:
        """The texts kept after a step, counted from 0, the likeliest first."""
        parents, tokens = self.parents.tolist(), self.tokens.tolist()
        totals = self.log_probabilities[self._start(step) : self.ends[step]].tolist()
        texts = []
        for place, total in enumerate(totals):
            at, backwards = self._start(step) + place, list[int]()
            for earlier in range(step - 1, -1, -1):
                backwards.append(tokens[at])
                at = self._start(earlier) + parents[at]
            ids = (tokens[at], *reversed(backwards))
            finished = ids[-1] == EOS
            texts.append(Written(ids[:-1] if finished else ids, total, finished))
        return tuple(texts)

    def _start(self, step: int) -> int:
        return self.ends[step - 1] if step else 0


@dataclass(frozen=True)
class Beams:
    """What a beam search found, and how it went.

    Attributes:
        hypotheses: the best `width`, best first: those that are finished by score, then those that were not when
            the limit was reached, by score.
        steps: the texts kept after each step. Those that are finished were put aside then; the others were gone on
            with.
    """

    hypotheses: tuple[Written, ...]
    steps: Steps


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
    places, steps = [0], list[list[Kept]]()  # where the live texts stand among those kept last
    device = writer.embedding.weight.device
    tokens = torch.tensor([start], device=device)
    while live and len(steps) < limit:
        logits, state = writer.advance(state, tokens)
        kept = continuations(live, log_probabilities(logits), width)
        steps.append([Kept(places[row], text.last, text.log_probability) for row, text in kept])
        ended = [text for _, text in kept if text.finished]
        finished = ranked([*finished, *ended], length_penalty)[:width]
        places = [place for place, (_, text) in enumerate(kept) if not text.finished]
        going_on = [kept[place] for place in places]
        live = [text for _, text in going_on]
        if len(finished) == width and not hopeful(live, finished[-1], limit, length_penalty):
            break
        state = state.select(torch.tensor([row for row, _ in going_on], dtype=torch.int64, device=device))
        tokens = torch.tensor([text.last for text in live], dtype=torch.int64, device=device)
    found = [*finished, *ranked(live, length_penalty)]
    return Beams(tuple(found[:width]), Steps.of(steps))


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
