"""What stands on the page in place of a reading that the engine did not take."""

import streamlit as st

from headlight.server.engine import Refused
from headlight.server.engine.refusal import TooLong
from headlight.ui.visitor import said
from headlight.ui.words import t


def refusal(refused: Refused, key: str = "again") -> None:
    """Why, in a sentence, and a button to ask again: pressing Enter on an unchanged text does not.

    Args:
        refused: what the engine said.
        key: of the button, another for each that may be on the page at once.
    """
    st.warning(said(refused), icon=":material/hourglass_top:")
    if not isinstance(refused, TooLong):
        st.button(t("waiting-again"), key=key, icon=":material/refresh:")
