"""How numbers look in a message: as Python writes them, unless the message asks for one of these functions."""

from collections.abc import Callable, Mapping
from numbers import Integral, Real
from typing import Any

from fluent.runtime.types import fluent_number

DIGITS = 17  # all that a double has


def argument(value: object) -> object:
    """An argument as Fluent takes it: NumPy's numbers as numbers, whatever is no number as text."""
    match value:
        case str():
            return value
        case bool():
            return str(value)
        case Integral():
            return fluent_number(int(value), useGrouping=False)
        case Real():
            return fluent_number(float(value), useGrouping=False, maximumFractionDigits=DIGITS)
        case _:
            return str(value)


def fixed(value: float, digits: int) -> str:
    """`0.1250`: so many digits behind the point."""
    return f"{value:.{int(digits)}f}"


def scientific(value: float, digits: int) -> str:
    """`1.2e-07`: what a difference between two computations is written as."""
    return f"{value:.{int(digits)}e}"


def percent(value: float, digits: int) -> str:
    """`12.5%`: a share."""
    return f"{value:.{int(digits)}%}"


def grouped(value: float) -> str:
    """`16,384`: a count with separators of thousands."""
    return f"{float(value):,.0f}"


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "FIXED": fixed,
    "SCIENTIFIC": scientific,
    "PERCENT": percent,
    "GROUPED": grouped,
}
"""What messages may call: `{ FIXED($weight, digits: 4) }`."""
