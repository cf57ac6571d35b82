"""Making a change: where, what, and how much."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from headlight.model.attention import ScaledDotProduct
from headlight.model.interventions import Change, CutEdge, HideToken, Intervention, Temperature
from headlight.model.rows import around
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.address.changes import read_effect
from headlight.server.questions.changes import fits
from headlight.ui.pages.explore.changes.row_editor import Row, rewriting
from headlight.ui.parts.changes.state import add
from headlight.ui.parts.token_label import plain
from headlight.ui.words import t
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look

SCORES = {"unscaled": "dot", "dot": "dot", "scaled": "scaled", "cosine": "cosine", "distance": "distance"}
"""What may be offered in place of the score, and how it is written in links."""
WHERE, WHAT, TEMPERATURE = "change_where", "change_what", "change_temperature"
COOL = 0.5  # the temperature that is offered first


def making(trace: Trace, selection: Selection, look: Look) -> None:
    """Draw the row of controls, and the button that puts the change in force."""
    titles = offered(trace, selection)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose_where(selection)
        what = st.selectbox(
            t("changes-what"), list(titles), key=WHAT, format_func=lambda name: titles[name], width=260
        )
        if what == "temperature":
            st.slider(t("changes-temperature"), 0.1, 5.0, COOL, 0.05, key=TEMPERATURE, width=220)
        button = st.container(width="content")
    st.caption(t(f"changes-{what}-help"))
    row = rewriting(trace, selection, look) if what == "row" else nothing
    button.button(
        t("changes-apply"),
        key="change_apply",
        type="primary",
        icon=":material/check:",
        on_click=take,
        args=(selection, of_one_kind(trace, selection), row),
        disabled=what == "row" and row() is None,
    )


def take(selection: Selection, sites: Sequence[Site], row: Row) -> None:
    """Put in force what the controls say now: whoever is quick has set them since the page was drawn.

    Args:
        selection: the chosen head and cell.
        sites: all layers of its kind of attention.
        row: the row as it is rewritten.
    """
    what = st.session_state[WHAT]
    change = row() if what == "row" else read(what, selection)
    if change is not None:
        heads = meant(st.session_state[WHERE], sites, selection)
        add(*(Intervention(site, change, head) for site, head in heads))


def nothing() -> None:
    """No row is being rewritten."""


def offered(trace: Trace, selection: Selection) -> Mapping[str, str]:
    """What may be done to the chosen head, and what it is called."""
    step = trace.step(selection.site)
    asking, asked = selection.cell
    query = plain(trace.query_tokens(selection.site), asking)
    key = plain(trace.key_tokens(selection.site), asked)
    titles = {"zero": t("changes-zero"), "mean": t("changes-mean"), "temperature": t("changes-temperature")}
    scaled = isinstance(step.score, ScaledDotProduct)
    scores = ("unscaled", "cosine", "distance") if scaled else ("dot", "scaled", "cosine", "distance")
    if fits(Intervention(selection.site, read_effect("score=dot")), trace, encodes_positions=False):
        titles |= {name: t(f"changes-{name}") for name in scores}
    if step.mask is not None:
        titles["unmask"] = t("changes-unmask")
    near, at = around(step, asking)
    if near.visible(selection.head)[at, asked]:
        titles["cut"] = t("changes-cut", query=query, key=key)
    return titles | {"hide": t("changes-hide", key=key), "row": t("changes-row", query=query)}


def read(what: str, selection: Selection) -> Change:
    """The change of that name about the chosen cell, or as its slider says."""
    if what in SCORES:
        return read_effect(f"score={SCORES[what]}")
    makers: Mapping[str, Callable[[], Change]] = {
        "cut": lambda: CutEdge(*selection.cell),
        "hide": lambda: HideToken(selection.cell[1]),
        "temperature": lambda: Temperature(st.session_state.get(TEMPERATURE, COOL)),
    }
    return makers[what]() if what in makers else read_effect(what)


def choose_where(selection: Selection) -> None:
    """head, layer or layers."""
    titles = {
        "head": t("changes-head", head=selection.label),
        "layer": t("changes-layer", layer=selection.site.layer),
        "layers": t("changes-layers"),
    }
    st.segmented_control(
        t("changes-where"),
        list(titles),
        default="head",
        key=WHERE,
        format_func=lambda name: titles[name],
        required=True,
        width="content",
    )


def of_one_kind(trace: Trace, selection: Selection) -> tuple[Site, ...]:
    """All layers of the selection's kind of attention."""
    kind = selection.site.stack, selection.site.kind
    return tuple(site for site in trace.sites() if (site.stack, site.kind) == kind)


def meant(where: str, sites: Sequence[Site], selection: Selection) -> list[tuple[Site, int | None]]:
    """The chosen head, its layer, or all these layers; None is every head."""
    if where == "head":
        return [(selection.site, selection.head)]
    if where == "layer":
        return [(selection.site, None)]
    return [(site, None) for site in sites]
