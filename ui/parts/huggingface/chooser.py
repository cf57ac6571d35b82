"""One model out of the operator's sources: it is here, or may be downloaded, or the reason stands in its place."""

import streamlit as st

from headlight.model.huggingface.library import installed
from headlight.model.huggingface.refusal import Refused
from headlight.model.huggingface.sources import FOLDER, PREFIX, Source, allowed_hub, largest, offered, source
from headlight.ui.parts.huggingface.downloads import Download, downloads
from headlight.ui.words import t

OTHER = ""
ASKED = "hub_asked"  # the download this visitor began: how somebody else's ended is not told
INSTALL = "pip install -r requirements-hf.txt"
EVERY = 0.5  # seconds between two looks at a download


def choose_source() -> str | None:
    """Draw the chooser; the name of the model that the visitor has just asked to read with, else None."""
    st.caption(t("huggingface-intro"))
    if not installed():
        explain(Refused("library"))
        return None
    try:
        found = choose()
    except Refused as fault:
        explain(fault)
        return None
    if found is None:
        return None
    if found.here:
        if found.kind == "hub":
            st.caption(t("huggingface-cached"))
        asked = st.button(t("huggingface-read"), key="hub_read", type="primary", icon=":material/visibility:")
        return found.name if asked else None
    download = downloads().of(found.name)
    if download is not None and download.running:
        watch(found.name)
    else:
        offer(found, download)
    return None


def choose() -> Source | None:
    """A source by its name, from the list or typed where the operator allows any; Refused for a name without one."""
    sources = {found.name: found for found in offered()}
    names = [*sources, *([OTHER] if allowed_hub() == "any" else [])]
    if not names:
        st.info(t("huggingface-nothing"))
        return None
    titles = {name: titled(source) for name, source in sources.items()}
    other = t("huggingface-other")
    chosen = st.selectbox(
        t("term-model"),
        names,
        key="hub_source",
        format_func=lambda name: titles.get(name, other),
    )
    if chosen in sources:
        return sources[chosen]
    typed = st.text_input(
        t("huggingface-name"), key="hub_name", help=t("huggingface-name-help"), max_chars=200
    ).strip()
    return source(PREFIX + typed) if typed else None


def titled(found: Source) -> str:
    """A source's name and where it comes from; what becomes of it is said elsewhere, for a choice goes by its title."""
    return f"{found.name.removeprefix(PREFIX).removeprefix(FOLDER)} · {t(f'huggingface-{found.kind}')}"


def offer(found: Source, before: Download | None) -> None:
    """A button to download, under what became of this visitor's last attempt."""
    if before is not None and before.fault is not None and st.session_state.get(ASKED) == found.name:
        explain(before.fault)
    st.button(
        t("term-download"),
        key="hub_download",
        icon=":material/download:",
        help=t("huggingface-download-help", limit=largest() // 10**6),
        on_click=ask,
        args=(found,),
    )


def ask(found: Source) -> None:
    """Begin this visitor's download."""
    st.session_state[ASKED] = found.name
    downloads().start(found)


@st.fragment(run_every=EVERY)
def watch(name: str) -> None:
    """How far a download is, and a button to stop it; the page is drawn again once it is over."""
    download = downloads().of(name)
    if download is None or not download.running:
        st.rerun()
        return
    done, total = download.progress.done, download.progress.total
    share = min(done / total, 1.0) if total else 0.0
    said = (
        t("huggingface-downloading", done=done // 10**6, total=total // 10**6)
        if total
        else t("huggingface-waiting")
    )
    st.progress(share, said)
    st.button(
        t("huggingface-cancel"),
        key="hub_cancel",
        icon=":material/close:",
        on_click=downloads().cancel,
        args=(name,),
    )


def explain(fault: Refused) -> None:
    """Why a model cannot be had, and what a library said of it, as plain text."""
    st.warning(t(f"huggingface-refused-{fault.reason}"), icon=":material/block:")
    if fault.reason == "library":
        st.code(INSTALL, language=None)
    elif fault.detail:
        with st.expander(t("huggingface-details")):
            st.code(fault.detail, language=None, wrap_lines=True)
