"""One network, or two that differ in one thing, learning from the same batches: a job of the engine."""

from dataclasses import dataclass, field

import torch

from headlight.learning.choices import Choices, Switch
from headlight.learning.run import Run, warm_up
from headlight.learning.snapshot import Moment


@dataclass(frozen=True)
class Before:
    """What an earlier network measured, to be drawn behind a later one's."""

    choices: Choices
    moments: tuple[Moment, ...]


@dataclass(eq=False)
class Experiment:
    """Networks that learn at the same pace.

    Attributes:
        choices: of the first.
        switch: what the second has otherwise; None without a second.
        device: where they learn.
        before: an earlier network to compare with.

    Raises:
        ValueError: if nothing can be learned from the text.
    """

    choices: Choices
    switch: Switch | None
    device: torch.device
    before: Before | None = None
    runs: tuple[Run, ...] = field(init=False)

    def __post_init__(self) -> None:
        warm_up()
        others = () if self.switch is None else (self.choices.changed(self.switch),)
        self.runs = tuple(Run(choices, self.device) for choices in (self.choices, *others))

    def advance(self) -> bool:
        """A slice of whichever is behind; False once all have ended."""
        going = [run for run in self.runs if not run.ended]
        if going:
            min(going, key=lambda run: run.step).advance()
        return any(not run.ended for run in self.runs)

    @property
    def share(self) -> float:
        """How much of the work is done, 0 to 1; a run that has ended needs no more."""
        done = [1.0 if run.ended else run.step / run.choices.steps for run in self.runs]
        return sum(done) / len(done)

    def seen(self) -> Before | None:
        """The first network's curve, for the experiment after this one; None before its first moment."""
        first = self.runs[0]
        return Before(first.choices, first.moments) if first.moments else None
