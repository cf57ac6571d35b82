"""What the page has to say about the link it was opened with."""

from collections.abc import Collection

import streamlit as st

from ui import session


def ignored_in_link(names: Collection[str]) -> None:
    """Name the parameters of the link that made no sense, if there are any."""
    if names:
        st.warning(session.words().link_ignored.format(names=", ".join(names)), icon="🔗")
