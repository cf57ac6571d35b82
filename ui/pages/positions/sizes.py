"""The sizes of an encoding that are there to play with: what they are set to stands in the session and in the link."""

import re
from collections.abc import Sequence

import streamlit as st

from headlight.server.address.codec import write
from headlight.server.address.fields import Field, integer, several, spelled
from headlight.ui import address_bar

NAMES = re.compile(r"length|rows|d_model|d_head|n_heads|base|hands|shift|shift_learned|(pair|dimensions)_\d+")
"""Parameters of links. What depends on another size is named after it: `pair_64` is one of 32 pairs."""
MOST = 8  # lines of one figure


class Sizes:
    """The controls of one run, each under its name in the session and in links."""

    def __init__(self) -> None:
        self._fields: dict[str, Field] = {}

    def slider(self, label: str, name: str, span: tuple[int, int], default: int, step: int = 1) -> int:
        """A whole number from the first to the last of `span`, in steps."""
        numbers = range(span[0], span[1] + 1, step)
        self._take(name, spelled({str(number): number for number in numbers}, default))
        return st.slider(label, *span, step=step, key=name, persist_state="session")

    def one_of(self, label: str, name: str, numbers: Sequence[int], default: int) -> int:
        """One of a few numbers, which are not evenly spaced."""
        self._take(name, spelled({str(number): number for number in numbers}, default))
        return st.select_slider(label, numbers, key=name, persist_state="session")

    def some_of(self, label: str, name: str, count: int, default: Sequence[int]) -> list[int]:
        """A few of the numbers below `count`, in their order."""
        self._take(name, few(count, tuple(default)))
        st.session_state[name] = list(st.session_state[name])
        return sorted(
            st.multiselect(label, range(count), max_selections=MOST, key=name, persist_state="session")
        )

    def link(self) -> dict[str, str]:
        """What differs from the defaults, as parameters."""
        return write(self._fields, {name: st.session_state[name] for name in self._fields})

    def _take(self, name: str, field: Field) -> None:
        self._fields[name] = field
        address_bar.take(name, field)


def few(count: int, default: tuple[int, ...]) -> Field:
    """At most eight different numbers below `count`: `0,3,16`."""
    numbers = several(integer(0, count - 1), default)

    def read(value: str) -> tuple[int, ...]:
        found: tuple[int, ...] = numbers.read(value)
        if len(set(found)) < len(found) or len(found) > MOST:
            raise ValueError(f"expected at most {MOST} different numbers, got {value!r}")
        return found

    return Field(read, numbers.write, default)


def in_address() -> list[str]:
    """Names of those that the address has, be they of another encoding."""
    return [name for name in st.query_params if NAMES.fullmatch(name)]
