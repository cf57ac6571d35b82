"""A view: one way to look at a trace, and all that a page has to know about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.words import Phrase

Options = Mapping[str, str]
"""What is chosen in a view's controls, by name; what is missing has its default."""

Family = Literal["head", "heads", "stream"]
"""What a view is about: one head, all heads together, or the residual stream."""

Draw = Callable[[Trace, Selection, Look, Options], Drawing]
Needs = Callable[[Trace], Phrase | None]


@dataclass(frozen=True)
class Choice:
    """One thing a control offers: its value, as in a link, and its label."""

    value: str
    label: Phrase


@dataclass(frozen=True)
class Control:
    """One of several choices, the first of which is the default."""

    name: str
    label: Phrase
    choices: tuple[Choice, ...]

    def value(self, options: Options) -> str:
        """What is chosen; the default if nothing is, or something that is not offered."""
        values = [choice.value for choice in self.choices]
        chosen = options.get(self.name)
        return chosen if chosen in values else values[0]


Controls = tuple[Control, ...] | Callable[[Trace, Selection], tuple[Control, ...]]


@dataclass(frozen=True)
class View:
    """One way to look at a trace.

    Attributes:
        name: in links and files; unique.
        title: on the page.
        question: what a reader can answer with it.
        needs: the reason why a trace cannot be shown so, or None if it can.
        controls: what may be chosen; a function where that depends on the trace and what is selected in it.
        draw: (trace, selection, look, options) → `Drawing`; pure.
        order: place on the page, smallest first.
        family: what it is about, under which heading the page offers it.
    """

    name: str
    title: Phrase
    question: Phrase
    needs: Needs
    controls: Controls
    draw: Draw
    order: int
    family: Family = "head"

    def offered(self, trace: Trace, selection: Selection) -> tuple[Control, ...]:
        """The controls for this trace."""
        return self.controls(trace, selection) if callable(self.controls) else self.controls
