"""Putting the workbench on a page, and reading what was chosen in it."""

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

from headlight.ui.assets import FIND_ROOT, serve
from headlight.ui.workbench.payload import Payload
from headlight.ui.workbench.view import VIEW

Choice = dict[str, Any]
CELL = ("site", "head", "query", "key")

# The entry module is imported by address, so that it and its neighbours are cached files and not part of a message.
STYLES = [Path(__file__).with_name(name) for name in ("workbench.css", "controls.css", "panels.css")]
LOADER = Template(
    FIND_ROOT
    + """
export default async function mount(component) {
  const { $entry } = await import(new URL("$modules", root).href);
  return $entry(component, { plotly: new URL("$plotly", root).href });
}
"""
)


def workbench(
    payload: Payload,
    selection: Mapping[str, Any],
    key: str,
    on_change: Callable[[Choice], None] | None = None,
    view: Mapping[str, Any] | None = None,
) -> Choice | None:
    """Mount the mosaic and the chosen head's map, lines or text; `bring_metrics` is to follow.

    Args:
        payload: what to show.
        selection: `{"site": "decoder.self.2", "head": 5, "query": 3, "key": None}`, what `payload.figure` was drawn
            for. It moves the browser's selection unless something newer was chosen there in the meantime.
        key: names this workbench on the page.
        on_change: called with the new choice before the page runs again, so that the page can draw the new figure.
        view: what is shown beside the selection, such as `{"panel": "lines"}`, see `ui.workbench.view`; absent is as at
            first. If given, choices carry what is not as at first under the same names. If None, the browser keeps it
            to itself.

    Returns:
        the last choice made in the browser, in the form of `selection`, or None if there was none yet.
    """
    answered = chosen(key)
    turn = st.session_state[key]["choice"]["turn"] if answered else 0
    with st.container(gap=None):
        # Apart from the view, so that Streamlit sends these bytes once and afterwards refers to them.
        weights_carrier()(key=f"{key}-weights", data=payload.weights_message(view), height=1)
        state = bench()(
            key=key,
            data=payload.view_message(selection, turn, view),
            on_choice_change=lambda: report(key, on_change),
        )
    if state.choice and state.choice["turn"] != turn:
        # The server was restarted under an open page: what came with the first run had no callback to go to yet.
        report(key, on_change)
        st.rerun()
    return answered


def bring_metrics(payload: Payload, key: str) -> None:
    """Bring a mounted workbench what its heads do; last of all on a page, as a long text is measured for seconds."""
    metrics_carrier()(key=f"{key}-metrics", data=payload.metrics_message(), height=1)


def chosen(key: str) -> Choice | None:
    """The last choice made in the browser."""
    choice = (st.session_state.get(key) or {}).get("choice")
    if not choice:
        return None
    return {name: choice[name] for name in (*CELL, *VIEW) if name in choice}


def report(key: str, on_change: Callable[[Choice], None] | None) -> None:
    """Hand a new choice to the page."""
    choice = chosen(key)
    if choice is not None and on_change is not None:
        on_change(choice)


def bench() -> ComponentRenderer:
    """The visible component."""
    return component("headlight_workbench", "mountWorkbench", *serve(), style())


def weights_carrier() -> ComponentRenderer:
    """The invisible component that brings the codes."""
    return component("headlight_weights", "receiveWeights", *serve())


def metrics_carrier() -> ComponentRenderer:
    """The invisible component that brings the metrics, which are computed while the browser draws."""
    return component("headlight_metrics", "receiveMetrics", *serve())


@cache
def style() -> str:
    """What the visible component looks like."""
    return "".join(file.read_text(encoding="utf-8") for file in STYLES)


@cache
def component(name: str, entry: str, modules: str, plotly: str, style: str = "") -> ComponentRenderer:
    """A component whose script is `entry` of our modules."""
    script = LOADER.substitute(entry=entry, modules=modules, plotly=plotly)
    # Without isolation: inside a shadow root Plotly neither finds its style sheet nor sees clicks.
    return st.components.v2.component(name, css=style or None, js=script, isolate_styles=False)
