"""The numbers behind one query: its Q·K table with the chosen key's row lit up, and how that number came about."""

import pandas as pd
import streamlit as st

from analysis.scores import score_table
from model.trace import Trace
from ui import session
from viz.score_table import display_table
from viz.selection import Selection


def scores(trace: Trace, selection: Selection, colour: str) -> None:
    """Draw the table and the arithmetic of the chosen cell. `colour`: CSS, of the lit row."""
    words = session.words()
    step, tokens = trace.step(selection.site), trace.key_tokens(selection.site)
    table = score_table(step, selection.head, selection.query, tokens)
    token = trace.query_tokens(selection.site)[selection.query]
    st.markdown(
        words.table_of.format(
            token=plain(token.label), query=selection.query, layer=selection.site.layer, head=selection.head
        )
    )
    shown = display_table(table, session.figure_words())
    st.dataframe(lit(shown, selection.key, colour), hide_index=True, height=390, key="score_table")
    st.markdown(arithmetic(table, selection.key))
    name = f"{trace.model_name}-L{selection.site.layer}H{selection.head}-query{selection.query}.csv"
    st.download_button(words.download_csv, table.to_csv(index=False), name, "text/csv", icon=":material/download:")
    st.caption(words.verified.format(error=step.verify(selection.head)), help=words.verified_help)


def arithmetic(table: pd.DataFrame, key: int) -> str:
    """The chosen cell's way from q·k to its weight, in words."""
    words, row = session.words(), table.iloc[key]
    if row["masked"]:
        return words.arithmetic_masked.format(dot=row["dot_product"])
    return words.arithmetic.format(
        dot=row["dot_product"], score=row["score"], weight=row["weight"], keys=int((~table["masked"]).sum())
    )


def lit(table: pd.DataFrame, row: int, colour: str) -> "pd.io.formats.style.Styler":
    """The table with one row lit up."""
    background = f"background-color: color-mix(in srgb, {colour} 30%, transparent)"
    return table.style.apply(lambda values: [background if values.name == row else ""] * len(values), axis=1)


def plain(text: str) -> str:
    """A token's label with whatever Markdown would act on escaped."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|~<>$:^=" else c for c in text)
