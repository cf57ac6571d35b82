"""Controls of translators: the language to write, a translation to force, greedy or beam."""

from typing import Literal, cast

import streamlit as st

from headlight.model.options import Language
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import other_language
from headlight.server.address.settings import LONGEST_BEAM, changed
from headlight.server.questions.options import options_of
from headlight.ui import session
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import prepared
from headlight.ui.words import t

Wanted = Language | Literal["auto"]


def translating(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row."""
    with row(key):
        to = choose_target(text, key)
        beam, penalty = choose_decoding(key)
        forced = st.text_input(
            t("controls-forced"),
            key=prepared(key, "forced"),
            help=t("controls-forced-help"),
            placeholder=t("controls-forced-empty"),
            on_change=session.forget_cell,
            persist_state="session",
        )
    settings = {"to": to, "forced": forced, "beam": beam, "penalty": penalty}
    return Asked(options_of(reader, text, settings), changed(settings))


def choose_target(text: str, key: str) -> Wanted:
    """auto, en or zh; `auto` says which language that is for this text."""
    named: dict[Wanted, str] = {"en": t("controls-english"), "zh": t("controls-chinese")}
    names = {"auto": t("controls-auto", language=named[other_language(text)])} | named
    chosen = st.segmented_control(
        t("controls-target"),
        list(names),
        key=prepared(key, "to"),
        format_func=names.__getitem__,
        required=True,
        on_change=session.forget_cell,
        width="content",
        persist_state="session",
    )
    return cast(Wanted, chosen)


def choose_decoding(key: str) -> tuple[int, float]:
    """The beam's width and its length penalty, behind a button that names them."""
    beam = st.session_state[prepared(key, "beam")]
    label = t("controls-decoding-beam", beam=beam) if beam > 1 else t("controls-decoding-greedy")
    with st.popover(label, icon=":material/account_tree:", key=f"{key}_decoding", width="content"):
        beam = st.slider(
            t("controls-beam"),
            1,
            LONGEST_BEAM,
            key=prepared(key, "beam"),
            help=t("controls-beam-help"),
            on_change=session.forget_cell,
            persist_state="session",
        )
        penalty = st.slider(
            t("controls-penalty"),
            0.0,
            2.0,
            step=0.1,
            key=prepared(key, "penalty"),
            help=t("controls-penalty-help"),
            disabled=beam == 1,
            on_change=session.forget_cell,
            persist_state="session",
        )
    return beam, penalty
