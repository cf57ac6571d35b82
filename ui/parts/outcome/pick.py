"""Tokens to choose one from: each is a button, or those of a long text the entries of a list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from headlight.model.tokens import Token
from headlight.ui.parts.token_label import numbered, plain

Choose = Callable[[int], None]
BUTTONS = 256  # more than so many keep a browser busy for seconds


@dataclass(frozen=True)
class Offer:
    """What may be chosen: these places among the tokens. `label` says what for."""

    label: str
    tokens: Sequence[Token]
    places: range


def pick(offer: Offer, chosen: int | None, key: str, choose: Choose) -> None:
    """Draw the tokens; `chosen` is lit up, and `choose` is called with the place of another once it is clicked.

    Those of a long text are a list, in which a visitor may type.
    """
    st.session_state[key] = chosen if chosen in offer.places else None
    settings: dict[str, Any] = {"key": key, "on_change": report, "args": (key, choose)}
    if len(offer.places) > BUTTONS:
        st.selectbox(
            offer.label, offer.places, format_func=lambda place: plain(offer.tokens, place), **settings
        )
    else:
        st.pills(
            offer.label, offer.places, format_func=lambda place: numbered(offer.tokens, place), **settings
        )


def report(key: str, choose: Choose) -> None:
    """Hand over what was clicked; a second click on the same leaves it chosen."""
    place = st.session_state[key]
    if place is not None:
        choose(place)
