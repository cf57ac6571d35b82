"""The views of `viz/views/`, one at a time: whatever lies in that folder is here, with its own controls."""

import streamlit as st

from model.trace import Trace
from ui import session
from ui.panels.figure import figure
from viz.look import Look
from viz.registry import discover
from viz.selection import Selection
from viz.view import Control, View


def views(trace: Trace, selection: Selection, look: Look) -> dict[str, str]:
    """Let the visitor choose a view that can serve this trace, and draw it; say why the others cannot.

    Returns:
        what was chosen, as parameters of a link.
    """
    words = session.words()
    reasons = {view: view.needs(trace) for view in discover()}
    ready = {view.name: view for view, reason in reasons.items() if reason is None}
    session.take_from_link("view", list(ready))
    name = st.segmented_control(
        words.view,
        list(ready),
        key="view",
        format_func=lambda name: ready[name].title.of(look.words),
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    view = ready[name]
    options = {control.name: choose(view, control, look) for control in view.controls}
    figure(view.draw(trace, selection, look, options), key=f"view_{view.name}")
    st.caption(view.question.of(look.words))
    for other, reason in reasons.items():
        if reason is not None:
            st.caption(f":gray[{other.title.of(look.words)}: {reason.of(look.words)}]")
    return {"view": view.name} | {parameter(view, name): value for name, value in options.items()}


def choose(view: View, control: Control, look: Look) -> str:
    """One of a view's own controls."""
    key = parameter(view, control.name)
    titles = {choice.value: choice.label.of(look.words) for choice in control.choices}
    session.take_from_link(key, list(titles))
    return st.segmented_control(
        control.label.of(look.words),
        list(titles),
        key=key,
        format_func=lambda value: titles[value],
        required=True,
        persist_state="session",
    )


def parameter(view: View, control: str) -> str:
    """The name of a control in links: `weights_scale`."""
    return f"{view.name}_{control}"
