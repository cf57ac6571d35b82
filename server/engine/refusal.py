"""Why the engine may not take a question now. Nothing is lost: the same question may be asked again."""

from typing import ClassVar


class Refused(ValueError):
    """A question the engine did not take.

    Attributes:
        name: of the sentence that tells a visitor: `waiting-crowded` for "crowded".
        figures: what is filled into that sentence.
    """

    name: ClassVar[str]

    def __init__(self, **figures: int) -> None:
        super().__init__(f"{self.name}: {figures}" if figures else self.name)
        self.figures = figures


class Crowded(Refused):
    """As many readings wait as there is room for."""

    name = "crowded"


class Hurried(Refused):
    """One visitor has asked too much in too short a time."""

    name = "hurried"


class TooLong(Refused):
    """The text is longer than any that is read, even in part. Below that, `Trace.left_out` says what did not fit."""

    name = "too_long"
