"""What every page shares: configuration, style, navigation, language."""

from collections.abc import Callable
from importlib import import_module

import streamlit as st

from headlight import translations
from headlight.ui import session
from headlight.ui.component import WEB, tell_language
from headlight.ui.pages.explore.page import explore
from headlight.ui.words import t

STYLE = WEB / "pages" / "style.css"
WELL_FORMED = WEB / "pages" / "well_formed.html"
BUSY = WEB / "pages" / "busy.html"
STEPS = WEB / "pages" / "steps.html"


def draw() -> None:
    """Draw the page the visitor is on."""
    st.set_page_config(page_title="Headlight", page_icon="🔦", layout="wide")
    st.html(STEPS, unsafe_allow_javascript=True)
    session.start()
    tell_language(st.session_state.lang)
    title = t("history-title")
    home = st.Page(
        explore, title=t("page-explore"), url_path="home", icon=":material/visibility:", default=True
    )
    pages = {
        "explore": home,
        "compare": st.Page(
            later("compare"), title=t("compare-title"), url_path="compare", icon=":material/compare:"
        ),
        "history": st.Page(later("history"), title=title, url_path="history", icon=":material/history:"),
        "positions": st.Page(
            later("positions"), title=t("term-positions"), url_path="positions", icon=":material/waves:"
        ),
        "learning": st.Page(
            later("learning"), title=t("learning-title"), url_path="learning", icon=":material/school:"
        ),
        "cost": st.Page(later("cost"), title=t("cost-title"), url_path="cost", icon=":material/timer:"),
    }
    page = st.navigation([*pages.values(), also_at("explore", home)], position="top")
    st.html(STYLE)
    st.html(WELL_FORMED, unsafe_allow_javascript=True)
    st.html(BUSY.read_text().replace("COMPUTING", t("page-computing")), unsafe_allow_javascript=True)
    header()
    if wanted := st.session_state.pop("go_to", None):
        st.switch_page(pages[wanted])
    page.run()


def later(name: str) -> Callable[[], None]:
    """A page whose modules are imported when somebody visits it: who opens the first page does not wait for them."""

    def draw() -> None:
        getattr(import_module(f"headlight.ui.pages.{name}.page"), name)()

    return draw


def also_at(address: str, page: st.Page) -> st.Page:
    """A second address for a page, not in the menu: Streamlit has the default page at `/` alone.

    What the link carried goes along.
    """

    def go() -> None:
        st.switch_page(page, query_params=st.query_params.to_dict())

    return st.Page(go, title=page.title, url_path=address, visibility="hidden")


def header() -> None:
    """The name, what it is, and the language."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f"#### Headlight\n{t('page-tagline')}", width="content")
        st.segmented_control(
            t("page-language"),
            translations.languages(),
            key="lang",
            format_func=lambda code: translations.t("language-name", code),
            required=True,
            label_visibility="collapsed",
            width="content",
            persist_state="session",
        )
