"""Whatever a text sets off, its visitor gets a sentence in their own language and keeps the page."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from headlight.server.engine import Refused
from headlight.ui.parts.refusal_notice import refusal
from headlight.ui.words import t

LOG = logging.getLogger(__name__)


@contextmanager
def kept_up() -> Iterator[None]:
    """Turn what goes wrong inside into a message; the English particulars of a misfit are behind an expander."""
    try:
        yield
    except Refused as refused:  # nothing went wrong: too much to do, or too long a text
        refusal(refused)
    except ValueError as fault:  # what was set beside the text, or changed, does not fit it
        LOG.exception("reading with %s", st.session_state.model)
        st.error(t("page-refused", reason=t("changes-misfit")))
        with st.expander(t("changes-details")):
            st.code(str(fault), language=None, wrap_lines=True)
    except Exception:
        LOG.exception("reading %d characters with %s", len(st.session_state.text), st.session_state.model)
        st.error(t("page-failed"))
