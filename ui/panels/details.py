"""What lies behind the workbench's picture: the Q·K table, and every view of `viz/views/` with its own controls."""

import streamlit as st

from model.trace import Trace
from ui import session
from ui.panels.figure import figure
from ui.panels.scores import scores
from viz.look import Look
from viz.registry import discover
from viz.selection import Selection
from viz.view import Control, View

TABLE = "table"


def details(trace: Trace, selection: Selection, look: Look) -> dict[str, str]:
    """Let the visitor choose the table or a view that can serve this trace, and draw it; say why others cannot.

    Only what is chosen is drawn: a hidden figure would cost every new sentence a tenth of a second.

    Returns:
        what was chosen, as parameters of a link.
    """
    words = session.words()
    reasons = {view: view.needs(trace) for view in discover()}
    titles = {TABLE: words.table_title} | {
        v.name: v.title.of(look.words) for v, why in reasons.items() if not why
    }
    name = pick(words.view, "view", titles)
    options = {}
    if name == TABLE:
        scores(trace, selection, look)
    else:
        options = draw(next(view for view in reasons if view.name == name), trace, selection, look)
    for view, reason in reasons.items():
        if reason is not None:
            st.caption(f"{view.title.of(look.words)}: {reason.of(look.words)}")
    return {"view": name} | options


def draw(view: View, trace: Trace, selection: Selection, look: Look) -> dict[str, str]:
    """One view under its controls; what is chosen in them, as parameters of a link."""
    st.caption(view.question.of(look.words))
    options = {control.name: choose(view, control, look) for control in view.offered(trace, selection)}
    figure(view.draw(trace, selection, look, options), key=f"view_{view.name}")
    return {parameter(view, control): value for control, value in options.items()}


def choose(view: View, control: Control, look: Look) -> str:
    """One of a view's own controls."""
    titles = {choice.value: choice.label.of(look.words) for choice in control.choices}
    return pick(control.label.of(look.words), parameter(view, control.name), titles)


def pick(label: str, key: str, titles: dict[str, str]) -> str:
    """One of several titles; `key` is its name in the session and in links."""
    session.take_from_link(key, list(titles))
    return st.segmented_control(
        label,
        list(titles),
        key=key,
        format_func=lambda value: titles[value],
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def parameter(view: View, control: str) -> str:
    """The name of a control in links: `weights_scale`."""
    return f"{view.name}_{control}"
