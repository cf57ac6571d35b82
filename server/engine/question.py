"""What can be asked of a model: small values that say all there is to know, and how a model answers them.

They are hashable, so that the same question from two visitors is one; and they and their answers can be pickled, so
that whoever answers may be another process.
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from headlight.model.interventions import Intervention
from headlight.model.options import Options
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import Translator
from headlight.model.token_positions import Places, placed
from headlight.model.trace import Trace

Answer = TypeVar("Answer", covariant=True)


class Request(Hashable, Protocol[Answer]):
    """Anything the engine computes with one model."""

    @property
    def model(self) -> str:
        """The model's name."""

    @property
    def characters(self) -> int:
        """How much there is to read."""

    def answered_by(self, reader: Reader) -> Answer:
        """The answer; it depends on nothing but the request and the model."""


@dataclass(frozen=True)
class Question:
    """What a trace answers: this model reading this text, with what was set beside it and what was changed in it."""

    model: str
    text: str
    options: Options | None = None
    interventions: tuple[Intervention, ...] = ()
    places: Places | None = None

    @property
    def characters(self) -> int:
        """Characters of the text, and of the texts among the options."""
        beside = () if self.options is None else vars(self.options).values()
        return len(self.text) + sum(len(value) for value in beside if isinstance(value, str))

    def answered_by(self, reader: Reader) -> Trace:
        """The trace; ValueError if the options do not fit the text."""
        with placed(self.places):
            return reader.trace(self.text, self.options, self.interventions)


@dataclass(frozen=True)
class Completion:
    """What a translator writes behind the beginning of a translation, see `Translator.completed`."""

    trace: Trace
    beginning: tuple[int, ...]
    places: Places | None = None

    @property
    def model(self) -> str:
        """The model that read the text."""
        return self.trace.model_name

    @property
    def characters(self) -> int:
        """Characters of the text that is translated."""
        return len(self.trace.text)

    def answered_by(self, reader: Reader) -> tuple[int, ...]:
        """The beginning and what comes behind it; TypeError for a model that does not translate."""
        if not isinstance(reader, Translator):
            raise TypeError(f"expected a translator, got {reader.name}")
        with placed(self.places):
            return reader.completed(self.trace, self.beginning)
