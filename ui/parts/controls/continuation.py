"""Controls of models that write on: how much, and how each token is chosen."""

from typing import Any

import streamlit as st

from headlight.model.readers.reader import Reader
from headlight.server.address.settings import LONGEST_CONTINUATION, MOST_KEPT, changed
from headlight.server.questions.options import options_of
from headlight.ui import session
from headlight.ui.parts.controls.fields import number, one_way
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.seed import again, choose_seed
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import prepared
from headlight.ui.words import t


def continuing(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row; how tokens are chosen appears once there are any to write."""
    settings: dict[str, Any] = {}
    with row(key):
        settings["write"] = choose_length(key)
        if settings["write"]:
            settings["draw"] = choose_strategy(key)
        if settings.get("draw") == "sample":
            settings |= choose_chance(key)
    return Asked(options_of(reader, text, settings), changed(settings))


def choose_length(key: str) -> int:
    """How many tokens."""
    return st.number_input(
        t("controls-write"),
        0,
        LONGEST_CONTINUATION,
        key=prepared(key, "write"),
        step=4,
        help=t("controls-write-help"),
        on_change=session.forget_cell,
        width=200,
        persist_state="session",
    )


def choose_strategy(key: str) -> str:
    """greedy or sample."""
    names = {"greedy": t("controls-greedy"), "sample": t("controls-sample")}
    return one_way(t("controls-strategy"), "draw", key, names, session.forget_cell)


def choose_chance(key: str) -> dict[str, float]:
    """What is drawn from, behind a button, and a button to draw once more."""
    with st.popover(t("controls-chance"), icon=":material/tune:", key=f"{key}_chance", width="content"):
        chance: dict[str, float] = {
            "temperature": number("temperature", key, 0.1, 2.0, 0.05),
            "top_k": number("top_k", key, 0, MOST_KEPT, 1),
            "top_p": number("top_p", key, 0.05, 1.0, 0.05),
            "seed": choose_seed(key, session.forget_cell),
        }
    again(key, session.forget_cell)  # other tokens: no cell of them has been chosen yet
    return chance
