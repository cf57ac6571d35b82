"""Controls of translators: the language to write, a translation to force, greedy or beam."""

import streamlit as st

from headlight.model.options import Translate
from headlight.model.readers.reader import Reader
from headlight.model.readers.translator import other_language
from headlight.ui import session
from headlight.ui.language.controls import ControlWords
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import LONGEST_BEAM, changed, prepared


def translating(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row."""
    words = session.control_words()
    with row(key):
        to = choose_target(text, key, words)
        beam, penalty = choose_decoding(key, words)
        forced = st.text_input(
            words.forced,
            key=prepared(key, "forced"),
            help=words.forced_help,
            placeholder=words.forced_empty,
            on_change=session.forget_cell,
            persist_state="session",
        )
    target = None if to == "auto" else to
    options = Translate(target, forced.strip() or None, beam, penalty)
    settings = {"to": to, "forced": forced, "beam": beam, "penalty": penalty}
    return Asked(options, changed(settings))


def choose_target(text: str, key: str, words: ControlWords) -> str:
    """auto, en or zh; `auto` says which language that is for this text."""
    names = {"en": words.english, "zh": words.chinese}
    return st.segmented_control(
        words.target,
        ["auto", *names],
        key=prepared(key, "to"),
        format_func=lambda to: names.get(to) or words.auto.format(language=names[other_language(text)]),
        required=True,
        on_change=session.forget_cell,
        width="content",
        persist_state="session",
    )


def choose_decoding(key: str, words: ControlWords) -> tuple[int, float]:
    """The beam's width and its length penalty, behind a button that names them."""
    beam = st.session_state[prepared(key, "beam")]
    label = words.decoding_beam.format(beam=beam) if beam > 1 else words.decoding_greedy
    with st.popover(label, icon=":material/account_tree:", key=f"{key}_decoding", width="content"):
        beam = st.slider(
            words.beam,
            1,
            LONGEST_BEAM,
            key=prepared(key, "beam"),
            help=words.beam_help,
            on_change=session.forget_cell,
            persist_state="session",
        )
        penalty = st.slider(
            words.penalty,
            0.0,
            2.0,
            step=0.1,
            key=prepared(key, "penalty"),
            help=words.penalty_help,
            disabled=beam == 1,
            on_change=session.forget_cell,
            persist_state="session",
        )
    return beam, penalty
