"""The tokens as the model reads them, with their indices; the chosen query and key are marked."""

import html
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from headlight.model.outcomes import Permuted
from headlight.model.tokens import Token
from headlight.model.trace import Trace
from headlight.ui import session
from headlight.ui.words import t
from headlight.viz.outcome.order import ranks
from headlight.viz.selection import Selection


@dataclass(frozen=True)
class Strip:
    """One text's tokens.

    Attributes:
        name: of the text; empty where there is only one.
        tokens: in reading order.
        query, key: what is marked.
        under: a number below each token, or nothing.
    """

    name: str
    tokens: Sequence[Token]
    query: int | None = None
    key: int | None = None
    under: Sequence[int] = ()


def token_strips(trace: Trace, selection: Selection | None) -> None:
    """Draw every text of the trace that the selection is about; what a translator wrote is its outcome's to show."""
    theme = session.look().theme
    for strip in strips(trace, selection):
        token_strip(strip, (theme.selected, theme.accent))


def strips(trace: Trace, selection: Selection | None) -> list[Strip]:
    """The source of a translator, and what its decoder reads if that is looked at; or the one text of any other."""
    site = selection.site if selection else None
    texts = {"encoder": t("page-source-tokens"), "decoder": t("page-decoder-tokens")}
    stacks = [stack for stack in texts if stack in trace.tokens]
    if len(stacks) == 2 and not (site and (site.stack, site.kind) == ("decoder", "self")):
        stacks = ["encoder"]
    several = len(trace.tokens) > 1
    under = ranks(trace.outcome.order).tolist() if isinstance(trace.outcome, Permuted) else ()
    found = []
    for stack in stacks:
        tokens, name = trace.tokens[stack], texts[stack] if several else ""
        query = selection.query if selection and trace.query_tokens(selection.site) is tokens else None
        key = selection.key if selection and trace.key_tokens(selection.site) is tokens else None
        found.append(Strip(name, tokens, query, key, under))
    return found


def token_strip(strip: Strip, colours: tuple[str, str]) -> None:
    """Draw one. `colours`: CSS colours of the query's and the key's mark."""
    items = "".join(item(strip, index) for index in range(len(strip.tokens)))
    style = f"--query: {colours[0]}; --key: {colours[1]}"
    name = html.escape(strip.name)
    heading = f'<span class="of">{name}</span>' if name else ""
    said = html.escape(t("page-token-strip")) + (f": {name}" if name else "")
    st.html(
        f'<div class="strip">{heading}<ol class="tokens" style="{style}" aria-label="{said}">{items}</ol></div>'
    )


def item(strip: Strip, index: int) -> str:
    """One token as HTML; whatever a visitor typed is escaped and kept from turning its neighbours around."""
    token = strip.tokens[index]
    saying = "page-special-title" if token.special else "page-token-title"
    title = t(saying, index=index, id=token.id, start=token.start, end=token.end)
    names = " ".join(filter(None, ("special" if token.special else "", mark(strip, index))))
    label, under = html.escape(token.label), ""
    if strip.under:
        said = html.escape(t("outcome-rank-title", rank=strip.under[index]))
        under = f'<small class="under" title="{said}">{strip.under[index]}</small>'
    return f'<li class="{names}" title="{html.escape(title)}"><bdi>{label}</bdi><small>{index}</small>{under}</li>'


def mark(strip: Strip, index: int) -> str:
    """The CSS classes of the chosen query and key."""
    return " ".join(name for name, chosen in (("query", strip.query), ("key", strip.key)) if chosen == index)
