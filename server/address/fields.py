"""The kinds of fields an address is made of: each reads a text, writes a value, and refuses what makes no sense."""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, takewhile
from typing import Any
from urllib.parse import quote

from headlight.model.site import Site

# Bytes of percent-encoded text a link carries; servers and proxies refuse much longer ones.
LONGEST_TEXT = 6000


class Partly(ValueError):
    """Only a part of what a field was given makes sense: `value`."""

    def __init__(self, value: Any) -> None:
        super().__init__("expected all of it to make sense")
        self.value = value


def whole(value: Any) -> bool:
    """A value that a link carries all of."""
    return False


@dataclass(frozen=True)
class Field:
    """One parameter of a link.

    Attributes:
        read: from the link; ValueError for what makes no sense, `Partly` for what does in part.
        write: as `read` reads it, or as much of it as a link carries.
        default: the value where the link has none, which is not written; nor is None.
        cut: whether a link carries only the beginning of a value.
        form: what may stand there, for a program: its kind and bounds, plain data.
    """

    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    default: Any = None
    cut: Callable[[Any], bool] = whole
    form: Mapping[str, Any] = field(default_factory=dict, compare=False)


Fields = Mapping[str, Field]
"""What an address says, by the names of its parameters."""


def text(default: str | None = None, longest: int = LONGEST_TEXT) -> Field:
    """Any text; a link carries its beginning."""

    def beginning(value: str) -> str:
        return shortened(value, longest)

    form = {"kind": "text", "longest": longest}
    return Field(str, beginning, default, lambda value: beginning(value) != value, form)


def shortened(value: str, longest: int = LONGEST_TEXT) -> str:
    """As much of the text's beginning as a link carries."""
    encoded = accumulate(len(quote(character, errors="replace")) for character in value)
    return value[: sum(1 for _ in takewhile(lambda length: length <= longest, encoded))]


def spelled(values: Mapping[str, Any], default: Any = None) -> Field:
    """One of these values, each by its word."""

    def read(word: str) -> Any:
        if word not in values:
            raise ValueError(f"expected one of {', '.join(values)}, got {word!r}")
        return values[word]

    def write(value: Any) -> str:
        for word, known in values.items():
            if known == value:
                return word
        raise ValueError(f"expected one of {', '.join(values)}, got {value!r}")

    return Field(read, write, default, form={"kind": "choice", "choices": list(values)})


def one_of(choices: Collection[str], default: str | None = None) -> Field:
    """One of these words."""
    return spelled({choice: choice for choice in choices}, default)


def integer(smallest: int, largest: int, default: int | None = None) -> Field:
    """A whole number in ASCII digits between these, both included."""

    def read(value: str) -> int:
        digits = value.isascii() and value.isdigit() and len(value) <= 9
        if not (digits and smallest <= int(value) <= largest):
            raise ValueError(f"expected a whole number from {smallest} to {largest}, got {value!r}")
        return int(value)

    return Field(read, default=default, form={"kind": "integer", "smallest": smallest, "largest": largest})


def decimal(smallest: float, largest: float, default: float | None = None) -> Field:
    """A number between these, both included; without needless digits."""

    def read(value: str) -> float:
        number = float(value)
        if not (math.isfinite(number) and smallest <= number <= largest):
            raise ValueError(f"expected a number from {smallest} to {largest}, got {value!r}")
        return number

    form = {"kind": "decimal", "smallest": smallest, "largest": largest}
    return Field(read, "{:g}".format, default, form=form)


def several(of: Field, default: tuple[Any, ...] | None = None) -> Field:
    """Any number of one kind: `3,5`. Where none is the default, a link says at least one."""

    def read(value: str) -> tuple[Any, ...]:
        parts = value.split(",") if value or default == () else []
        return tuple(of.read(part) for part in parts)

    form = {"kind": "several", "of": of.form}
    return Field(read, lambda values: ",".join(map(of.write, values)), default, form=form)


def row_of(parts: Sequence[Field], between: str) -> Field:
    """One of each kind, in this order: `256,0`; only the first ones' texts are free of what stands between."""

    def read(value: str) -> tuple[Any, ...]:
        texts = value.split(between, len(parts) - 1)
        return tuple(part.read(text) for part, text in zip(parts, texts, strict=True))

    def write(values: Sequence[Any]) -> str:
        return between.join(part.write(value) for part, value in zip(parts, values, strict=True))

    return Field(read, write)


def read_head(value: str) -> tuple[str, int]:
    """`decoder.self.0.3` as a site and a head."""
    site, _, number = value.rpartition(".")
    return str(Site.parse(site)), natural.read(number)


natural = integer(0, 999_999)
site = Field(Site.parse)
site_name = Field(lambda value: str(Site.parse(value)))
head = Field(read_head, lambda value: f"{value[0]}.{value[1]}")
"""A head as `("decoder.self.0", 3)`."""
head_name = Field(lambda value: head.write(read_head(value)))
