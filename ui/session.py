"""What one visitor has chosen: the language and the view, kept in the session and mirrored in the address bar.

The first run of a session reads the link it was opened with; from then on the session leads and the address bar
follows, so that copying the address at any moment copies the view.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from headlight import translations
from headlight.model.zoo import DEFAULT
from headlight.ui.link import View, read_link
from headlight.ui.models import known
from headlight.ui.samples import first_sample
from headlight.ui.settings import take
from headlight.ui.words import language, t
from headlight.viz.style.look import Look
from headlight.viz.style.theme import DARK, LIGHT
from headlight.viz.style.words import CATALOGUES as FIGURES

EXPLORE = "explore"
"""The key of the Explore page's settings."""


def start() -> None:
    """Take the language and the view from the link, once a session."""
    if "chosen" in st.session_state:
        return
    view, ignored = read_link(st.query_params, known)
    asked = st.query_params.get("lang")
    if asked is not None and asked not in translations.languages():
        ignored = (*ignored, "lang")
    st.session_state.lang = asked if asked in translations.languages() else browser_language()
    st.session_state.text = first_sample(st.session_state.lang).text if view.text is None else view.text
    st.session_state.model = view.model or DEFAULT
    take(EXPLORE, view.settings)
    st.session_state.ignored = ignored
    st.session_state.chosen = view


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


def take_from_link(name: str, choices: Sequence[str]) -> None:
    """Give a widget a value that it offers: the link's if it can, else the first choice, and say so.

    Streamlit's own binding to the address would put the translated label there, and the link would be of one language.
    """
    if st.session_state.get(name) not in choices:
        asked = st.query_params.get(name)
        st.session_state[name] = asked if asked in choices else choices[0]
        if asked not in (None, *choices):
            ignore(name)


def ignore(*names: str) -> None:
    """Have the page say that it ignored these parts of the link."""
    st.session_state.ignored = tuple(dict.fromkeys((*st.session_state.ignored, *names)))


def follow_in_address_bar(params: Mapping[str, str], among: Collection[str] = ()) -> None:
    """Write the language and what defines the page's view into the address bar, all at once: one step to go back.

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


def show_what_was_ignored() -> None:
    """Name the parts of the link that made no sense, until the visitor chooses something."""
    if ignored := st.session_state.ignored:
        st.warning(t("page-link-ignored", names=", ".join(ignored)), icon="🔗")


def look() -> Look:
    """How figures are drawn for this visitor: the page's theme, the visitor's language."""
    theme = DARK if st.context.theme.type == "dark" else LIGHT
    return Look(theme, FIGURES[language()])


def browser_language() -> str:
    """The language that the browser prefers, if there is that; else English."""
    preferred = (st.context.locale or "").lower().partition("-")[0]
    return preferred if preferred in translations.languages() else translations.ENGLISH
