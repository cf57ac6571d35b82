"""What one visitor has chosen: the language and the view, kept in the session and mirrored in the address bar.

The first run of a session reads the link it was opened with; from then on the session leads and the address bar
follows, so that copying the address at any moment copies the view.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from model.zoo import names
from ui.language import CATALOGUES, Words
from ui.link import View, read_link, write_link
from ui.samples import samples


def start() -> None:
    """Take the language and the view from the link, once a session."""
    if "view" in st.session_state:
        return
    view, ignored = read_link(st.query_params, names())
    asked = st.query_params.get("lang")
    if asked is not None and asked not in CATALOGUES:
        ignored = (*ignored, "lang")
    st.session_state.lang = asked if asked in CATALOGUES else browser_language()
    st.session_state.text = samples()[0].text if view.text is None else view.text
    st.session_state.model = view.model or names()[0]
    st.session_state.ignored = ignored
    st.session_state.view = view


def view() -> View:
    """What is on the page now."""
    current: View = st.session_state.view
    return replace(current, text=st.session_state.text, model=st.session_state.model)


def choose(**choice: Any) -> None:
    """Change the site, head, query or key of the view."""
    st.session_state.view = replace(st.session_state.view, **choice)


def follow_in_address_bar(shown: View | None = None) -> None:
    """Write the language, and the view if the page has one, into the address bar, if they are not there already."""
    wanted = {"lang": st.session_state.lang} | (write_link(shown) if shown else {})
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def words() -> Words:
    """The catalogue of the visitor's language."""
    return CATALOGUES[st.session_state.get("lang", "en")]


def is_dark() -> bool:
    """Whether the visitor's page is dark."""
    return st.context.theme.type == "dark"


def browser_language() -> str:
    """Chinese for a browser that prefers it, English for every other."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"
