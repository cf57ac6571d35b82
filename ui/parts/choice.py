"""One of a few things, by what each is called: its value lives in the session and in links under one name."""

from collections.abc import Mapping
from typing import Literal, TypeVar, cast

import streamlit as st

from headlight.server.address.fields import one_of
from headlight.ui import address_bar

Value = TypeVar("Value", bound=str)


def one_of_few(
    label: str,
    key: str,
    titles: Mapping[Value, str],
    label_visibility: Literal["visible", "collapsed"] = "visible",
) -> Value:
    """Draw the choice, all in sight, and give the one chosen.

    Args:
        label: what is chosen.
        key: its name in the session and in links.
        titles: what each value is called, the first the default.
        label_visibility: collapsed where the choices say enough.
    """
    choices = list(titles)
    address_bar.take(key, one_of(choices, choices[0]))
    chosen = st.segmented_control(
        label,
        choices,
        key=key,
        format_func=titles.__getitem__,
        required=True,
        label_visibility=label_visibility,
        persist_state="session",
    )
    return cast(Value, chosen)
