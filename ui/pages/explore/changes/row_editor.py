"""Rewriting a row: a slider for each key, or a number where keys are many; divided by their sum, with a preview."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from headlight.analysis.scores import storable
from headlight.model.interventions import Change, ReplaceRow
from headlight.model.rows import around
from headlight.model.step import Array
from headlight.model.trace import Trace
from headlight.server.address.changes import normalised
from headlight.ui.parts.figure import figure
from headlight.ui.parts.table_height import table_height
from headlight.ui.parts.token_label import numbered
from headlight.ui.words import t
from headlight.viz.effect.row import row_bars
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look
from headlight.viz.style.ticks import shown

ROWS = 9  # of the table before it scrolls
HIGHEST = 1000.0
DRAGGED, TALLEST = 24, 420  # keys up to which each has a slider; pixels before these scroll


Row = Callable[[], Change | None]
"""The change as the controls say now; None while no number is above 0."""


def rewriting(trace: Trace, selection: Selection, look: Look) -> Row:
    """Draw what sets the row, and the preview."""
    query, _ = selection.cell
    tokens = trace.key_tokens(selection.site)
    near, at = around(trace.step(selection.site), query)
    now = near.weights(selection.head)[at]
    editor, preview = st.columns([2, 3], gap="large")
    with editor:
        if len(tokens) <= DRAGGED:
            wanted = drag([numbered(tokens, index) for index in range(len(tokens))], now, selection)
        else:
            wanted = type_in([shown(storable(token.label)) for token in tokens], now, selection)

    def row() -> Change | None:
        percents = wanted()
        return ReplaceRow(query, normalised(percents)) if sum(percents) > 0 else None

    total = sum(wanted())
    if not total > 0:
        editor.warning(t("changes-row-empty"))
        return row
    editor.caption(t("changes-row-sum", total=f"{total:.2f}"))
    with preview:
        drawn = row_bars([float(weight) for weight in now], normalised(wanted()), tokens, look)
        figure(drawn, key="row_preview")
    return row


def drag(labels: list[str], now: Array, selection: Selection) -> Callable[[], list[float]]:
    """A slider for each key, at first at its weight in force; reads off their percents. `labels`: as Markdown."""
    place = place_of(selection, len(labels))
    keys = [f"{place}_{number}" for number in range(len(labels))]
    with st.container(height=TALLEST if len(labels) > 5 else "content", border=False, gap=None):
        for label, weight, key in zip(labels, now, keys, strict=True):
            st.slider(label, 0.0, 100.0, round(100 * float(weight), 1), 0.1, "%.1f %%", key=key)
    return lambda: [st.session_state[key] for key in keys]


def type_in(labels: list[str], now: Array, selection: Selection) -> Callable[[], list[float]]:
    """A table of keys with the weights in force, and a column to write others in; reads those off, nothing being 0."""
    percents = [round(100 * float(weight), 2) for weight in now]
    table = pd.DataFrame(
        {"key": range(len(labels)), "token": labels, "now": percents, "wanted": percents},
        columns=["key", "token", "now", "wanted"],
    )
    place = place_of(selection, len(labels))
    st.data_editor(
        table,
        hide_index=True,
        disabled=["key", "token", "now"],
        height=table_height(len(labels), ROWS),
        key=place,
        column_config={
            "key": st.column_config.NumberColumn(t("term-key"), width="small"),
            "token": st.column_config.TextColumn(t("term-token")),
            "now": st.column_config.NumberColumn(t("changes-row-now"), format="%.2f"),
            "wanted": st.column_config.NumberColumn(
                t("changes-row-wanted"), min_value=0.0, max_value=HIGHEST, format="%.2f"
            ),
        },
    )

    def wanted() -> list[float]:
        typed = st.session_state[place]["edited_rows"]
        numbers = [typed.get(index, {}).get("wanted", percent) for index, percent in enumerate(percents)]
        return [float(number or 0.0) for number in numbers]

    return wanted


def place_of(selection: Selection, n: int) -> str:
    """Another row has other controls: what was set for this one is not meant for it."""
    return f"row_{selection.site}_{selection.head}_{selection.query}_{n}"
