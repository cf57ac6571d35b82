"""Making a change: where, what, and how much."""

from collections.abc import Callable, Mapping

import streamlit as st

from model.attention import ScaledDotProduct
from model.interventions import Change, CutEdge, HideToken, Intervention, Temperature
from model.site import Site
from model.trace import Trace
from ui import session
from ui.changes.notation import PLAIN, READERS
from ui.changes.rewriting import rewriting
from ui.changes.standing import add, fits
from ui.language.changes import ChangeWords
from ui.panels.token_label import plain
from viz.look import Look
from viz.selection import Selection

SCORES = {"unscaled": "dot", "dot": "dot", "scaled": "scaled", "cosine": "cosine", "distance": "distance"}
"""What may be offered in place of the score, and how it is written in links."""


def making(trace: Trace, selection: Selection, look: Look) -> None:
    """Draw the row of controls, and the button that puts the change in force."""
    words = session.change_words()
    titles = offered(trace, selection, words)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        where = choose_where(selection, words)
        what = st.selectbox(
            words.what, list(titles), key="change_what", format_func=lambda name: titles[name], width=260
        )
        change = read(what, selection)
        if what == "temperature":
            change = Temperature(
                st.slider(words.temperature, 0.1, 5.0, 0.5, 0.05, key="change_temperature", width=220)
            )
        button = st.container(width="content")
    st.caption(getattr(words, f"{what}_help"))
    if what == "row":
        change = rewriting(trace, selection, look)
    heads = meant(where, trace, selection)
    wanted = [] if change is None else [Intervention(site, change, head) for site, head in heads]
    button.button(
        words.apply,
        key="change_apply",
        type="primary",
        icon=":material/check:",
        on_click=add,
        args=wanted,
        disabled=not wanted,
    )


def offered(trace: Trace, selection: Selection, words: ChangeWords) -> Mapping[str, str]:
    """What may be done to the chosen head, and what it is called."""
    step = trace.step(selection.site)
    query = plain(trace.query_tokens(selection.site), selection.query)
    key = plain(trace.key_tokens(selection.site), selection.key)
    titles = {"zero": words.zero, "mean": words.mean, "temperature": words.temperature}
    scaled = isinstance(step.score, ScaledDotProduct)
    scores = ("unscaled", "cosine", "distance") if scaled else ("dot", "scaled", "cosine", "distance")
    if fits(Intervention(selection.site, READERS["score"]("dot")), trace, encodes_positions=False):
        titles |= {name: getattr(words, name) for name in scores}
    if step.mask is not None:
        titles["unmask"] = words.unmask
    if step.visible(selection.head)[selection.query, selection.key]:
        titles["cut"] = words.cut.format(query=query, key=key)
    return titles | {"hide": words.hide.format(key=key), "row": words.row.format(query=query)}


def read(what: str, selection: Selection) -> Change | None:
    """The change of that name about the chosen cell; None for one that has to be set first."""
    if what in PLAIN:
        return PLAIN[what]
    if what in SCORES:
        return READERS["score"](SCORES[what])
    makers: Mapping[str, Callable[[], Change]] = {
        "cut": lambda: CutEdge(selection.query, selection.key),
        "hide": lambda: HideToken(selection.key),
    }
    return makers[what]() if what in makers else None


def choose_where(selection: Selection, words: ChangeWords) -> str:
    """head, layer or layers."""
    titles = {
        "head": words.head.format(head=selection.label),
        "layer": words.layer.format(layer=selection.site.layer),
        "layers": words.layers,
    }
    return st.segmented_control(
        words.where,
        list(titles),
        default="head",
        key="change_where",
        format_func=lambda name: titles[name],
        required=True,
        width="content",
    )


def meant(where: str, trace: Trace, selection: Selection) -> list[tuple[Site, int | None]]:
    """The chosen head, its layer, or all layers of its kind of attention; None is every head."""
    if where == "head":
        return [(selection.site, selection.head)]
    if where == "layer":
        return [(selection.site, None)]
    kind = selection.site.stack, selection.site.kind
    return [(site, None) for site in trace.sites() if (site.stack, site.kind) == kind]
