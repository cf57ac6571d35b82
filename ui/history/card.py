"""One architecture's card: what it may look at, one head's map of the sentence, and what came out."""

import logging
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.streams import unread
from model.trace import Trace
from ui import session
from ui.controls import controls
from ui.engine import Question, engine
from ui.history import address
from ui.history.address import settings_key
from ui.history.architectures import ORIGINS, Paper
from ui.history.output import output
from ui.history.words import history_words
from ui.panels.figure import figure
from ui.panels.heads import choices, selection_of, telling, titled
from ui.settings import take
from viz.bottleneck import CHANGE, vector_moves
from viz.heatmap import weights_heatmap
from viz.narrow import narrow
from viz.structure import structure

WITH_CONTROLS = ("bert", "xlnet")
"""Architectures with controls on their own card; translators share a row above all cards."""

LOG = logging.getLogger(__name__)
VECTOR = 340  # pixels, the height of the context vector's bars


def introduction(architecture: str) -> None:
    """Name, year, papers, and what changed."""
    words, origin = history_words(), ORIGINS[architecture]
    with st.container():
        st.markdown(f"#### {getattr(words, architecture)} :gray[{origin.year}]")
        st.caption("  \n".join(cited(paper) for paper in origin.papers))
    with st.container():
        st.markdown(getattr(words, f"{architecture}_story"), unsafe_allow_html=True)


def cited(paper: Paper) -> str:
    """Authors, title, and its number as a link."""
    words = history_words()
    if paper.number is None:
        return f"{paper.authors}, *{paper.title}* ({words.not_on_arxiv})"
    said = words.arxiv.format(number=paper.number)
    return f"{paper.authors}, *{paper.title}*, [{said}](https://arxiv.org/abs/{paper.number})"


@st.fragment
def card(architecture: str, question: Question) -> None:
    """Draw what one model made of the text. A fragment: another head runs this card again, and no other.

    Args:
        question: for a translator with the options that all of them share; other models have controls of their own.
    """
    try:
        with st.container(key=f"history_parts_{architecture}"):
            with part("asked", architecture):
                question = asked(architecture, question)
            parts(architecture, engine().trace(question))
    except Exception:  # whatever a text sets off, its visitor gets a sentence and the other cards
        LOG.exception("reading %d characters with %s", len(question.text), question.model)
        st.error(session.words().failed)
    address.follow_later()


def asked(architecture: str, question: Question) -> Question:
    """The question with the options of this card's own controls, if it has any."""
    if architecture not in WITH_CONTROLS:
        return question
    found = controls(engine().model(question.model), question.text, settings_key(architecture))
    address.remember_settings(architecture, found.settings)
    return replace(question, options=found.options)


def parts(architecture: str, trace: Trace) -> None:
    """What it may look at, one of its maps or what it has instead, and what came out."""
    with part("seen", architecture):
        drawn_structure(architecture, trace)
    with part("mapped", architecture):
        if trace.steps:
            attention_map(architecture, trace)
        else:
            vector(trace)
    with part("said", architecture):
        output(trace)
        if trace.left_out:
            st.caption(history_words().left_out.format(n=trace.left_out))


def part(name: str, architecture: str) -> DeltaGenerator:
    """One part of a card, level with the same part of its neighbours."""
    return st.container(key=f"history_{name}_{architecture}")


def drawn_structure(architecture: str, trace: Trace) -> None:
    """Who may look at whom."""
    words = history_words()
    drawn = structure(trace, ORIGINS[architecture].recurrence, session.look())
    name = getattr(words, architecture)
    figure(drawn, f"history_structure_{architecture}", words.structure_alt.format(name=name))


def vector(trace: Trace) -> None:
    """In place of a map, what is left of the source where there is no attention."""
    look = session.look()
    st.caption(history_words().vector_help)
    figure(vector_moves(trace, look).update_layout(height=VECTOR), "history_vector", CHANGE.of(look.words))


def attention_map(architecture: str, trace: Trace) -> None:
    """One head's weights, the choice of another head, and the way to the Explore page."""
    words, look = history_words(), session.look()
    chosen = choose_head(architecture, trace)
    selection = selection_of(chosen)
    drawn = narrow(weights_heatmap(trace, selection, look))
    about = words.map_alt.format(name=getattr(words, architecture), head=titled(chosen, trace, look))
    figure(drawn, f"history_map_{architecture}", about)
    if selection.site == unread(trace.sites()):
        st.caption(words.unread)
    if st.button(words.open_in_explore, key=f"history_open_{architecture}", icon=":material/open_in_full:"):
        st.session_state.model = trace.model_name
        take(session.EXPLORE, address.settings_of(architecture))
        session.forget_head()
        session.choose(site=selection.site, head=selection.head)
        st.session_state.go_to = "explore"
        st.rerun()


def choose_head(architecture: str, trace: Trace) -> str:
    """The visitor's head while this trace has it, else the most telling one of those that anything reads."""
    look, offered, key = session.look(), choices(trace), address.head_parameter(architecture)
    wanted = address.chosen_head(architecture, offered)
    st.session_state[key] = wanted if wanted in offered else telling(without_unread(trace))
    if len(offered) == 1:
        return offered[0]
    return st.selectbox(
        history_words().head,
        offered,
        key=key,
        format_func=lambda choice: titled(choice, trace, look),
        label_visibility="collapsed",
        on_change=address.remember_head,
        args=(architecture,),
    )


def without_unread(trace: Trace) -> Trace:
    """The trace without the attention whose output nothing reads."""
    left_out = unread(trace.sites())
    return replace(trace, steps=tuple(step for step in trace.steps if step.site != left_out))
