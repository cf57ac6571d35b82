"""What the table and its arithmetic say, and numbers as they are written there."""

import streamlit as st

from headlight.ui.language.audit import AUDIT, AuditWords


def audit_words() -> AuditWords:
    """In the visitor's language."""
    return AUDIT[st.session_state.get("lang", "en")]


def decimal(value: float) -> str:
    """Four digits behind the point, with a true minus sign; `1.2e-07` for what they would not show."""
    small = value != 0 and abs(value) < 0.00005
    return f"{value:{'.1e' if small else '.4f'}}".replace("-", "−")
