"""What a model wrote, as a quotation with small print under it."""

import html

import streamlit as st

from headlight.viz.style.ticks import shown


def quote(heading: str, text: str, notes: str = "") -> None:
    """Draw it; whatever the text holds is escaped and kept from turning its neighbours around."""
    said = html.escape(shown(text).replace("\u00a0", " "))  # somewhere to break lines
    small = f"<small>{html.escape(notes)}</small>" if notes else ""
    quotation = f"<blockquote><bdi>{said}</bdi></blockquote>"
    st.html(f'<div class="outcome"><span>{html.escape(heading)}</span>{quotation}{small}</div>')
