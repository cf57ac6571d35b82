"""Explore: type a sentence, see every head, read the numbers behind any cell."""

import logging

import streamlit as st

from model.trace import Trace
from model.readers.reader import Reader
from model.zoo import names
from ui import session
from ui.engine import Question, device_name, engine
from ui.link import shortened, write_link
from ui.panels.reading import reading, settle
from ui.panels.scores import as_markdown
from ui.samples import Sample, samples
from viz.ticks import shown

LOG = logging.getLogger(__name__)


def explore() -> None:
    """Draw the page."""
    ask()
    question = Question(session.view().model or "", session.view().text or "")
    trace = read(question)
    if trace is not None:
        settle(trace)
    session.show_what_was_ignored()
    if trace is None:
        session.follow_in_address_bar(write_link(session.view()))
    else:
        reading(question)


def ask() -> None:
    """The text box, the examples, the model."""
    words = session.words()
    text, preset, model = st.columns([5, 3, 2])
    text.text_input(
        words.text_label,
        key="text",
        help=words.text_help,
        on_change=session.forget_cell,
        persist_state="session",
    )
    preset.selectbox(
        words.presets,
        samples(),
        index=None,
        key="preset",
        format_func=lambda sample: f"{sample.title} — {sample.text}",
        on_change=take_preset,
        placeholder=words.presets_help,
    )
    model.selectbox(words.model, names(), key="model", on_change=session.forget_head, persist_state="session")
    model.caption(about(engine().model(st.session_state.model)))


def about(model: Reader) -> str:
    """A model's size and device in a few words."""
    words, config = session.words(), model.network.config
    millions = sum(parameter.numel() for parameter in model.network.parameters()) / 1e6
    size = words.parameters.format(millions=millions, layers=config.n_layers, heads=config.n_heads)
    return f"{size}  \n{words.runs_on.format(device=device_name(model.device))}"


def take_preset() -> None:
    """Put the chosen example into the text box, forget the old text's cell, and be ready to be chosen from again."""
    sample: Sample | None = st.session_state.preset
    if sample is not None:
        st.session_state.text = sample.text
        st.session_state.preset = None
        session.forget_cell()


def read(question: Question) -> Trace | None:
    """The trace of a text, or None and a message on the page."""
    words = session.words()
    if not question.text.strip():
        st.info(words.nothing_typed, icon="✏️")
        return None
    try:
        trace = engine().trace(question)
    except Exception:  # whatever a text sets off, its visitor gets a sentence and keeps the page
        LOG.exception("reading %d characters with %s", len(question.text), question.model)
        st.error(words.failed)
        return None
    if trace.left_out:
        st.warning(cut_notice(trace), icon="✂️")
    return trace


def cut_notice(trace: Trace) -> str:
    """How much of the text was left out, and after which words."""
    words, tokens = session.words(), trace.tokens["decoder"]
    last = trace.text[tokens[-4].start : tokens[-1].end]
    said = words.left_out.format(read=len(tokens), left_out=trace.left_out, last=as_markdown(shown(last)))
    return f"{said} {words.link_shortened}" if shortened(trace.text) != trace.text else said
