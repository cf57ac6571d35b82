"""Measurements of many readings, a few numbers each, remembered for everybody.

Not in `st.cache_data`: what measures asks the engine, which may tell its visitor to wait, and a cache of Streamlit's
would tell that again to everybody who finds the numbers there.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

import streamlit as st

from headlight.server.engine.cache import Shelf

KEPT = 256  # measurements

Measure = TypeVar("Measure", bound=Callable[..., Any])


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf[Hashable, Any]:
    """The shelf all sessions share; everything on it counts as one."""
    return Shelf(KEPT, lambda _: 1)


def remembered(measure: Measure) -> Measure:
    """The same function, which measures once for the same arguments; all of them in order, and hashable."""

    @wraps(measure)
    def found_or_measured(*about: Hashable) -> Any:
        key = (measure.__name__, about)
        found = shelf().find(key)
        if found is None:
            found = measure(*about)
            shelf().keep(key, found)
        return found

    return found_or_measured  # type: ignore[return-value]
