"""Controls of models that write on: how much, and how each token is chosen."""

from typing import Any, cast

import streamlit as st

from headlight.model.readers.reader import Reader
from headlight.server.address.settings import LONGEST_CONTINUATION, MOST_KEPT, changed
from headlight.server.questions.options import options_of
from headlight.ui import session
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
    chosen = st.segmented_control(
        t("controls-strategy"),
        list(names),
        key=prepared(key, "draw"),
        format_func=lambda name: names[name],
        required=True,
        on_change=session.forget_cell,
        width="content",
        persist_state="session",
    )
    return cast(str, chosen)


def choose_chance(key: str) -> dict[str, float]:
    """What is drawn from, behind a button, and a button to draw once more."""
    common: dict[str, Any] = {"on_change": session.forget_cell, "persist_state": "session"}
    with st.popover(t("controls-chance"), icon=":material/tune:", key=f"{key}_chance", width="content"):
        temperature = st.slider(
            t("controls-temperature"),
            0.1,
            2.0,
            step=0.05,
            key=prepared(key, "temperature"),
            help=t("controls-temperature-help"),
            **common,
        )
        top_k = st.slider(
            t("controls-top-k"),
            0,
            MOST_KEPT,
            key=prepared(key, "top_k"),
            help=t("controls-top-k-help"),
            **common,
        )
        top_p = st.slider(
            t("controls-top-p"),
            0.05,
            1.0,
            step=0.05,
            key=prepared(key, "top_p"),
            help=t("controls-top-p-help"),
            **common,
        )
        seed = choose_seed(key, session.forget_cell)
    again(key, session.forget_cell)  # other tokens: no cell of them has been chosen yet
    return {"temperature": temperature, "top_k": top_k, "top_p": top_p, "seed": seed}
