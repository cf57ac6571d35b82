"""What stands in the rows of several models: a text, a number, and one of a few ways."""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

import streamlit as st

from headlight.ui import session
from headlight.ui.settings import prepared
from headlight.ui.words import t

Way = TypeVar("Way", bound=str)
Number = TypeVar("Number", int, float)


def typed(name: str, key: str) -> str:
    """A text: `second`, one that may follow, or `forced`, one that has to be written."""
    title = "term-second-text" if name == "second" else f"controls-{name}"
    return st.text_input(
        t(title),
        key=prepared(key, name),
        help=t(f"controls-{name}-help"),
        placeholder=t(f"controls-{name}-empty"),
        on_change=session.forget_cell,
        persist_state="session",
    )


def number(
    name: str, key: str, smallest: Number, largest: Number, step: Number, *, disabled: bool = False
) -> Number:
    """A number from the smallest to the largest: `temperature`, `beam`."""
    return st.slider(
        t(f"controls-{name}"),
        smallest,
        largest,
        step=step,
        key=prepared(key, name),
        help=t(f"controls-{name}-help"),
        disabled=disabled,
        on_change=session.forget_cell,
        persist_state="session",
    )


def one_way(title: str, name: str, key: str, ways: Mapping[Way, str], changed: Callable[[], None]) -> Way:
    """One of a few ways, all in sight, by what each is called; `changed` is called when it is another."""
    chosen = st.segmented_control(
        title,
        list(ways),
        key=prepared(key, name),
        format_func=ways.__getitem__,
        required=True,
        on_change=changed,
        width="content",
        persist_state="session",
    )
    return cast(Way, chosen)
