"""Tokens to choose one from: each is a button."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from model.tokens import Token
from ui.panels.token_label import numbered

Choose = Callable[[int], None]


@dataclass(frozen=True)
class Offer:
    """What may be chosen: these places among the tokens. `label` says what for."""

    label: str
    tokens: Sequence[Token]
    places: range


def pick(offer: Offer, chosen: int | None, key: str, choose: Choose) -> None:
    """Draw the tokens; `chosen` is lit up, and `choose` is called with the place of another once it is clicked."""
    st.session_state[key] = chosen if chosen in offer.places else None
    st.pills(
        offer.label,
        offer.places,
        key=key,
        format_func=lambda place: numbered(offer.tokens, place),
        on_change=report,
        args=(key, choose),
    )


def report(key: str, choose: Choose) -> None:
    """Hand over what was clicked; a second click on the same leaves it chosen."""
    place = st.session_state[key]
    if place is not None:
        choose(place)
