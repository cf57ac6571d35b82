"""What a visitor chooses before a network learns."""

from dataclasses import replace
from typing import get_args

import streamlit as st

from headlight.learning.choices import HEADS, LARGEST_SEED, LAYERS, STEPS, WIDTHS, Choices, Switch
from headlight.learning.tasks import OWN_TEXT, TASKS
from headlight.learning.tasks.text import LONGEST
from headlight.learning.texts import own_text
from headlight.model.architectures.gpt import PositionName
from headlight.ui.pages.learning.live.address import SWITCHES
from headlight.ui.pages.learning.live.labels import changed_to
from headlight.ui.words import language, t

CHOSEN, BESIDE = "live_{}", "live_beside"
ENOUGH = {"induction": 1_000, "text": 2_000}
"""Steps in which a network of the first sizes learns the task; 600 for the others."""


def put(choices: Choices, beside: Switch | None) -> None:
    """Set the widgets, before they are drawn."""
    for name, value in choices.described().items():
        st.session_state[CHOSEN.format(name)] = value
    st.session_state[CHOSEN.format("text")] = choices.text or own_text(language())
    st.session_state[BESIDE] = beside


def choose() -> tuple[Choices, Switch | None]:
    """Draw the widgets; what they say."""
    task, steps, beside = st.columns([2, 2, 3])
    with task:
        chosen = choose_task()
    with steps:
        st.select_slider(t("live-steps"), STEPS, key=key("steps"), persist_state="session")
    if chosen == OWN_TEXT:
        st.text_area(
            t("live-own-text"), key=key("text"), max_chars=LONGEST, height=140, persist_state="session"
        )
    with st.expander(t("live-network"), icon=":material/tune:"):
        choose_network()
    choices = Choices(**{name: st.session_state[key(name)] for name in Choices().described()})
    if chosen == OWN_TEXT:
        choices = replace(choices, text=st.session_state[key("text")])
    with beside:
        return choices, choose_beside(choices)


def choose_task() -> str:
    """Which task, and what it is about under the widgets."""
    names = {name: t(f"live-{name}") for name in TASKS}
    task: str = st.selectbox(
        t("live-task"),
        list(names),
        key=key("task"),
        format_func=names.__getitem__,
        on_change=take_steps,
        persist_state="session",
    )
    return task


def take_steps() -> None:
    """As many steps as the task needs."""
    st.session_state[key("steps")] = ENOUGH.get(st.session_state[key("task")], 600)


def choose_network() -> None:
    """Sizes, positions, and what can be left out."""
    sizes = st.columns([2, 3, 2, 2])
    for place, (name, label, offered) in zip(
        sizes,
        (
            ("n_layers", t("live-layers"), LAYERS),
            ("n_heads", t("live-heads"), HEADS),
            ("d_model", t("live-width"), WIDTHS),
        ),
        strict=False,
    ):
        place.segmented_control(label, offered, key=key(name), required=True, persist_state="session")
    sizes[-1].number_input(t("live-seed"), 0, LARGEST_SEED, key=key("seed"), persist_state="session")
    encodings = {name: t(f"live-{name}") for name in get_args(PositionName)}
    st.segmented_control(
        t("live-positions"),
        list(encodings),
        key=key("positions"),
        format_func=encodings.__getitem__,
        required=True,
        persist_state="session",
    )
    with st.container(horizontal=True):
        for name in ("scale", "residual", "layer_norm", "mask"):
            st.toggle(t(f"live-{name}"), key=key(name), persist_state="session")
    heads, d_model = st.session_state[key("n_heads")], st.session_state[key("d_model")]
    st.caption(t("live-parameters-note", heads=heads, d_head=d_model // heads))


def choose_beside(choices: Choices) -> Switch | None:
    """What the second network has otherwise."""

    names = {None: t("live-beside-nothing")} | {switch: changed_to(choices, switch) for switch in SWITCHES}
    switch: Switch | None = st.selectbox(
        t("live-beside"),
        list(names),
        key=BESIDE,
        format_func=names.__getitem__,
        help=t("live-beside-help"),
        placeholder=names[None],
        persist_state="session",
    )
    return switch


def key(name: str) -> str:
    """The key of a choice's widget."""
    return CHOSEN.format(name)
