"""What Explore shows of changes: a badge above the workbench, and below it the panel where they are made."""

from collections.abc import Sequence

import streamlit as st

from headlight.model.token_positions import Places
from headlight.model.trace import Trace
from headlight.server.address.changes import Altered
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.pages.explore.changes.effects import effects
from headlight.ui.pages.explore.changes.form import making
from headlight.ui.pages.explore.changes.head_importance import matters
from headlight.ui.parts.changes.description import said
from headlight.ui.parts.changes.state import place_tokens, remove, standing, undo_all
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look

NAMED = 4  # changes the badge spells out


def badge(trace: Trace) -> None:
    """What is changed, where anything is; and a button to undo all of it."""
    if changes := standing():
        named = " · ".join(said(change, trace) for change in changes[:NAMED])
        more = f" · +{len(changes) - NAMED}" if len(changes) > NAMED else ""
        with st.container(horizontal=True, vertical_alignment="center", key="changed"):
            st.markdown(
                f":orange-badge[:material/tune: {t('changes-changed')}] {named}{more}", width="content"
            )
            undo("badge")


def changing(
    asked: Question,
    trace: Trace,
    selection: Selection,
    position: int | None,
    look: Look,
    readings: Readings,
) -> None:
    """The question whether this head matters, and the panel.

    Args:
        asked: what the visitor asked of the model as it was trained.
        trace: what it answers with the changes in force.
        selection: the chosen head and cell.
        position: the row of the prediction that is looked at, if any.
        look: theme and language.
        readings: of this run.
    """
    if any(step.weights_only for step in trace.steps):
        return
    changes = standing()
    matters(asked, selection, look, readings)
    # Open or closed, it stays as it was left while another page was looked at. Its label never changes: another label
    # would make it another panel, and close it.
    if "changing" not in st.session_state:
        st.session_state["changing"] = st.session_state.get("changing_open", bool(changes))
    panel = st.expander(t("changes-title"), key="changing", icon=":material/tune:", on_change="rerun")
    st.session_state["changing_open"] = panel.open
    if not panel.open:
        return
    with panel:
        st.caption(t("changes-intro"))
        making(trace, selection, look)
        if shared_engine().model(asked.model).encodes_positions:
            placing(changes)
        else:
            st.caption(t("changes-no-places"))
        if changes:
            chips(changes, trace)
            effects(asked, trace, selection, position, look, readings)


def chips(changes: Sequence[Altered], trace: Trace) -> None:
    """Every change as a button that takes it back."""
    with st.container(horizontal=True, vertical_alignment="center", key="changes"):
        for number, change in enumerate(changes):
            st.button(
                said(change, trace),
                key=f"change_{number}",
                icon=":material/close:",
                help=t("changes-remove"),
                on_click=remove,
                args=(change,),
                width="content",
            )
        undo("panel")


def undo(where: str) -> None:
    """The button that takes everything back."""
    st.button(
        t("changes-undo-all"),
        key=f"undo_{where}",
        type="tertiary",
        icon=":material/undo:",
        on_click=undo_all,
        width="content",
    )


def placing(changes: Sequence[Altered]) -> None:
    """Where tokens stand: as trained, nowhere, or shuffled by a seed."""
    current = next((change for change in reversed(changes) if isinstance(change, Places)), None)
    st.session_state["change_places"] = current.kind if current else "trained"
    titles = {
        "trained": t("changes-trained"),
        "removed": t("term-removed"),
        "shuffled": t("term-shuffled"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            t("term-positions"),
            list(titles),
            key="change_places",
            format_func=lambda name: titles[name],
            required=True,
            help=t("changes-places-help"),
            on_change=take_places,
            width="content",
        )
        if current and current.kind == "shuffled":
            st.session_state["change_places_seed"] = current.seed
            st.number_input(
                t("changes-seed"), 0, 999_999, key="change_places_seed", on_change=take_places, width=180
            )


def take_places() -> None:
    """Put in force what the controls say."""
    kind = st.session_state["change_places"]
    seed = st.session_state.get("change_places_seed", 0) if kind == "shuffled" else 0
    place_tokens(None if kind == "trained" else Places(kind, seed))
