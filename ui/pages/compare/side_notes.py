"""What is said under each side: what did not fit, and what a translator wrote."""

import streamlit as st

from headlight.model.outcomes import Translation
from headlight.model.trace import Trace
from headlight.ui.parts.outcome.quote import quote
from headlight.ui.parts.truncation import cut_notice
from headlight.ui.words import t


def side_notes(trace: Trace) -> None:
    """Draw them."""
    if trace.left_out:
        st.warning(cut_notice(trace), icon="✂️")
    if isinstance(trace.outcome, Translation):
        quote(
            t("outcome-translation"), trace.outcome.hypotheses[0].text.strip() or t("outcome-nothing-written")
        )
