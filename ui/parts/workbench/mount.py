"""Putting the workbench on a page, and reading what was chosen in it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from headlight.ui.component import component
from headlight.ui.parts.workbench.payload import Payload
from headlight.ui.parts.workbench.view import VIEW

Choice = dict[str, Any]
CELL = ("site", "head", "query", "key")

MODULE = "workbench/index.js"
STYLES = ("workbench/workbench.css", "workbench/controls.css", "workbench/panels.css")


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
        view: what is shown beside the selection, such as `{"panel": "lines"}`, see `ui.parts.workbench.view`; absent
            is as at first. If given, choices carry what is not as at first under the same names. If None, the browser
            keeps it to itself.

    Returns:
        the last choice made in the browser, in the form of `selection`, or None if there was none yet.
    """
    answered = chosen(key)
    turn = st.session_state[key]["choice"]["turn"] if answered else 0
    with st.container(gap=None):
        # Apart from the view, so that Streamlit sends these bytes once and afterwards refers to them.
        component("headlight_weights", MODULE, "receiveWeights")(
            key=f"{key}-weights", data=payload.weights_message(view), height=1
        )
        state = component("headlight_workbench", MODULE, "mountWorkbench", STYLES)(
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
    component("headlight_metrics", MODULE, "receiveMetrics")(
        key=f"{key}-metrics", data=payload.metrics_message(), height=1
    )


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
