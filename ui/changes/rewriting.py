"""Rewriting a row: a slider for each key, or a number where keys are many; divided by their sum, with a preview."""

import pandas as pd
import streamlit as st

from analysis.scores import storable
from model.interventions import Change, ReplaceRow
from model.step import Array
from model.trace import Trace
from ui import session
from ui.changes.notation import normalised
from ui.panels.figure import figure
from ui.panels.tables import table_height
from ui.panels.token_label import numbered
from viz.effect_row import row_bars
from viz.look import Look
from viz.selection import Selection
from viz.ticks import shown

ROWS = 9  # of the table before it scrolls
HIGHEST = 1000.0
DRAGGED, TALLEST = 24, 420  # keys up to which each has a slider; pixels before these scroll


def rewriting(trace: Trace, selection: Selection, look: Look) -> Change | None:
    """Draw what sets the row, and the preview; the change once at least one number is above 0."""
    words, query = session.change_words(), selection.query
    tokens = trace.key_tokens(selection.site)
    now = trace.step(selection.site).weights(selection.head)[query]
    editor, preview = st.columns([2, 3], gap="large")
    with editor:
        if len(tokens) <= DRAGGED:
            wanted = drag([numbered(tokens, index) for index in range(len(tokens))], now, selection)
        else:
            wanted = type_in([shown(storable(token.label)) for token in tokens], now, selection)
    total = sum(wanted)
    if not total > 0:
        editor.warning(words.row_empty)
        return None
    row = normalised(wanted)
    editor.caption(words.row_sum.format(total=f"{total:.2f}"))
    with preview:
        figure(row_bars([float(weight) for weight in now], row, tokens, look), key="row_preview")
    return ReplaceRow(query, row)


def drag(labels: list[str], now: Array, selection: Selection) -> list[float]:
    """A slider for each key, at first at its weight in force; percents. `labels`: as Markdown."""
    place = f"row_{selection.site}_{selection.head}_{selection.query}_{len(labels)}"
    with st.container(height=TALLEST if len(labels) > 5 else "content", border=False, gap=None):
        return [
            st.slider(label, 0.0, 100.0, round(100 * float(weight), 1), 0.1, "%.1f %%", key=f"{place}_{key}")
            for key, (label, weight) in enumerate(zip(labels, now, strict=True))
        ]


def type_in(labels: list[str], now: Array, selection: Selection) -> list[float]:
    """A table of keys with the weights in force, and a column to write others in; those, nothing being 0."""
    words = session.change_words()
    percents = [round(100 * float(weight), 2) for weight in now]
    table = pd.DataFrame(
        {"key": range(len(labels)), "token": labels, "now": percents, "wanted": percents},
        columns=["key", "token", "now", "wanted"],
    )
    edited = st.data_editor(
        table,
        hide_index=True,
        disabled=["key", "token", "now"],
        height=table_height(len(labels), ROWS),
        # Another row is another table: what was typed for this one is not meant for it.
        key=f"row_{selection.site}_{selection.head}_{selection.query}_{len(labels)}",
        column_config={
            "key": st.column_config.NumberColumn(words.row_key, width="small"),
            "token": st.column_config.TextColumn(words.row_token),
            "now": st.column_config.NumberColumn(words.row_now, format="%.2f"),
            "wanted": st.column_config.NumberColumn(
                words.row_wanted, min_value=0.0, max_value=HIGHEST, format="%.2f"
            ),
        },
    )
    return [float(number) for number in edited["wanted"].fillna(0.0)]
