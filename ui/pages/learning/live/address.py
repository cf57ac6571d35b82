"""Live training in its link: the run, and what was chosen.

    /learning?part=live&run=6f1c…&learn=task:reverse,n_heads:1,scale:off&beside=scale

The run's name cannot be guessed: whoever has the link sees the run, nobody else does. What makes no sense is left out,
and named on the page. The person's own text is in no link.
"""

import secrets
from dataclasses import replace
from typing import Any, get_args

import streamlit as st

from headlight.learning.choices import Choices, Switch
from headlight.server.address.codec import compound, write
from headlight.server.address.fields import Field, Fields, natural, one_of, spelled, text
from headlight.ui import address_bar

STATE = "live_run"
"""Where the session keeps the run's name."""

SWITCHES: tuple[Switch, ...] = get_args(Switch)
FIRST = Choices()


def choice(first: Any) -> Field:
    """One of the choices; a link says it where it is not the first one."""
    if isinstance(first, bool):
        return spelled({"on": True, "off": False}, first)
    return Field(natural.read, default=first) if isinstance(first, int) else text(first)


CHOICES = compound({name: choice(first) for name, first in FIRST.described().items()})


def read_choices(written: str) -> Choices:
    """The choices of a link; ValueError for what makes no sense."""
    return Choices(**CHOICES.read(written))


FIELDS: Fields = {
    "run": text(),
    "learn": Field(read_choices, lambda choices: CHOICES.write(choices.described()), FIRST),
    "beside": one_of(SWITCHES),
}


def new_run() -> str:
    """A name for a run that nobody can guess."""
    return secrets.token_urlsafe(16)


def follow(choices: Choices, beside: Switch | None) -> None:
    """Write what is chosen into the address bar; the person's own text is no part of it."""
    said = {"run": st.session_state.get(STATE), "learn": replace(choices, text=""), "beside": beside}
    address_bar.follow({"part": "live"} | write(FIELDS, said), among=FIELDS)
