"""Controls of models that fill in: which tokens are masked, and a text that may follow."""

import zlib
from collections.abc import Sequence
from typing import cast

import streamlit as st

from headlight.model.options import FillIn
from headlight.model.readers.masked import MaskedReader
from headlight.model.readers.reader import Reader
from headlight.model.tokens import Token
from headlight.server.address.settings import changed
from headlight.server.engine import Question
from headlight.server.engine.engine import LONGEST
from headlight.server.questions.options import last_word
from headlight.ui import address_bar, session
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.parts.token_label import numbered
from headlight.ui.settings import prepared, slot
from headlight.ui.words import t

NAMED = 3  # masked tokens the button names


def filling_in(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row. Masks belong to one text, or pair of texts: another has its own."""
    with row(key):
        place = st.container(width="content")  # in front, but it needs to know the second text
        typed = st.text_input(
            t("term-second-text"),
            key=prepared(key, "second"),
            help=t("controls-second-help"),
            placeholder=t("controls-second-empty"),
            on_change=session.forget_cell,
            persist_state="session",
        )
        second = typed.strip() or None
        tokens = whole_tokens(cast(MaskedReader, reader), text, second)
        with place:
            masked = choose_masked(tokens, key)
    settings = {"second": second or ""} | ({} if masked == last_word(tokens) else {"masked": masked})
    return Asked(FillIn(masked, second), changed(settings))


def whole_tokens(reader: MaskedReader, text: str, second: str | None) -> tuple[Token, ...]:
    """Both texts as the model reads them while nothing is masked; none of what the engine will not take."""
    if not text.strip() or Question(reader.name, text, FillIn((), second)).characters > LONGEST:
        return ()
    return reader.whole(text, second)


def choose_masked(tokens: Sequence[Token], key: str) -> tuple[int, ...]:
    """Positions of the tokens to mask, behind a button that names the first of them."""
    widget = f"{slot(key, 'masked')}_{digest(tokens)}"
    places = [i for i, token in enumerate(tokens) if not token.special]
    if widget not in st.session_state:
        st.session_state[widget] = list(at_first(tokens, places, key))
    chosen = st.session_state[widget]
    named = " ".join(numbered(tokens, i) for i in chosen[:NAMED]) + (" …" if len(chosen) > NAMED else "")
    label = t("controls-masked", tokens=named or "∅")
    with st.popover(label, icon=":material/visibility_off:", key=f"{key}_masks", width="content"):
        st.pills(
            t("controls-masked-help"),
            places,
            key=widget,
            selection_mode="multi",
            format_func=lambda i: numbered(tokens, i),
            on_change=session.choose,
            persist_state="session",
        )
    return tuple(sorted(st.session_state[widget]))


def at_first(tokens: Sequence[Token], places: Sequence[int], key: str) -> tuple[int, ...]:
    """The masks a link asked for, as far as the text has them; the last word's for a text that nobody masked yet."""
    asked = st.session_state.pop(slot(key, "masked"), None) if tokens else None
    if asked is None:
        return last_word(tokens)
    there = tuple(i for i in sorted(set(asked)) if i in places)
    if len(there) < len(asked):
        address_bar.ignore("masked")
    return there


def digest(tokens: Sequence[Token]) -> str:
    """Eight hexadecimal digits of the tokens' ids."""
    return f"{zlib.crc32(repr([token.id for token in tokens]).encode()):08x}"
