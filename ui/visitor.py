"""A visitor at the engine: whose session asks, what the page says while it waits, why a question was not taken.

A script that waits must let Streamlit interrupt it, or a visitor who types on would wait for the old text first. So it
waits in short steps, and reads the session between them, which is where Streamlit stops or restarts a script.
"""

import time
from contextlib import ExitStack
from typing import TypeVar
from uuid import uuid4

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from headlight.model.cancellation import Cancelled
from headlight.server.engine.refusal import Refused
from headlight.server.engine.request_queue import Ticket
from headlight.ui.words import t

STEP = 0.05  # seconds between two chances to be interrupted
SHOWN = 0.6  # seconds after which a spinner is on the page; Streamlit shows none for the first half second
UPDATE = 2.0  # seconds between two sentences, since screen readers read them out

A = TypeVar("A")


class PageVisitors:
    """The sessions of the page: each may ask so much, and waits where it can be interrupted."""

    def name(self) -> str | None:
        """The session that this thread runs for."""
        return session()

    def wait(self, ticket: Ticket[A]) -> A:
        """The answer to a question; meanwhile the page says how many readings come first."""
        return waited_for(ticket)


def session() -> str | None:
    """The session that this thread runs for, by a name drawn when it first asks; None outside of Streamlit."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    name: str = st.session_state.setdefault("visitor", uuid4().hex)
    return name


def waited_for(ticket: Ticket[A]) -> A:
    """The answer to a question; meanwhile the page says how many readings come first.

    If a newer question of the same visitor has taken its place, the script that asked this one ends here.
    """
    if session() is None:
        return ticket.result()
    try:
        if not ticket.wait(STEP):
            wait_aloud(ticket)
        return ticket.result()
    except Cancelled:
        st.stop()


def wait_aloud(ticket: Ticket[A]) -> None:
    """Wait, and say how many readings come first: a status that is read out, and moves nothing else on the page.

    A sentence stays until the next one is there.
    """
    with ExitStack() as notes:
        said, earlier = "", ExitStack()
        while not ticket.answered:
            if (now := sentence(ticket)) != said:
                said, note = now, notes.enter_context(ExitStack())
                note.enter_context(st.spinner(said))
                wait_in_steps(ticket, SHOWN)
                earlier.close()
                earlier = note
            wait_in_steps(ticket, UPDATE)


def wait_in_steps(ticket: Ticket[A], seconds: float) -> None:
    """Wait so long at most, while Streamlit may interrupt."""
    until = time.monotonic() + seconds
    while not ticket.wait(STEP) and time.monotonic() < until:
        interruptible()


def interruptible() -> None:
    """Give Streamlit the chance to stop this script, or to start it again."""
    st.session_state.get("lang")


def sentence(ticket: Ticket[A]) -> str:
    """How many readings come first, in the visitor's language."""
    return t("waiting-ahead", ahead=ticket.ahead) if ticket.ahead else t("waiting-reading")


def said(refused: Refused) -> str:
    """Why a question was not taken, in the visitor's language."""
    return t(f"waiting-{refused.name}", **refused.figures)
