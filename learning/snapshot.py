"""What is known of a network after so many steps, to and from plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from headlight.learning.measurement import Measured


@dataclass(frozen=True)
class Moment:
    """The network after so many steps.

    Attributes:
        step: how many.
        seconds: of work so far, by the processor's clock.
        training_loss: mean of the steps since the moment before; None at the start.
        measured: figures over the held-out rows.
    """

    step: int
    seconds: float
    training_loss: float | None
    measured: Measured

    def described(self) -> dict[str, Any]:
        """All of it as plain values."""
        return asdict(self)


LARGEST = 1e30
"""No measured number is as large; whole numbers of any length can stand in a file."""
SINGLE = ("loss", "accuracy", "unaided")
"""The figures that are one number for all layers."""


def moment_of(found: Mapping[str, Any], layers: int) -> Moment:
    """A moment from plain values that anybody may have written.

    Raises:
        ValueError: for numbers that are none, or not as many as there are layers.
        KeyError, TypeError: where something is missing, or of another kind.
    """
    measured: dict[str, Any] = {
        f.name: number(found["measured"][f.name])
        if f.name in SINGLE
        else numbers(found["measured"][f.name], layers)
        for f in fields(Measured)
    }
    lately = found["training_loss"]
    return Moment(
        int(number(found["step"])),
        number(found["seconds"]),
        None if lately is None else number(lately),
        Measured(**measured),
    )


def numbers(found: Any, count: int) -> tuple[float, ...]:
    """So many finite numbers; ValueError for others."""
    if not isinstance(found, (list, tuple)) or len(found) != count:
        raise ValueError(f"expected {count} numbers, one for each layer")
    return tuple(map(number, found))


def number(found: Any) -> float:
    """A finite number; ValueError for anything else."""
    if (
        type(found) not in (int, float) or not -LARGEST < found < LARGEST
    ):  # as with any comparison, NaN is not
        raise ValueError("expected finite numbers among what was measured")
    return float(found)
