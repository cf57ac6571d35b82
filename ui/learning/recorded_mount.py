"""Putting the scrubber on a page: one component with what is shown, an invisible one with the arrays."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from headlight.ui.assets import FIND_ROOT, serve_beside
from headlight.ui.workbench.mount import STYLES

MODULES = Path(__file__).with_name("js")
STYLE = Path(__file__).with_name("scrubber.css")
LOADER = Template(
    FIND_ROOT
    + """
export default async function mount(component) {
  const { $entry } = await import(new URL("$modules", root).href);
  return $entry(component, { plotly: new URL("$plotly", root).href, root: root.href });
}
"""
)


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
        component("headlight_recording", "receiveRecording", *serve_beside("learning", MODULES))(
            key=f"{key}-arrays", data=dict(arrays), height=1
        )
        state = component("headlight_scrubber", "mountScrubber", *serve_beside("learning", MODULES))(
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


@cache
def component(name: str, entry: str, modules: str, plotly: str) -> ComponentRenderer:
    """A component whose script is `entry` of our modules."""
    script = LOADER.substitute(entry=entry, modules=modules, plotly=plotly)
    # Without isolation: inside a shadow root Plotly neither finds its style sheet nor sees clicks.
    style = "".join(file.read_text(encoding="utf-8") for file in (*STYLES, STYLE))
    return st.components.v2.component(name, css=style, js=script, isolate_styles=False)
