"""What is said under each side: what did not fit, and what a translator wrote."""

import streamlit as st

from model.outcomes import Translation
from model.trace import Trace
from ui import session
from ui.panels.cut import cut_notice
from ui.panels.outcome.quote import quote


def side_notes(trace: Trace) -> None:
    """Draw them."""
    if trace.left_out:
        st.warning(cut_notice(trace), icon="✂️")
    if isinstance(trace.outcome, Translation):
        words = session.outcome_words()
        quote(words.translation, trace.outcome.hypotheses[0].text.strip() or words.nothing_written)
