"""Controls of models that read in any order: the order."""

from typing import Any, cast

import streamlit as st

from headlight.model.options import Permute
from headlight.model.readers.reader import Reader
from headlight.server.address.settings import changed
from headlight.server.questions.options import options_of
from headlight.server.questions.orders import NotAnOrder, example
from headlight.ui import session
from headlight.ui.markdown import as_markdown
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.seed import again, choose_seed
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import prepared
from headlight.ui.words import t


def permuting(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row. What was typed and is no order costs a message; the text is then read from left to right."""
    last = len(reader.tokenizer.encode(text, limit=reader.config.context).tokens) - 1
    with row(key):
        settings: dict[str, Any] = {"order": choose_order(key)}
        match settings["order"]:
            case "random":
                settings["seed"] = choose_seed(key, session.choose, width=150)
                again(key, session.choose)
            case "typed":
                settings["positions"] = choose_positions(last, key)
    try:
        options = options_of(reader, text, settings)
    except NotAnOrder as fault:
        st.warning(as_markdown(fault.said(t)), icon="🔢")
        options = Permute()
    return Asked(options, changed(settings))


def choose_order(key: str) -> str:
    """left, right, random or typed."""
    names = {
        "left": t("controls-left"),
        "right": t("controls-right"),
        "random": t("controls-random"),
        "typed": t("controls-typed"),
    }
    chosen = st.segmented_control(
        t("controls-order"),
        list(names),
        key=prepared(key, "order"),
        format_func=lambda name: names[name],
        required=True,
        on_change=session.choose,
        width="content",
        persist_state="session",
    )
    return cast(str, chosen)


def choose_positions(last: int, key: str) -> str:
    """An order in numbers."""
    return st.text_input(
        t("controls-positions"),
        key=prepared(key, "positions"),
        help=t("controls-positions-help", last=last),
        placeholder=example(last),
        on_change=session.choose,
        persist_state="session",
    )
