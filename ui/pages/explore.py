"""Explore: type a sentence, see every head, read the numbers behind any cell."""

import logging

import streamlit as st

from model.trace import Trace
from model.zoo import names
from ui import session
from ui.engine import Question, device_name, engine
from ui.panels.reading import reading
from ui.samples import Sample, samples

LOG = logging.getLogger(__name__)


def explore() -> None:
    """Draw the page."""
    ask()
    if st.session_state.ignored:
        st.warning(session.words().link_ignored.format(names=", ".join(st.session_state.ignored)), icon="🔗")
        st.session_state.ignored = ()
    trace = read(session.view().text or "", session.view().model or "")
    if trace is not None:
        reading(Question(trace.model_name, session.view().text or ""))


def ask() -> None:
    """The text box, the examples, the model."""
    words = session.words()
    st.text_input(
        words.text_label,
        key="text",
        help=words.text_help,
        on_change=session.forget_cell,
        persist_state="session",
    )
    preset, model, about = st.columns([3, 1, 2], vertical_alignment="bottom")
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
    loaded = engine().model(st.session_state.model)
    size = words.parameters.format(
        millions=sum(p.numel() for p in loaded.network.parameters()) / 1e6,
        layers=loaded.network.config.n_layers,
        heads=loaded.network.config.n_heads,
    )
    about.caption(f"{size}  \n{words.runs_on.format(device=device_name(loaded.device))}")


def take_preset() -> None:
    """Put the chosen example into the text box, and forget the cell that belonged to the old text."""
    sample: Sample | None = st.session_state.preset
    if sample is not None:
        st.session_state.text = sample.text
        session.forget_cell()


def read(text: str, model: str) -> Trace | None:
    """The trace of a text, or None and a message on the page."""
    words = session.words()
    if not text.strip():
        st.info(words.nothing_typed, icon="✏️")
        return None
    try:
        trace = engine().trace(Question(model, text))
    except Exception:  # whatever a text sets off, its visitor gets a sentence and keeps the page
        LOG.exception("reading %d characters with %s", len(text), model)
        st.error(words.failed)
        return None
    if trace.left_out:
        tokens = trace.tokens["decoder"]
        last = "".join(token.label for token in tokens[-4:])
        st.warning(words.left_out.format(read=len(tokens), left_out=trace.left_out, last=last), icon="✂️")
    return trace
