"""The History page in its link: the text, what was set, and the heads that were chosen.

    /history?lang=en&text=The+cat…&beam=4&masked=3&order=right&map_gpt=decoder.self.2.1

A head goes into the link once somebody chose it; until then each sentence has the one that tells the most about it.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from headlight.server.address.codec import write
from headlight.server.address.fields import Fields, head_name, text
from headlight.server.address.settings import SETTINGS, Settings, unset
from headlight.ui import address_bar, session
from headlight.ui.pages.history.architectures import ORIGINS
from headlight.ui.settings import take


def head_parameter(architecture: str) -> str:
    """The name of a card's head in the session and in links."""
    return f"map_{architecture}"


HEADS: Fields = {head_parameter(name): head_name for name in ORIGINS}
FIELDS: Fields = {**SETTINGS, **HEADS}


def start() -> None:
    """Take settings and heads from the link where it leads, and begin to draw the page."""
    st.session_state.history_drawing = True
    if not address_bar.leads("history_heads"):
        return
    asked = address_bar.asked(FIELDS)
    opened = {} if address_bar.returned() else session.view().settings
    settings = {**unset(), **opened, **{name: asked[name] for name in SETTINGS if name in asked}}
    for whose in ("translators", *ORIGINS):
        take(settings_key(whose), settings)
    heads = {name: asked.get(head_parameter(name)) for name in ORIGINS}
    st.session_state.history_heads = {name: head for name, head in heads.items() if head is not None}
    st.session_state.history_settings = {}


def follow(more: Mapping[str, str]) -> None:
    """The page is drawn: have the address bar say what is on it."""
    st.session_state.history_more = dict(more)
    st.session_state.history_drawing = False
    settings = st.session_state.history_settings
    said = {name: value for found in settings.values() for name, value in found.items()}
    said |= {head_parameter(name): head for name, head in st.session_state.history_heads.items()}
    params = write({"text": text(), **FIELDS}, said | {"text": session.view().text}) | dict(more)
    address_bar.follow(params, among=FIELDS)


def follow_later() -> None:
    """A card is drawn: if it was not the page that drew it, something on this card alone has changed."""
    if not st.session_state.history_drawing:
        follow(st.session_state.history_more)


def remember_settings(architecture: str, settings: Settings) -> None:
    """What the controls that this architecture answers to are set to."""
    st.session_state.history_settings[architecture] = dict(settings)


def settings_of(architecture: str) -> Settings:
    """What an architecture was asked with, defaults included; nothing for one without controls."""
    found = st.session_state.history_settings.get(architecture)
    return {} if found is None else unset() | found


def settings_key(whose: str) -> str:
    """What the widgets of an architecture's controls, or of those that the translators share, are named after."""
    return f"history_{whose}"


def chosen_head(architecture: str, offered: Sequence[str]) -> str | None:
    """The head that was chosen; what only a link asked for, and the model does not have, is forgotten and named."""
    chosen = st.session_state.history_heads
    if architecture in chosen and chosen[architecture] not in offered:
        del chosen[architecture]
        address_bar.ignore(head_parameter(architecture))
    head: str | None = chosen.get(architecture)
    return head


def remember_head(architecture: str) -> None:
    """The visitor has chosen a head: it stays, whatever is read."""
    st.session_state.history_heads[architecture] = st.session_state[head_parameter(architecture)]
