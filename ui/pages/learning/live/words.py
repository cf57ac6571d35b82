"""The words of live training in the visitor's language."""

import streamlit as st

from headlight.learning.choices import Choices, Switch
from headlight.ui.language.live import LIVE, LiveWords


def live_words() -> LiveWords:
    """The catalogue of the visitor's language."""
    return LIVE[st.session_state.get("lang", "en")]


def percent(share: float) -> str:
    """A share of answers as people write it."""
    return f"{share:.0%}" if share in (0, 1) else f"{share:.1%}"


def changed_to(choices: Choices, switch: Switch) -> str:
    """What the network beside this one has otherwise: `the same without the scale`."""
    words = live_words()
    match switch:
        case "heads":
            return words.four_heads if choices.n_heads == 1 else words.one_head
        case "positions":
            return words.with_positions if choices.positions == "none" else words.without_positions
        case _:
            said: str = getattr(words, f"{'without' if getattr(choices, switch) else 'with'}_{switch}")
            return said
