"""Putting the scrubber on a page: one component with what is shown, an invisible one with the arrays."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from headlight.ui.component import component
from headlight.ui.parts.workbench.mount import STYLES

MODULE = "scrubber/index.js"


def scrubber(
    arrays: Mapping[str, Any],
    message: Mapping[str, Any],
    key: str,
    on_change: Callable[[dict[str, Any]], None],
) -> None:
    """Mount the scrubber.

    Args:
        arrays: one-dimensional columns and their digest; they travel once.
        message: plain JSON, in which tokens are data and never markup.
        key: names it on the page.
        on_change: called with what was chosen before the page runs again.
    """
    chosen = (st.session_state.get(key) or {}).get("choice")
    turn = chosen["turn"] if chosen else 0
    with st.container(gap=None):
        # Apart from the view, so that Streamlit sends these arrays once and afterwards refers to them.
        component("headlight_recording", MODULE, "receiveRecording")(
            key=f"{key}-arrays", data=dict(arrays), height=1
        )
        state = component("headlight_scrubber", MODULE, "mountScrubber", (*STYLES, "scrubber/scrubber.css"))(
            key=key, data=dict(message) | {"turn": turn}, on_choice_change=lambda: report(key, on_change)
        )
    if state.choice and state.choice["turn"] != turn:
        # The server was restarted under an open page: what came with the first run had no callback to go to yet.
        report(key, on_change)
        st.rerun()


def report(key: str, on_change: Callable[[dict[str, Any]], None]) -> None:
    """Hand a new choice to the page."""
    if choice := (st.session_state.get(key) or {}).get("choice"):
        on_change(choice)
