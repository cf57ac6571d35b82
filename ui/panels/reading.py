"""One text as one model read it: tokens, workbench, and the numbers behind the chosen cell.

A fragment: choosing a head or a cell runs this part of the page again, and nothing else.
"""

from dataclasses import asdict, replace
from typing import Any

import numpy as np
import streamlit as st

from model.site import Site
from model.trace import Trace
from ui import session
from ui.engine import Question, engine
from ui.link import write_link
from ui.panels.details import details
from ui.panels.token_strip import token_strip
from ui.workbench import Packed, Payload, pack, workbench
from viz.heatmap import weights_heatmap
from viz.look import Look
from viz.scales import lookup_table
from viz.selection import Selection


@st.fragment
def reading(question: Question) -> None:
    """Draw what the model made of the text."""
    words, look = session.words(), session.look()
    trace = engine().trace(question)
    selection = chosen(trace)
    mark = (look.theme.selected, look.theme.accent)
    token_strip(trace.query_tokens(selection.site), selection.query, selection.key, words, mark)
    workbench(payload(question, trace, selection, look), as_choice(selection), "workbench", on_change=choose)
    st.caption(words.workbench_help)
    options = details(trace, selection, look)
    session.follow_in_address_bar(write_link(replace(session.view(), **vars(selection))) | options)


def chosen(trace: Trace) -> Selection:
    """The selection of this visitor as far as this trace has it, completed to a cell.

    Without a head, the one that looks back a token the most, if the model's card names it; without a query the last
    token; without a key the one that query looks at the most.
    """
    view = session.view()
    wanted = Selection.first(trace)
    if view.site is None and view.head is None:
        wanted = replace(wanted, **telling_head(trace.model_name))
    asked = {name: getattr(view, name) for name in vars(wanted)}
    wanted = replace(wanted, **{name: value for name, value in asked.items() if value is not None})
    selection = wanted.within(trace)
    step = trace.step(selection.site)
    query = step.n_query - 1 if selection.query is None else selection.query
    key = selection.key
    if key is None:
        key = int(np.argmax(step.weights(selection.head)[query]))
    return replace(selection, query=query, key=key)


def settle(trace: Trace) -> None:
    """Replace what this trace does not have (only a link can ask for it) by what is shown instead, and say so."""
    view, shown = session.view(), vars(chosen(trace))
    absent = [name for name, value in shown.items() if getattr(view, name) not in (None, value)]
    if absent:
        ignored = (*st.session_state.ignored, *absent)
        session.choose(**shown)
        st.session_state.ignored = ignored


def telling_head(model: str) -> dict[str, Any]:
    """Site and head of the model's best previous-token head, as its card says."""
    head = engine().model(model).card.get("figures", {}).get("heads", {}).get("previous_token")
    return {"site": Site.parse(head["site"]), "head": head["index"]} if head else {}


def choose(choice: dict[str, Any]) -> None:
    """Take over what was chosen in the browser; a new head keeps the cell."""
    session.choose(**choice | {"site": Site.parse(choice["site"])})


def as_choice(selection: Selection) -> dict[str, Any]:
    """A selection in the form the workbench speaks."""
    return asdict(selection) | {"site": str(selection.site)}


def payload(question: Question, trace: Trace, selection: Selection, look: Look) -> Payload:
    """What the workbench needs for this selection."""
    theme = look.theme
    return Payload(
        packed=packed(question),
        figure=weights_heatmap(trace, selection, look),
        colours=lookup_table(theme.sequential),
        theme={
            name: getattr(theme, name) for name in ("paper", "text", "muted", "grid", "masked", "selected")
        },
        words=session.workbench_words(),
    )


@st.cache_resource(show_spinner=False, max_entries=16)
def packed(question: Question) -> Packed:
    """All heads of a reading, packed once for everybody who looks at it."""
    return pack(engine().trace(question))
