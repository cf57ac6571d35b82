"""A Plotly figure on the page, in its own colours, with no button that sends it anywhere."""

from typing import Any

import streamlit as st

CONFIG = {"displaylogo": False, "showSendToCloud": False, "plotlyServerURL": ""}


def figure(drawn: Any, key: str) -> None:
    """Draw a Plotly figure; `key` keeps it in its place from run to run."""
    st.plotly_chart(drawn, theme=None, key=key, config=CONFIG)
