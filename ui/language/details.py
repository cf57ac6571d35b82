"""What the page says around the views, in English and Chinese. Braces are filled by `str.format`."""

from dataclasses import dataclass

import streamlit as st


@dataclass(frozen=True)
class DetailWords:
    """One language's words."""

    # families of views, by `viz.view.Family`
    head: str
    heads: str
    stream: str
    # views that cannot serve a trace
    not_here: str


ENGLISH = DetailWords(
    head="This head",
    heads="Across heads",
    stream="Residual stream",
    not_here="Not here: {titles}. {reason}",
)

CHINESE = DetailWords(
    head="这个头",
    heads="各头之间",
    stream="残差流",
    not_here="此处不可用：{titles}。{reason}",
)

DETAILS: dict[str, DetailWords] = {"en": ENGLISH, "zh": CHINESE}


def detail_words() -> DetailWords:
    """The catalogue of the visitor's language."""
    return DETAILS[st.session_state.get("lang", "en")]
