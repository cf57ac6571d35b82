"""Where the session keeps what a visitor sets beside the text.

A page's widgets keep their values under `slot(key, name)`, with a `key` of the page's own.
"""

import streamlit as st

from headlight.server.address.settings import SETTINGS, Settings


def slot(key: str, name: str) -> str:
    """Where the session keeps a setting, which is also its widget's key."""
    return f"{key}_{name}"


def prepared(key: str, name: str) -> str:
    """The slot of a setting, with its default in it if nothing is there yet: ready to be a widget's key."""
    st.session_state.setdefault(slot(key, name), SETTINGS[name].default)
    return slot(key, name)


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


def draw_again(key: str) -> None:
    """The next seed."""
    seed = slot(key, "seed")
    st.session_state[seed] = (st.session_state.get(seed, 0) + 1) % 1_000_000
