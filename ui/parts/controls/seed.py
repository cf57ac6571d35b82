"""Controls of what is drawn by chance: the draw's seed, and a button for the next one."""

from collections.abc import Callable
from typing import Literal

import streamlit as st

from headlight.ui.settings import draw_again, prepared
from headlight.ui.words import t

HIGHEST = 999_999


def choose_seed(key: str, changed: Callable[[], None], width: int | Literal["stretch"] = "stretch") -> int:
    """The seed; `changed` is called when another is typed."""
    return st.number_input(
        t("controls-seed"),
        0,
        HIGHEST,
        key=prepared(key, "seed"),
        on_change=changed,
        width=width,
        persist_state="session",
    )


def again(key: str, changed: Callable[[], None]) -> None:
    """A button that takes the next seed, and then calls `changed`."""

    def clicked() -> None:
        draw_again(key)
        changed()

    st.button(
        t("controls-again"), key=f"{key}_again", icon=":material/casino:", on_click=clicked, width="content"
    )
