"""What is computed once for all sessions: results of functions, the least recently used of which goes first.

Not in `st.cache_data`: some of it asks the engine, which may tell its visitor to wait, and a cache of Streamlit's would
tell that again to everybody who finds the result there; and it tells arguments apart by their values alone, so that it
would take one kind of change to a model for another.
"""

from collections.abc import Callable, Hashable
from contextlib import nullcontext
from typing import Any, Generic, TypeVar

import streamlit as st

from headlight.model.turns import Turns
from headlight.server.engine.cache import BoundedCache

Made = TypeVar("Made")


class Shared(Generic[Made]):
    """A function whose results are kept under its arguments, those by position, which are hashable."""

    def __init__(self, make: Callable[..., Made], most: int, awaited: bool) -> None:
        self._make, self._most = make, most
        self._turns = Turns() if awaited else None

    def __call__(self, *about: Hashable, **beside: Any) -> Made:
        with self._turns.of(about) if self._turns else nullcontext():
            found = self.known(*about)
            if found is None:
                found = self._make(*about, **beside)
                self._cache().keep(about, found)
            return found

    def known(self, *about: Hashable) -> Made | None:
        """The result, if it is kept."""
        return self._cache().find(about)

    def _cache(self) -> BoundedCache[Hashable, Made]:
        name = f"{self._make.__module__}.{self._make.__qualname__}"
        return caches().setdefault(name, BoundedCache(self._most, lambda _: 1))


def shared(most: int, *, awaited: bool = False) -> Callable[[Callable[..., Made]], Shared[Made]]:
    """Have a function compute once for the same arguments.

    Args:
        most: results that are kept.
        awaited: whether who asks for what is being computed waits for it. For what asks nobody: a visitor who waits
            here is told nothing.
    """
    return lambda make: Shared(make, most, awaited)


@st.cache_resource(show_spinner=False)
def caches() -> dict[str, BoundedCache[Hashable, Any]]:
    """All of them, by the names of the functions."""
    return {}
