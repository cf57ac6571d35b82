"""What the page says, in the language that its visitor chose."""

import streamlit as st

from headlight.translations import ENGLISH, translate_to


def language() -> str:
    """The code of the visitor's language."""
    code: str = st.session_state.get("lang", ENGLISH)
    return code


def t(key: str, /, **arguments: object) -> str:
    """The message of a key in the visitor's language, see `translations.t`."""
    return translate_to(language())(key, **arguments)
