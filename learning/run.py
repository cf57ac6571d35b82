"""One network that learns: a slice at a time, with what was measured on the way and how it read one example.

    run = Run(Choices("reverse"), torch.device("cpu"))
    while run.advance():          # at most about 50 ms each
        run.moments[-1].accuracy

Another thread may look at it meanwhile: what it shows is replaced whole, never changed.
"""

import math
import threading
import time
from dataclasses import replace
from functools import cache, cached_property
from typing import Literal

import torch
from torch import Tensor

from headlight.learning.choices import STEPS, Choices
from headlight.learning.file import Learned
from headlight.learning.measurement import cross_entropy, measure, on_device
from headlight.learning.network import Learner, new_network
from headlight.learning.snapshot import Moment
from headlight.learning.tasks import Batch
from headlight.learning.tasks.task import PAD
from headlight.learning.vocabulary import Vocabulary
from headlight.model.recorder import recording
from headlight.model.trace import Prediction, Trace

ROWS = 32  # of a step
HELD_OUT_ROWS = 64
SLICE = 0.03  # seconds after which a slice ends; what is in hand is finished first
LONGEST = 180.0  # seconds of work, by the processor's clock, that a run may take
MOMENTS = 40  # measured at even distances, and some more at the beginning
RATE = 3e-3  # of learning
WARM_UP, FALL = 50, 0.3  # steps until the rate is reached; the last part of the steps, over which it falls
CLIP = 1.0  # the longest gradient

Ended = Literal["", "steps", "time", "diverged"]


class Run:
    """A network, what it learns from, and what is known of it so far.

    Raises:
        ValueError: if nothing can be learned from the text.
    """

    def __init__(self, choices: Choices, device: torch.device) -> None:
        self.choices, self.task, self.device = choices, choices.make_task(), device
        self.vocabulary = Vocabulary(self.task.symbols)
        self.step, self.seconds = 0, 0.0
        self.ended: Ended = ""
        self.moments: tuple[Moment, ...] = ()
        self.traces: tuple[tuple[int, Trace], ...] = ()
        self._losses: list[float] = []
        self._in_hand = threading.Lock()

    @cached_property
    def network(self) -> Learner:
        """What learns; made at the first slice, on the thread that does them all."""
        return new_network(self.choices, self.vocabulary, self.task.length).to(self.device)

    @cached_property
    def optimiser(self) -> torch.optim.Optimizer:
        """What changes the weights."""
        return torch.optim.AdamW(
            self.network.parameters(), lr=RATE, betas=(0.9, 0.98), weight_decay=0, fused=True
        )

    @cached_property
    def held_out(self) -> Batch:
        """The rows that are measured on; the first is the example that is shown."""
        return self.task.held_out(self.choices.seed, HELD_OUT_ROWS)

    @cached_property
    def parameters(self) -> int:
        """How many numbers it learns."""
        return sum(weights.numel() for weights in self.network.parameters())

    def advance(self) -> bool:
        """A slice of learning; False once there is nothing left to do."""
        with self._in_hand, torch.enable_grad():
            began, worked = time.monotonic(), time.thread_time()
            if not self.moments:
                self._look()
            while not self.ended and time.monotonic() - began < SLICE:
                self._learn()
            self.seconds += time.thread_time() - worked
        return not self.ended

    def learned(self) -> Learned:
        """A copy of the network as it is now, to be kept."""
        with self._in_hand:
            state = {
                name: tensor.detach().to("cpu", copy=True)
                for name, tensor in self.network.state_dict().items()
            }
            choices = replace(self.choices, text="")
            return Learned(choices, self.vocabulary.symbols, self.task.length, self.moments, state)

    def pair(self) -> tuple[int, int]:
        """A query of the example and the key where its answer can be read; the last token and its neighbour if none."""
        sources = self.held_out.sources[0]
        queries = (sources >= 0).nonzero()[0]
        if len(queries):
            query = int(queries[len(queries) // 2])
            return query, int(sources[query])
        return len(sources) - 1, len(sources) - 2

    def _learn(self) -> None:
        tokens, targets = on_device(self.network, self.task.batch(self.step, self.choices.seed, ROWS))
        for group in self.optimiser.param_groups:
            group["lr"] = RATE * rate(self.step, self.choices.steps)
        loss = cross_entropy(self.network(tokens), targets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), CLIP)
        self.optimiser.step()
        self.optimiser.zero_grad()
        self.step += 1
        self._losses.append(loss.item())
        if not math.isfinite(self._losses[-1]):
            self.ended = "diverged"
        elif self.step == self.choices.steps:
            self.ended = "steps"
        elif self.seconds > LONGEST:
            self.ended = "time"
        if self.ended != "diverged" and (self.ended or is_shown(self.step, self.choices.steps)):
            self._look()

    def _look(self) -> None:
        mean = sum(self._losses) / len(self._losses) if self._losses else None
        measured = measure(self.network, self.held_out)
        if not math.isfinite(measured.loss):
            self.ended = "diverged"
            return
        self._losses = []
        self.traces = (*self.traces, (self.step, self._read()))
        self.moments = (*self.moments, Moment(self.step, self.seconds, mean, measured))

    @torch.no_grad()
    def _read(self) -> Trace:
        """How the network reads the example now; without the residual stream, which nobody looks at on the way."""
        ids = self.held_out.tokens[0].tolist()
        while ids[-1] == PAD:
            ids.pop()
        tokens = self.vocabulary.tokens(ids)
        with recording() as record:
            logits: Tensor = self.network(torch.tensor([ids], device=self.device))
        text = "".join(token.text for token in tokens if not token.special)
        prediction = Prediction(logits[0], self.vocabulary.vocabulary, ahead=int(self.task.foretells))
        return Trace(self.choices.task, text, {"decoder": tokens}, tuple(record.steps), (), prediction)


@cache
def warm_up() -> None:
    """Have torch import what a first step needs: once, on the thread of who asks, so that no slice takes seconds."""
    run = Run(Choices(n_layers=1, n_heads=1, d_model=16, steps=STEPS[0]), torch.device("cpu"))
    run.advance()


def rate(step: int, steps: int) -> float:
    """The factor on the learning rate: up, level, down to 0."""
    return min(1.0, (step + 1) / WARM_UP, (steps - step) / (FALL * steps))


def is_shown(step: int, steps: int) -> bool:
    """Whether to look after so many steps: at powers of two first, then at even distances."""
    every = max(1, steps // MOMENTS)
    return step % every == 0 or (step < every and step & (step - 1) == 0)
