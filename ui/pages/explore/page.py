"""Explore: type a sentence, see every head, read the numbers behind any cell."""

from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from headlight.model.readers.reader import Reader
from headlight.model.trace import Trace
from headlight.server.address.codec import write
from headlight.server.engine import Question, device_name
from headlight.server.models import offered, titled
from headlight.server.questions.changes import under
from headlight.ui import address_bar, session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.compare.state import show
from headlight.ui.pages.explore.reading import reading, settle
from headlight.ui.parts.changes.state import keep_what_fits, standing, undo_all
from headlight.ui.parts.controls import Asked, controls
from headlight.ui.parts.error_boundary import kept_up
from headlight.ui.parts.huggingface import choose_source
from headlight.ui.parts.text_box import text_box
from headlight.ui.parts.truncation import cut_notice
from headlight.ui.readings import Readings
from headlight.ui.view import FIELDS
from headlight.ui.words import t


def explore() -> None:
    """Draw the page."""
    if address_bar.returned():
        session.take_view()
    beside, note = ask()
    with beside:
        asked = set_beside()
    with note:
        if st.session_state.text.strip():
            compare_button()
        st.caption(about(shared_engine().model(st.session_state.model)), width="content")
    question = (
        None if asked is None else Question(st.session_state.model, st.session_state.text, asked.options)
    )
    settings = {} if asked is None else asked.settings
    with Readings() as readings:
        readable = question is not None and settled(question, readings)
        session.show_what_was_ignored()
        if question is None or not readable:
            view = replace(session.view(), settings=settings)
            address_bar.follow(write(FIELDS, view.values()), among=FIELDS)
        else:
            reading(question, settings, readings)


def ask() -> tuple[DeltaGenerator, DeltaGenerator]:
    """The text box, the examples, the model; and the places below for what goes with them."""
    typed, example, model = st.columns([5, 3, 2])
    beside, right = st.columns([1, 1], vertical_alignment="bottom")
    note = right.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center")
    text_box(typed, example)
    choose_model(model, note)
    return beside, note


def choose_model(list_of_models: DeltaGenerator, others: DeltaGenerator) -> None:
    """The list of models that are here, and behind a button those of Hugging Face's that may be had."""
    with others, st.popover(t("huggingface-title"), icon=":material/extension:", type="tertiary"):
        asked = choose_source()
    if asked is not None:
        st.session_state.model = asked
        session.forget_head()
    list_of_models.selectbox(
        t("term-model"),
        offered(st.session_state.model),
        key="model",
        format_func=titled,
        on_change=session.forget_head,
        persist_state="session",
    )


def compare_button() -> None:
    """The way to Compare, with what is read here as both sides."""
    st.button(
        t("compare-open"),
        key="explore_compare",
        icon=":material/compare:",
        type="tertiary",
        help=t("compare-open-help"),
        on_click=open_compare,
    )


def open_compare() -> None:
    """Go there with the text, the model and the head."""
    view = session.view()
    head = None if view.site is None else f"{view.site}.{view.head or 0}"
    show(st.session_state.model, st.session_state.text, head)
    st.session_state.go_to = "compare"


def about(model: Reader) -> str:
    """A model's size and device in a few words."""
    config = model.config
    size = [t("page-parameters", millions=sum(p.numel() for p in model.network.parameters()) / 1e6)]
    if hasattr(config, "n_heads"):
        size.append(t("page-layers-and-heads", layers=config.n_layers, heads=config.n_heads))
    return f"{' · '.join(size)}  \n{t('page-runs-on', device=device_name(model.device))}"


def set_beside() -> Asked | None:
    """The model's own controls, and what they are set to; None and a message where that fails."""
    with kept_up():
        return controls(shared_engine().model(st.session_state.model), st.session_state.text, session.EXPLORE)
    return None


def settled(question: Question, readings: Readings) -> bool:
    """Read the text, without and with the changes in force, and fit what is chosen to it; whether it can be shown."""
    trace = read(question, readings)
    if trace is None:
        return False
    keep_what_fits(trace, shared_engine().model(question.model).encodes_positions)
    changed = read_changed(question, readings)
    if changed is not None:
        settle(changed)
    return changed is not None


def read(question: Question, readings: Readings) -> Trace | None:
    """The trace of a text, or None and a message on the page."""
    if not question.text.strip():
        st.info(t("page-nothing-typed"), icon="✏️")
        return None
    trace = readings.shown(question)
    if trace is not None and trace.left_out:
        st.warning(cut_notice(trace), icon="✂️")
    return trace


def read_changed(question: Question, readings: Readings) -> Trace | None:
    """The trace under the changes in force; where that fails, a message and a button to take them back."""
    changed = readings.shown(under(question, standing()))
    if changed is None:
        st.button(t("changes-undo-all"), icon=":material/undo:", on_click=undo_all)
    return changed
