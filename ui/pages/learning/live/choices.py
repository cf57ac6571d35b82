"""What a visitor chooses before a network learns."""

from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from headlight.learning.choices import HEADS, LARGEST_SEED, LAYERS, STEPS, WIDTHS, Choices, Switch
from headlight.learning.tasks import OWN_TEXT, TASKS
from headlight.learning.tasks.text import LONGEST
from headlight.learning.texts import own_text
from headlight.model.architectures.gpt import PositionName
from headlight.ui.pages.learning.live.address import SWITCHES
from headlight.ui.pages.learning.live.words import changed_to, live_words

CHOSEN, BESIDE = "live_{}", "live_beside"
ENOUGH = {"induction": 1_000, "text": 2_000}
"""Steps in which a network of the first sizes learns the task; 600 for the others."""


def put(choices: Choices, beside: Switch | None) -> None:
    """Set the widgets, before they are drawn."""
    for name, value in choices.described().items():
        st.session_state[CHOSEN.format(name)] = value
    st.session_state[CHOSEN.format("text")] = choices.text or own_text(st.session_state.get("lang", "en"))
    st.session_state[BESIDE] = beside


def choose() -> tuple[Choices, Switch | None]:
    """Draw the widgets; what they say."""
    words = live_words()
    task, steps, beside = st.columns([2, 2, 3])
    with task:
        chosen = choose_task()
    with steps:
        st.select_slider(words.steps, STEPS, key=key("steps"), persist_state="session")
    if chosen == OWN_TEXT:
        st.text_area(words.own_text, key=key("text"), max_chars=LONGEST, height=140, persist_state="session")
    with st.expander(words.network, icon=":material/tune:"):
        choose_network()
    choices = Choices(**{name: st.session_state[key(name)] for name in Choices().described()})
    if chosen == OWN_TEXT:
        choices = replace(choices, text=st.session_state[key("text")])
    with beside:
        return choices, choose_beside(choices)


def choose_task() -> str:
    """Which task, and what it is about under the widgets."""
    words = live_words()
    task: str = st.selectbox(
        words.task,
        list(TASKS),
        key=key("task"),
        format_func=lambda name: getattr(words, name),
        on_change=take_steps,
        persist_state="session",
    )
    return task


def take_steps() -> None:
    """As many steps as the task needs."""
    st.session_state[key("steps")] = ENOUGH.get(st.session_state[key("task")], 600)


def choose_network() -> None:
    """Sizes, positions, and what can be left out."""
    words = live_words()
    sizes = st.columns([2, 3, 2, 2])
    for place, (name, label, offered) in zip(
        sizes,
        (
            ("n_layers", words.layers, LAYERS),
            ("n_heads", words.heads, HEADS),
            ("d_model", words.width, WIDTHS),
        ),
        strict=False,
    ):
        place.segmented_control(label, offered, key=key(name), required=True, persist_state="session")
    sizes[-1].number_input(words.seed, 0, LARGEST_SEED, key=key("seed"), persist_state="session")
    st.segmented_control(
        words.positions,
        get_args(PositionName),
        key=key("positions"),
        format_func=lambda name: getattr(words, name),
        required=True,
        persist_state="session",
    )
    with st.container(horizontal=True):
        for name in ("scale", "residual", "layer_norm", "mask"):
            st.toggle(getattr(words, name), key=key(name), persist_state="session")
    heads, d_model = st.session_state[key("n_heads")], st.session_state[key("d_model")]
    st.caption(words.parameters_note.format(heads=heads, d_head=d_model // heads))


def choose_beside(choices: Choices) -> Switch | None:
    """What the second network has otherwise."""
    words = live_words()

    def said(switch: Any) -> str:
        return words.beside_nothing if switch is None else changed_to(choices, switch)

    switch: Switch | None = st.selectbox(
        words.beside,
        [None, *SWITCHES],
        key=BESIDE,
        format_func=said,
        help=words.beside_help,
        placeholder=words.beside_nothing,
        persist_state="session",
    )
    return switch


def key(name: str) -> str:
    """The key of a choice's widget."""
    return CHOSEN.format(name)
