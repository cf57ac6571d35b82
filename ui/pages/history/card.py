"""One architecture's card: what it may look at, one head's map of the sentence, and what came out."""

import logging
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.model.trace import Trace
from headlight.server.engine import Question, Refused
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.history import address
from headlight.ui.pages.history.address import settings_key
from headlight.ui.pages.history.architectures import ORIGINS, Paper
from headlight.ui.pages.history.map import attention_map, vector
from headlight.ui.pages.history.output import output
from headlight.ui.parts.controls import controls
from headlight.ui.parts.figure import bare_figure
from headlight.ui.parts.keep.files import Kept
from headlight.ui.parts.refusal_notice import refusal
from headlight.ui.words import t
from headlight.viz.architecture.structure import structure

WITH_CONTROLS = ("bert", "xlnet")
"""Architectures with controls on their own card; translators share a row above all cards."""

LOG = logging.getLogger(__name__)


def introduction(architecture: str) -> None:
    """Name, year, papers, and what changed."""
    origin = ORIGINS[architecture]
    with st.container():
        st.markdown(f"#### {t(f'history-{architecture}')} :gray[{origin.year}]")
        st.caption("  \n".join(cited(paper) for paper in origin.papers))
    with st.container():
        st.markdown(t(f"history-{architecture}-story"), unsafe_allow_html=True)


def cited(paper: Paper) -> str:
    """Authors, title, and its number as a link."""
    if paper.number is None:
        return f"{paper.authors}, *{paper.title}* ({t('history-not-on-arxiv')})"
    said = t("history-arxiv", number=paper.number)
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
            parts(architecture, shared_engine().trace(question))
    except Refused as refused:
        refusal(refused, key=f"history_again_{architecture}")
    except Exception:  # whatever a text sets off, its visitor gets a sentence and the other cards
        LOG.exception("reading %d characters with %s", len(question.text), question.model)
        st.error(t("page-failed"))
    address.follow_later()


def asked(architecture: str, question: Question) -> Question:
    """The question with the options of this card's own controls, if it has any."""
    if architecture not in WITH_CONTROLS:
        return question
    found = controls(shared_engine().model(question.model), question.text, settings_key(architecture))
    address.remember_settings(architecture, found.settings)
    return replace(question, options=found.options)


def parts(architecture: str, trace: Trace) -> None:
    """What it may look at, one of its maps or what it has instead, and what came out."""
    with part("seen", architecture):
        seen = drawn_structure(architecture, trace)
    with part("mapped", architecture):
        if trace.steps:
            attention_map(architecture, trace, seen)
        else:
            vector(architecture, trace, seen)
    with part("said", architecture):
        output(trace)
        if trace.left_out:
            st.caption(t("history-left-out", n=trace.left_out))


def part(name: str, architecture: str) -> DeltaGenerator:
    """One part of a card, level with the same part of its neighbours."""
    return st.container(key=f"history_{name}_{architecture}")


def drawn_structure(architecture: str, trace: Trace) -> Kept:
    """Who may look at whom."""
    drawn = structure(trace, ORIGINS[architecture].recurrence, session.look())
    about = t("history-structure-alt", name=t(f"history-{architecture}"))
    return bare_figure(drawn, f"history_structure_{architecture}", about)
