"""What is said under each side: what did not fit, and what a translator wrote."""

import streamlit as st

from headlight.model.outcomes import Translation
from headlight.model.trace import Trace
from headlight.ui import session
from headlight.ui.parts.outcome.quote import quote
from headlight.ui.parts.truncation import cut_notice


def side_notes(trace: Trace) -> None:
    """Draw them."""
    if trace.left_out:
        st.warning(cut_notice(trace), icon="✂️")
    if isinstance(trace.outcome, Translation):
        words = session.outcome_words()
        quote(words.translation, trace.outcome.hypotheses[0].text.strip() or words.nothing_written)
