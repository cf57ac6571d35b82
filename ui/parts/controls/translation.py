"""Controls of translators: the language to write, a translation to force, greedy or beam."""

from typing import Literal

import streamlit as st

from headlight.model.options import Language
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import other_language
from headlight.server.address.settings import LONGEST_BEAM, changed
from headlight.server.questions.options import options_of
from headlight.ui import session
from headlight.ui.parts.controls.fields import number, one_way, typed
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
        forced = typed("forced", key)
    settings = {"to": to, "forced": forced, "beam": beam, "penalty": penalty}
    return Asked(options_of(reader, text, settings), changed(settings))


def choose_target(text: str, key: str) -> Wanted:
    """auto, en or zh; `auto` says which language that is for this text."""
    ways: dict[Wanted, str] = {"en": t("controls-english"), "zh": t("controls-chinese")}
    ways = {"auto": t("controls-auto", language=ways[other_language(text)]), **ways}
    return one_way(t("controls-target"), "to", key, ways, session.forget_cell)


def choose_decoding(key: str) -> tuple[int, float]:
    """The beam's width and its length penalty, behind a button that names them."""
    beam = st.session_state[prepared(key, "beam")]
    label = t("controls-decoding-beam", beam=beam) if beam > 1 else t("controls-decoding-greedy")
    with st.popover(label, icon=":material/account_tree:", key=f"{key}_decoding", width="content"):
        beam = number("beam", key, 1, LONGEST_BEAM, 1)
        penalty = number("penalty", key, 0.0, 2.0, 0.1, disabled=beam == 1)
    return beam, penalty
