"""One row that the controls of a model share."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def row(key: str) -> DeltaGenerator:
    """A row that wraps where the page is narrow; what stands in it shares a base line."""
    return st.container(horizontal=True, vertical_alignment="bottom", key=f"{key}_controls")
