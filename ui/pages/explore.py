"""Explore: type a sentence, see every head, read the numbers behind any cell."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import dropwhile, takewhile

import streamlit as st

from model.outcomes import Continuation, Filled
from model.readers.reader import Reader
from model.tokens import Token
from model.trace import Trace
from model.zoo import names
from ui import session
from ui.controls import Asked, controls
from ui.engine import Question, device_name, engine
from ui.link import NAMES, shortened, write_link
from ui.panels.reading import reading, settle
from ui.panels.scores import as_markdown
from ui.samples import Sample, samples
from viz.ticks import shown

LOG = logging.getLogger(__name__)


def explore() -> None:
    """Draw the page."""
    ask()
    beside, note = st.columns([8, 2])
    with beside:
        asked = set_beside()
    note.caption(about(engine().model(st.session_state.model)))
    question = (
        None if asked is None else Question(st.session_state.model, st.session_state.text, asked.options)
    )
    trace = None if question is None else read(question)
    if trace is not None:
        settle(trace)
    session.show_what_was_ignored()
    settings = {} if asked is None else asked.settings
    if question is None or trace is None:
        session.follow_in_address_bar(write_link(replace(session.view(), settings=settings)), among=NAMES)
    else:
        reading(question, settings)


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


def about(model: Reader) -> str:
    """A model's size and device in a few words."""
    words, config = session.words(), model.config
    size = [words.parameters.format(millions=sum(p.numel() for p in model.network.parameters()) / 1e6)]
    if hasattr(config, "n_heads"):
        size.append(words.layers_and_heads.format(layers=config.n_layers, heads=config.n_heads))
    return f"{' · '.join(size)}  \n{words.runs_on.format(device=device_name(model.device))}"


def take_preset() -> None:
    """Put the chosen example into the text box, forget the old text's cell, and be ready to be chosen from again."""
    sample: Sample | None = st.session_state.preset
    if sample is not None:
        st.session_state.text = sample.text
        st.session_state.preset = None
        session.forget_cell()


def set_beside() -> Asked | None:
    """The model's own controls, and what they are set to; None and a message where that fails."""
    with kept_up():
        return controls(engine().model(st.session_state.model), st.session_state.text, session.EXPLORE)
    return None


def read(question: Question) -> Trace | None:
    """The trace of a text, or None and a message on the page."""
    if not question.text.strip():
        st.info(session.words().nothing_typed, icon="✏️")
        return None
    trace = None
    with kept_up():
        trace = engine().trace(question)
    if trace is not None and trace.left_out:
        st.warning(cut_notice(trace), icon="✂️")
    return trace


@contextmanager
def kept_up() -> Iterator[None]:
    """Whatever a text sets off, its visitor gets a sentence and keeps the page."""
    words = session.words()
    try:
        yield
    except ValueError as fault:  # what was set beside the text does not fit it
        LOG.exception("reading with %s", st.session_state.model)
        st.error(words.refused.format(reason=as_markdown(str(fault))))
    except Exception:
        LOG.exception("reading %d characters with %s", len(st.session_state.text), st.session_state.model)
        st.error(words.failed)


def cut_notice(trace: Trace) -> str:
    """How much of the text was left out, and after which words."""
    words, (text, tokens) = session.words(), what_was_cut(trace)
    last = text[tokens[-4:][0].start : tokens[-1].end] if tokens else ""
    # The token in front of every text takes a place too.
    said = words.left_out.format(
        read=len(tokens) + 1, left_out=trace.left_out, last=as_markdown(shown(last.strip()))
    )
    return f"{said} {words.link_shortened}" if shortened(trace.text) != trace.text else said


def what_was_cut(trace: Trace) -> tuple[str, Sequence[Token]]:
    """The text that did not fit, the first or the second, with those of its tokens that were read."""
    tokens = trace.tokens.get("encoder", trace.tokens.get("decoder", ()))
    if isinstance(trace.outcome, Continuation):
        tokens = tokens[: trace.outcome.start]
    typed, rest = first_run(tokens)
    if (
        isinstance(trace.outcome, Filled)
        and trace.outcome.second
        and typed[-1].end == len(trace.text.rstrip())
    ):
        return trace.outcome.second, first_run(rest)[0]
    return trace.text, typed


def first_run(tokens: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    """The first tokens that were typed, up to one that was added; and what follows them."""
    behind = list(dropwhile(lambda token: token.special, tokens))
    run = list(takewhile(lambda token: not token.special, behind))
    return run, behind[len(run) :]
