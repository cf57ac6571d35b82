"""Which heads changed most: a map of all of them to click in, and the first few to choose from."""

import numpy as np
import pandas as pd
import streamlit as st

from headlight.server.engine import Question
from headlight.ui import session
from headlight.ui.pages.compare.pair import Pair, changed
from headlight.ui.pages.compare.state import choose
from headlight.ui.parts.figure import clickable_figure
from headlight.ui.parts.figures import Picked
from headlight.ui.parts.head_choice import titled
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.compare.heads import changed_heads_map

MAP, FIRST = "compare_changed_map", "compare_changed_first"
FEW = 6


def changed_most(left: Question, right: Question, pair: Pair, readings: Readings) -> None:
    """Draw it, if the two have heads with the same address."""
    table = changed(left, right, readings=readings)
    if table.empty:
        return
    drawn = changed_heads_map(table, pair.left.selection, session.look())
    clickable_figure(drawn, MAP, lambda picked: clicked(table, picked))
    first(table, pair)


def clicked(table: pd.DataFrame, picked: Picked) -> None:
    """A cell of the map was clicked: the row of a layer, the column of a head."""
    sites = list(dict.fromkeys(table["site"]))
    head = f"{sites[picked['y']]}.{picked['x']}"
    if head in {f"{site}.{number}" for site, number in zip(table["site"], table["head"], strict=True)}:
        choose(left=head, right=None, linked=True)


def first(table: pd.DataFrame, pair: Pair) -> None:
    """The heads that changed most, as buttons."""
    look, selection = session.look(), pair.left.selection
    ranked = table.dropna(subset="divergence").sort_values("divergence", ascending=False, kind="stable")
    heads = {
        f"{site}.{head}": value
        for site, head, value in ranked.head(FEW).itertuples(index=False)
        if not np.isclose(value, 0)
    }
    if not heads:
        return
    labels = {head: f"{titled(head, pair.left.trace, look)} **{value:.4f}**" for head, value in heads.items()}
    shown = f"{selection.site}.{selection.head}"
    st.session_state[FIRST] = shown if shown in heads else None
    st.pills(
        t("compare-most-changed"),
        list(heads),
        key=FIRST,
        format_func=labels.__getitem__,
        on_change=take_first,
        wrap=True,
    )


def take_first() -> None:
    """One of the first few was chosen; a second click on it leaves it."""
    if head := st.session_state[FIRST]:
        choose(left=head, right=None, linked=True)
