"""One architecture's card: what it may look at, one head's map of the sentence, and what came out."""

import logging
from typing import Any

import streamlit as st

from model.trace import Trace
from ui import session
from ui.engine import Question, engine
from ui.history.architectures import ORIGINS, Paper
from ui.history.heads import choices, selection_of, telling, titled
from ui.history.output import output
from ui.history.words import history_words
from ui.panels.figure import CONFIG
from viz.bottleneck import CHANGE, vector_holds
from viz.heatmap import weights_heatmap
from viz.narrow import narrow
from viz.structure import structure

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
    """Draw what one model made of the text. A fragment: another head runs this card again, and no other."""
    try:
        trace = engine().trace(question)
    except Exception:  # whatever a text sets off, its visitor gets a sentence and the other cards
        LOG.exception("reading %d characters with %s", len(question.text), question.model)
        st.error(session.words().failed)
        return
    with st.container(key=f"history_parts_{architecture}"):
        with st.container():
            drawn_structure(architecture, trace)
        with st.container():
            if trace.steps:
                attention_map(architecture, trace)
            else:
                vector(trace)
        with st.container():
            output(trace)


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
    figure(vector_holds(trace, look).update_layout(height=VECTOR), "history_vector", CHANGE.of(look.words))


def attention_map(architecture: str, trace: Trace) -> None:
    """One head's weights, the choice of another head, and the way to the Explore page."""
    words, look = history_words(), session.look()
    chosen = choose_head(architecture, trace)
    selection = selection_of(chosen)
    drawn = narrow(weights_heatmap(trace, selection, look))
    about = words.map_alt.format(name=getattr(words, architecture), head=titled(chosen, trace, look))
    figure(drawn, f"history_map_{architecture}", about)
    if st.button(words.open_in_explore, key=f"history_open_{architecture}", icon=":material/open_in_full:"):
        st.session_state.model = trace.model_name
        session.choose(site=selection.site, head=selection.head, query=None, key=None)
        st.session_state.go_to = "explore"
        st.rerun()


def choose_head(architecture: str, trace: Trace) -> str:
    """The visitor's head while this trace has it, else the most telling one; `map_gpt` in links."""
    look, offered, key = session.look(), choices(trace), parameter(architecture)
    chosen = st.session_state.setdefault("history_heads", {})
    if key not in chosen and (asked := st.query_params.get(key)):
        chosen[key] = asked
        if asked not in offered:
            st.session_state.ignored = (*st.session_state.ignored, key)
    wanted = chosen.get(key)
    st.session_state[key] = wanted if wanted in offered else telling(trace)
    if len(offered) == 1:
        return offered[0]
    return st.selectbox(
        history_words().head,
        offered,
        key=key,
        format_func=lambda choice: titled(choice, trace, look),
        label_visibility="collapsed",
        on_change=remember,
        args=(key,),
    )


def remember(key: str) -> None:
    """The visitor has chosen a head: it stays, and goes into the link."""
    st.session_state.history_heads[key] = st.session_state[key]
    session.follow_in_address_bar({key: st.session_state[key]})


def parameter(architecture: str) -> str:
    """The name of a card's head in the session and in links."""
    return f"map_{architecture}"


def figure(drawn: Any, key: str, about: str) -> None:
    """A Plotly figure on a card, with a description for those who do not see it."""
    st.plotly_chart(drawn, theme=None, key=key, config=CONFIG, alt=about)
