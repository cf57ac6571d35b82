"""The tokens as the model reads them, with their indices; the chosen query and key are marked."""

import html
from collections.abc import Sequence

import streamlit as st

from model.tokens import Token
from ui.language import Words


def token_strip(
    tokens: Sequence[Token], query: int, key: int, words: Words, colours: tuple[str, str]
) -> None:
    """Draw the strip. `colours`: CSS colours of the query's and the key's mark."""
    items = "".join(item(index, token, mark(index, query, key), words) for index, token in enumerate(tokens))
    style = f"--query: {colours[0]}; --key: {colours[1]}"
    st.html(f'<ol class="tokens" style="{style}" aria-label="{html.escape(words.token_strip)}">{items}</ol>')


def item(index: int, token: Token, marked: str, words: Words) -> str:
    """One token as HTML; whatever a visitor typed is escaped and kept from turning its neighbours around."""
    saying = words.special_title if token.special else words.token_title
    title = saying.format(index=index, id=token.id, start=token.start, end=token.end)
    names = " ".join(filter(None, ("special" if token.special else "", marked)))
    label = html.escape(token.label)
    return f'<li class="{names}" title="{html.escape(title)}"><bdi>{label}</bdi><small>{index}</small></li>'


def mark(index: int, query: int, key: int) -> str:
    """The CSS classes of the chosen query and key."""
    return " ".join(name for name, chosen in (("query", query), ("key", key)) if chosen == index)
