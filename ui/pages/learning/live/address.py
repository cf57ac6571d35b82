"""Live training in its link: the run, and what was chosen.

    /learning?part=live&run=6f1c…&learn=task:reverse,n_heads:1,scale:off&beside=scale

The run's name cannot be guessed: whoever has the link sees the run, nobody else does. What makes no sense is left out,
and named on the page. The person's own text is in no link.
"""

import secrets
from typing import get_args

import streamlit as st

from headlight.learning.choices import Choices, Switch
from headlight.ui import session

NAMES = ("run", "learn", "beside")
STATE = "live_run"
"""Where the session keeps the run's name."""

WRITTEN = {"on": True, "off": False}
SWITCHES: tuple[Switch, ...] = get_args(Switch)
FIRST = Choices()


def new_run() -> str:
    """A name for a run that nobody can guess."""
    return secrets.token_urlsafe(16)


def write_choices(choices: Choices) -> str:
    """What differs from the first choices, as a link has it."""
    told = {name: value for name, value in choices.described().items() if value != getattr(FIRST, name)}
    signs = {value: sign for sign, value in WRITTEN.items()}
    return ",".join(
        f"{name}:{signs[value] if isinstance(value, bool) else value}" for name, value in told.items()
    )


def read_choices(written: str) -> Choices:
    """The choices of a link; ValueError for what makes no sense."""
    found: dict[str, object] = {}
    for part in filter(None, written.split(",")):
        name, _, value = part.partition(":")
        if name not in FIRST.described():
            raise ValueError(f"expected a choice, got {name!r}")
        kind = type(getattr(FIRST, name))
        found[name] = WRITTEN.get(value) if kind is bool else kind(value)
    return Choices(**found)  # type: ignore[arg-type]


def read_beside(written: str) -> Switch | None:
    """The switch of a link; ValueError for another word."""
    for switch in SWITCHES:
        if switch == written:
            return switch
    raise ValueError(f"expected one of {', '.join(SWITCHES)}, got {written!r}")


def from_link() -> tuple[Choices, Switch | None]:
    """What the link chose; what makes no sense in it is named on the page."""
    params = st.query_params
    choices, beside = FIRST, None
    try:
        choices = read_choices(params.get("learn", ""))
    except ValueError:
        session.ignore("learn")
    try:
        beside = read_beside(params["beside"]) if "beside" in params else None
    except ValueError:
        session.ignore("beside")
    return choices, beside


def follow(choices: Choices, beside: Switch | None) -> None:
    """Write what is chosen into the address bar."""
    told = {"run": st.session_state.get(STATE), "learn": write_choices(choices), "beside": beside}
    session.follow_in_address_bar(
        {"part": "live"} | {name: value for name, value in told.items() if value}, among=NAMES
    )
