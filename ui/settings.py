"""What a visitor sets beside the text: each setting's name in links, how it is read there, and what it is unset.

A page's widgets keep their values in the session under `slot(key, name)`, with a `key` of the page's own.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from headlight.ui.address.fields import Fields, decimal, integer, natural, one_of, several, text

LONGEST_BEAM, LONGEST_CONTINUATION, MOST_KEPT = 8, 64, 200
LONGEST = 1500
"""Bytes of percent-encoded text of a setting a link carries."""

Settings = Mapping[str, Any]
"""Values by their names, only those that differ from the default."""

SETTINGS: Fields = {
    # translators
    "to": one_of(("auto", "en", "zh"), "auto"),
    "forced": text("", LONGEST),
    "beam": integer(1, LONGEST_BEAM, 1),
    "penalty": decimal(0, 2, 1.0),
    # those that write on
    "write": integer(0, LONGEST_CONTINUATION, 0),
    "draw": one_of(("greedy", "sample"), "greedy"),
    "temperature": decimal(0.1, 2, 1.0),
    "top_k": integer(0, MOST_KEPT, 0),
    "top_p": decimal(0.05, 1, 1.0),
    "seed": integer(0, 999_999, 0),
    # those that fill in
    "second": text("", LONGEST),
    "masked": several(natural),  # None: the text's last word
    # those that read in any order
    "order": one_of(("left", "right", "random", "typed"), "left"),
    "positions": text("", LONGEST),
}


def slot(key: str, name: str) -> str:
    """Where the session keeps a setting, which is also its widget's key."""
    return f"{key}_{name}"


def prepared(key: str, name: str) -> str:
    """The slot of a setting, with its default in it if nothing is there yet: ready to be a widget's key."""
    st.session_state.setdefault(slot(key, name), SETTINGS[name].default)
    return slot(key, name)


def unset() -> dict[str, Any]:
    """Every setting as it is when nobody set it."""
    return {name: setting.default for name, setting in SETTINGS.items()}


def take(key: str, found: Settings) -> None:
    """Set what a link carried, before the widgets are drawn."""
    if "masked" in found:
        forget_masks(key)
    for name, value in found.items():
        st.session_state[slot(key, name)] = value


def forget_masks(key: str) -> None:
    """Masks are those of a text: have their buttons begin anew."""
    for name in [name for name in st.session_state if str(name).startswith(f"{slot(key, 'masked')}_")]:
        del st.session_state[name]


def changed(values: Settings) -> dict[str, Any]:
    """Those of the values that differ from their defaults, which is what a link has to carry."""
    return {name: value for name, value in values.items() if value != SETTINGS[name].default}


def draw_again(key: str) -> None:
    """The next seed."""
    seed = slot(key, "seed")
    st.session_state[seed] = (st.session_state.get(seed, 0) + 1) % 1_000_000
