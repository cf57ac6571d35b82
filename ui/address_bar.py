"""The address bar: what it asks for when a page is opened, and what it says of the page.

The first run of a session reads the link it was opened with; from then on the session leads and the address bar
follows, so that copying the address at any moment copies the view. When the browser goes back or forward, the address
leads once more. `web/pages/steps.html` makes one step to go back of whatever a person's one action changes.
"""

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from headlight.server.address import codec
from headlight.server.address.fields import Field, Fields


def returned() -> bool:
    """Whether the page is drawn because the browser went back or forward."""
    return bool(getattr(get_script_run_ctx(suppress_warning=True), "is_history_navigation", False))


def leads(key: str) -> bool:
    """Whether what the session keeps under this key is to be taken from the address."""
    return key not in st.session_state or returned()


def asked(fields: Fields) -> dict[str, Any]:
    """The values that the address asks for; what makes no sense in it is named on the page."""
    # Streamlit's own binding, by which older links were made, repeats a parameter that has several values.
    params = {name: ",".join(st.query_params.get_all(name)) for name in fields if name in st.query_params}
    values, senseless = codec.read(fields, params)
    ignore(*senseless)
    return values


def take(name: str, field: Field) -> None:
    """Give a widget a value that it may have: the address's where that leads, or where it has none; else the default.

    Streamlit's own binding to the address would put the translated label there, and the link would be of one language.
    """
    if leads(name) or not codec.allowed(field, st.session_state[name]):
        st.session_state[name] = asked({name: field}).get(name, field.default)


def ignore(*names: str) -> None:
    """Have the page say that it ignored these parts of the link."""
    st.session_state.ignored = tuple(dict.fromkeys((*st.session_state.get("ignored", ()), *names)))


def follow(params: Mapping[str, str], among: Collection[str] = ()) -> None:
    """Write the language and what defines the page's view into the address bar, all at once.

    Args:
        params: names and values.
        among: names of which those that are not in `params` are taken out of the address.
    """
    wanted = {"lang": st.session_state.lang, **params}
    kept = {name: value for name, value in st.query_params.items() if name in wanted or name not in among}
    if len(kept) < len(st.query_params):
        st.query_params.from_dict(kept | wanted)
    elif changed := {name: value for name, value in wanted.items() if st.query_params.get(name) != value}:
        st.query_params.update(changed)
