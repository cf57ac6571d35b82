"""A card's map: one head's weights, or what a model without attention has instead; and what can be done with it."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.analysis.first_head import telling
from headlight.model.trace import Trace
from headlight.model.two_streams import unread
from headlight.ui import session
from headlight.ui.pages.history import address
from headlight.ui.parts.figure import bare_figure
from headlight.ui.parts.head_choice import choice_of, selection_of, titled, titles
from headlight.ui.parts.keep.files import Kept, figure_files
from headlight.ui.settings import take
from headlight.ui.words import t
from headlight.viz.architecture.context_vector import CHANGE, vector_moves
from headlight.viz.maps.heatmap import weights_heatmap
from headlight.viz.selection import Selection
from headlight.viz.style.narrow import narrow

VECTOR = 340  # pixels, the height of the context vector's bars


def vector(architecture: str, trace: Trace, seen: Kept) -> None:
    """In place of a map, what is left of the source where there is no attention."""
    look = session.look()
    st.caption(t("history-vector-help"))
    drawn = vector_moves(trace, look)
    drawn.figure.update_layout(height=VECTOR)
    mapped = bare_figure(drawn, "history_vector", look.t(CHANGE))
    with foot():
        figure_files([mapped, seen], f"history_{architecture}")


def attention_map(architecture: str, trace: Trace, seen: Kept) -> None:
    """One head's weights, the choice of another head, and the way to the Explore page."""
    look = session.look()
    chosen = choose_head(architecture, trace)
    selection = selection_of(chosen)
    drawn = narrow(weights_heatmap(trace, selection, look))
    about = t("history-map-alt", name=t(f"history-{architecture}"), head=titled(chosen, trace, look))
    mapped = bare_figure(drawn, f"history_map_{architecture}", about)
    if selection.site == unread(trace.sites()):
        st.caption(t("history-unread"))
    with foot():
        key = f"history_open_{architecture}"
        if st.button(t("term-open-in-explore"), key=key, icon=":material/open_in_full:", type="tertiary"):
            open_in_explore(architecture, trace.model_name, selection)
        figure_files([mapped, seen], f"history_{architecture}")


def foot() -> DeltaGenerator:
    """What can be done with a card's figures, in one line under them."""
    return st.container(horizontal=True, horizontal_alignment="distribute")


def open_in_explore(architecture: str, model: str, selection: Selection) -> None:
    """Go there with the card's model, settings and head."""
    st.session_state.model = model
    take(session.EXPLORE, address.settings_of(architecture))
    session.forget_head()
    session.choose(site=selection.site, head=selection.head)
    st.session_state.go_to = "explore"
    st.rerun()  # all of the page: a card is a fragment


def choose_head(architecture: str, trace: Trace) -> str:
    """The visitor's head while this trace has it, else the most telling one of those that anything reads."""
    names, key = titles(trace, session.look()), address.head_parameter(architecture)
    wanted = address.chosen_head(architecture, list(names))
    st.session_state[key] = wanted if wanted in names else choice_of(telling(without_unread(trace)))
    if len(names) == 1:
        return next(iter(names))
    return st.selectbox(
        t("history-head"),
        list(names),
        key=key,
        format_func=names.__getitem__,
        label_visibility="collapsed",
        on_change=address.remember_head,
        args=(architecture,),
    )


def without_unread(trace: Trace) -> Trace:
    """The trace without the attention whose output nothing reads."""
    left_out = unread(trace.sites())
    return replace(trace, steps=tuple(step for step in trace.steps if step.site != left_out))
