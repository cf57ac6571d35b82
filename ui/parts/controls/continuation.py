"""Controls of models that write on: how much, and how each token is chosen."""

import streamlit as st

from headlight.model.options import Continue
from headlight.model.readers.reader import Reader
from headlight.ui import session
from headlight.ui.language.controls import ControlWords
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.seed import again, choose_seed
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import LONGEST_CONTINUATION, MOST_KEPT, Settings, changed, prepared


def continuing(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row; how tokens are chosen appears once there are any to write."""
    words = session.control_words()
    settings = {}
    with row(key):
        settings["write"] = choose_length(key, words)
        if settings["write"]:
            settings["draw"] = choose_strategy(key, words)
        if settings.get("draw") == "sample":
            settings |= choose_chance(key, words)
    return Asked(options(settings), changed(settings))


def options(settings: Settings) -> Continue:
    """The settings as the model takes them."""
    chance = {name: settings[name] for name in ("temperature", "top_k", "top_p", "seed") if name in settings}
    return Continue(settings["write"], settings.get("draw", "greedy"), **chance)


def choose_length(key: str, words: ControlWords) -> int:
    """How many tokens."""
    return st.number_input(
        words.write,
        0,
        LONGEST_CONTINUATION,
        key=prepared(key, "write"),
        step=4,
        help=words.write_help,
        on_change=session.forget_cell,
        width=200,
        persist_state="session",
    )


def choose_strategy(key: str, words: ControlWords) -> str:
    """greedy or sample."""
    names = {"greedy": words.greedy, "sample": words.sample}
    return st.segmented_control(
        words.strategy,
        list(names),
        key=prepared(key, "draw"),
        format_func=lambda name: names[name],
        required=True,
        on_change=session.forget_cell,
        width="content",
        persist_state="session",
    )


def choose_chance(key: str, words: ControlWords) -> dict[str, float]:
    """What is drawn from, behind a button, and a button to draw once more."""
    common = {"on_change": session.forget_cell, "persist_state": "session"}
    with st.popover(words.chance, icon=":material/tune:", key=f"{key}_chance", width="content"):
        temperature = st.slider(
            words.temperature,
            0.1,
            2.0,
            step=0.05,
            key=prepared(key, "temperature"),
            help=words.temperature_help,
            **common,
        )
        top_k = st.slider(
            words.top_k, 0, MOST_KEPT, key=prepared(key, "top_k"), help=words.top_k_help, **common
        )
        top_p = st.slider(
            words.top_p, 0.05, 1.0, step=0.05, key=prepared(key, "top_p"), help=words.top_p_help, **common
        )
        seed = choose_seed(key, words, session.forget_cell)
    again(key, words, session.forget_cell)  # other tokens: no cell of them has been chosen yet
    return {"temperature": temperature, "top_k": top_k, "top_p": top_p, "seed": seed}
