"""What a visitor sets beside the text: each setting's name in links, how it is read there, and what it is unset.

A page's widgets keep their values in the session under `slot(key, name)`, with a `key` of the page's own.
"""

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

LONGEST_BEAM, LONGEST_CONTINUATION, MOST_KEPT = 8, 64, 200

Settings = Mapping[str, Any]
"""Values by their names, only those that differ from the default."""


@dataclass(frozen=True)
class Setting:
    """One thing that may be set.

    Attributes:
        read: from a link; ValueError for what makes no sense.
        default: when nobody set it.
    """

    read: Callable[[str], Any]
    default: Any


def one_of(choices: Collection[str]) -> Callable[[str], str]:
    """Reads one of these."""

    def read(value: str) -> str:
        if value not in choices:
            raise ValueError(f"expected one of {', '.join(choices)}, got {value!r}")
        return value

    return read


def whole(smallest: int, largest: int) -> Callable[[str], int]:
    """Reads a whole number in ASCII digits between these, both included."""

    def read(value: str) -> int:
        if not (
            value.isascii() and value.isdigit() and len(value) <= 6 and smallest <= int(value) <= largest
        ):
            raise ValueError(f"expected a whole number from {smallest} to {largest}, got {value!r}")
        return int(value)

    return read


def decimal(smallest: float, largest: float) -> Callable[[str], float]:
    """Reads a number between these, both included."""

    def read(value: str) -> float:
        number = float(value)
        if not (math.isfinite(number) and smallest <= number <= largest):
            raise ValueError(f"expected a number from {smallest} to {largest}, got {value!r}")
        return number

    return read


natural = whole(0, 999_999)


def positions(value: str) -> tuple[int, ...]:
    """Reads `3,5`; nothing for an empty text."""
    return tuple(natural(part) for part in value.split(",")) if value else ()


SETTINGS: Mapping[str, Setting] = {
    # translators
    "to": Setting(one_of(("auto", "en", "zh")), "auto"),
    "forced": Setting(str, ""),
    "beam": Setting(whole(1, LONGEST_BEAM), 1),
    "penalty": Setting(decimal(0, 2), 1.0),
    # those that write on
    "write": Setting(whole(0, LONGEST_CONTINUATION), 0),
    "draw": Setting(one_of(("greedy", "sample")), "greedy"),
    "temperature": Setting(decimal(0.1, 2), 1.0),
    "top_k": Setting(whole(0, MOST_KEPT), 0),
    "top_p": Setting(decimal(0.05, 1), 1.0),
    "seed": Setting(natural, 0),
    # those that fill in
    "second": Setting(str, ""),
    "masked": Setting(positions, None),  # None: the text's last word
    # those that read in any order
    "order": Setting(one_of(("left", "right", "random", "typed")), "left"),
    "positions": Setting(str, ""),
}


def slot(key: str, name: str) -> str:
    """Where the session keeps a setting, which is also its widget's key."""
    return f"{key}_{name}"


def prepared(key: str, name: str) -> str:
    """The slot of a setting, with its default in it if nothing is there yet: ready to be a widget's key."""
    st.session_state.setdefault(slot(key, name), SETTINGS[name].default)
    return slot(key, name)


def take(key: str, found: Settings) -> None:
    """Set what a link carried, before the widgets are drawn."""
    for name, value in found.items():
        st.session_state[slot(key, name)] = value


def changed(values: Settings) -> dict[str, Any]:
    """Those of the values that differ from their defaults, which is what a link has to carry."""
    return {name: value for name, value in values.items() if value != SETTINGS[name].default}


def draw_again(key: str) -> None:
    """The next seed."""
    seed = slot(key, "seed")
    st.session_state[seed] = (st.session_state.get(seed, 0) + 1) % 1_000_000
