"""What one visitor has chosen: the language and the view, kept in the session and mirrored in the address bar.

`ui.address_bar` says when the address leads and when the session.
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from headlight import translations
from headlight.model.samples import first_sample
from headlight.model.zoo import DEFAULT
from headlight.server.address.fields import one_of
from headlight.server.address.settings import unset
from headlight.ui import address_bar
from headlight.ui.settings import take
from headlight.ui.view import FIELDS, View
from headlight.ui.words import language, t
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT

EXPLORE = "explore"
"""The key of the Explore page's settings."""


def start() -> None:
    """Take the language, the text and the view from the address once a session, and the first two if it leads again."""
    if not address_bar.leads("chosen"):
        return
    st.session_state.ignored = ()
    asked = address_bar.asked({"lang": one_of(translations.languages()), "text": FIELDS["text"]})
    st.session_state.lang = asked.get("lang") or st.session_state.get("lang") or browser_language()
    st.session_state.setdefault("text", first_sample(st.session_state.lang).text)
    st.session_state.text = asked.get("text", st.session_state.text)
    if "chosen" not in st.session_state:
        take_view()


def take_view() -> None:
    """Take the view from the address."""
    found = View.of(address_bar.asked(FIELDS))
    st.session_state.model = found.model or st.session_state.get("model", DEFAULT)
    take(EXPLORE, {**unset(), **found.settings})
    st.session_state.chosen = found


def view() -> View:
    """What is on the page now."""
    current: View = st.session_state.chosen
    return replace(current, text=st.session_state.text, model=st.session_state.model)


def choose(**choice: Any) -> None:
    """Change the site, head, query, key or changes of the view; whatever was wrong with the link is history now."""
    st.session_state.ignored = ()
    st.session_state.chosen = replace(st.session_state.chosen, **choice)


def forget_cell() -> None:
    """The text is another: no cell of it has been chosen yet."""
    choose(query=None, key=None, bench=bench_without("pinned", "window"))


def forget_head() -> None:
    """The model is another: no head of it has been chosen yet, and nothing in it was changed."""
    bench = bench_without("heads", "pinned", "window")
    choose(site=None, head=None, query=None, key=None, changes=(), bench=bench)


def bench_without(*names: str) -> dict[str, Any]:
    """What the workbench shows beside the selection, but for this."""
    return {name: value for name, value in st.session_state.chosen.bench.items() if name not in names}


def show_what_was_ignored() -> None:
    """Name the parts of the link that made no sense, until the visitor chooses something."""
    if ignored := st.session_state.ignored:
        st.warning(t("page-link-ignored", names=", ".join(ignored)), icon="🔗")


def look() -> Look:
    """How figures are drawn for this visitor: the page's theme, the visitor's language."""
    theme = DARK if st.context.theme.type == "dark" else LIGHT
    return Look(theme, language())


def browser_language() -> str:
    """The language that the browser prefers, if there is that; else English."""
    preferred = (st.context.locale or "").lower().partition("-")[0]
    return preferred if preferred in translations.languages() else translations.ENGLISH
