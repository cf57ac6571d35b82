"""What lies behind the workbench's picture: the Q·K table, and every view of `viz/views/` with its own controls."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, get_args

import streamlit as st

from headlight.model.trace import Trace
from headlight.server.address.fields import one_of
from headlight.server.engine import Question
from headlight.ui import address_bar
from headlight.ui.pages.explore.arithmetic import LINKED, ORDER, linked
from headlight.ui.pages.explore.scores import scores
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.parts.untrained import untrained_reading
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.needs import vectors
from headlight.viz.registry import discover
from headlight.viz.second_reading import UNTRAINED, asks_for_untrained
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.view import Control, Family, View

TABLE = "table"
CHOSEN = "view"
"""The name of what is chosen, in the session and in links."""

BESIDE = (LINKED, ORDER)
"""What the table adds to a link while its steps are open."""

FEW = 6  # choices that are all in sight; more are in a list


def details(
    question: Question,
    selection: Selection,
    look: Look,
    readings: Readings,
    after: Callable[[dict[str, str]], None] = lambda chosen: None,
) -> dict[str, str]:
    """Let the visitor choose the table or a view that can serve this trace, and draw it; say why others cannot.

    A fragment within the page's: another view, or another choice in one, runs nothing but this. `after` draws what
    follows from what was chosen, and belongs to it.

    Returns:
        what was chosen, as parameters of a link.
    """
    link_is_ours = False

    @st.fragment
    def fragment() -> dict[str, str]:
        with readings:
            if (trace := readings.shown(question)) is None:
                return {}
            chosen = chosen_view(question, trace, selection, look)
            if link_is_ours:
                address_bar.follow(chosen, among=BESIDE)
            after(chosen)
            return chosen

    chosen: dict[str, str] = fragment()
    link_is_ours = True  # from here on: whoever called writes all of the address at once
    return chosen


def chosen_view(question: Question, trace: Trace, selection: Selection, look: Look) -> dict[str, str]:
    """The picker and what is picked; as parameters of a link.

    Only what is chosen is drawn: a hidden figure would cost every new sentence a tenth of a second.
    """
    known, notice = st.session_state.ignored, st.container()
    views = discover()
    reasons = {TABLE: vectors(trace)} | {view.name: view.needs(trace) for view in views}
    choose([name for name, reason in reasons.items() if reason is None], CHOSEN)
    with st.container(gap="xsmall"):
        for family in get_args(Family):
            offer(family, [view for view in views if view.family == family], reasons, look)
    name, options = st.session_state[CHOSEN], {}
    if name == TABLE:
        scores(trace, selection, look)
        options = linked()
    else:
        options = draw(next(view for view in views if view.name == name), question, trace, selection, look)
    if names := [name for name in st.session_state.ignored if name not in known]:
        notice.warning(t("page-link-ignored", names=", ".join(names)), icon="🔗")
    return {CHOSEN: name} | options


def offer(family: Family, views: Sequence[View], reasons: Mapping[str, str | None], look: Look) -> None:
    """A family's views under its heading, one of all families chosen; under them, in grey, those that cannot serve."""
    table = family == "head" and reasons[TABLE] is None
    titles = {TABLE: t("term-score-table")} if table else {}
    titles |= {view.name: look.t(view.title) for view in views if reasons[view.name] is None}
    if titles:
        key = f"{CHOSEN}_{family}"
        st.session_state[key] = st.session_state[CHOSEN] if st.session_state[CHOSEN] in titles else None
        label = t(f"details-{family}")
        settings: dict[str, Any] = {
            "format_func": titles.__getitem__,
            "on_change": take,
            "args": (key,),
            "wrap": True,
        }
        st.pills(label, list(titles), key=key, **settings)
    for reason, missing in by_reason(views, reasons).items():
        names = t("list-separator").join(look.t(view.title) for view in missing)
        st.caption(t("details-not-here", titles=names, reason=look.t(reason)))


def by_reason(views: Sequence[View], reasons: Mapping[str, str | None]) -> dict[str, list[View]]:
    """The views that cannot serve the trace, together where it is for the same reason."""
    missing: dict[str, list[View]] = {}
    for view in views:
        reason = reasons[view.name]
        if reason is not None:
            missing.setdefault(reason, []).append(view)
    return missing


def take(key: str) -> None:
    """Another view is chosen; the one that was stays if it is only chosen again."""
    if st.session_state[key] is not None:
        st.session_state[CHOSEN] = st.session_state[key]


def draw(view: View, question: Question, trace: Trace, selection: Selection, look: Look) -> dict[str, str]:
    """One view under its controls; what is chosen in them, as parameters of a link."""
    asks = look.t(view.question)
    st.caption(asks)
    with st.container(horizontal=True):
        options = {c.name: set_by(c, parameter(view, c.name), look) for c in view.offered(trace, selection)}
    second, note = {}, ""
    if asks_for_untrained(view):
        second[UNTRAINED], note = untrained_reading(question, trace, selection)
    about = f"{look.t(view.title)} · {selection.label}. {asks}"
    figure(view.draw(trace, selection, look, options, **second), key=f"view_{view.name}", about=about)
    if note:
        st.caption(note)
    return {parameter(view, control): value for control, value in options.items()}


def set_by(control: Control, key: str, look: Look) -> str:
    """What one of a view's own controls is set to; `key` is its name in the session and in links."""
    titles = {choice.value: choice.said(look) for choice in control.choices}
    choose(list(titles), key)
    label = look.t(control.label)
    if len(titles) <= FEW:
        return one_of_few(label, key, titles)
    return st.selectbox(
        label, list(titles), key=key, format_func=titles.__getitem__, width=320, persist_state="session"
    )


def choose(choices: Sequence[str], key: str) -> None:
    """Have a value that is offered: at first the link's. It is not to blame for what another head does not offer."""
    if key in st.session_state and st.session_state[key] not in choices:
        st.session_state[key] = choices[0]
    address_bar.take(key, one_of(choices, choices[0]))


def parameter(view: View, control: str) -> str:
    """The name of a control in links: `weights_scale`."""
    return f"{view.name}_{control}"
