"""The numbers behind one query: its Q·K table with the chosen key's row lit up, and how that number came about."""

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from analysis.scores import score_table
from model.site import Site
from model.trace import Trace
from ui import session
from viz.look import Look
from viz.score_table import score_columns
from viz.selection import Selection

ROW, HEAD = 35, 38  # pixels, of a table's row and of its column names

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def scores(trace: Trace, selection: Selection, look: Look) -> None:
    """Draw the Q·K table of the chosen query and the arithmetic of the chosen cell."""
    words = session.words()
    step, tokens = trace.step(selection.site), trace.key_tokens(selection.site)
    table = score_table(step, selection.head, selection.query, tokens)
    st.markdown(heading(trace, selection, look))
    shown = score_columns(table, look.words)
    st.dataframe(
        lit(shown.frame, selection.key, look.theme.selected).format(shown.formats),
        hide_index=True,
        height=min(len(table), 14) * ROW + HEAD,
        key="score_table",
        column_config={
            column.field: st.column_config.Column(column.title, help=column.help) for column in shown.columns
        },
    )
    st.caption(" ".join(filter(None, (words.table_help, why_masked(selection.site)))))
    st.markdown(arithmetic(table, selection.key))
    name = f"{trace.model_name}-{selection.label}-query{selection.query}.csv"
    st.download_button(
        words.download_csv, table.to_csv(index=False), name, "text/csv", icon=":material/download:"
    )
    st.caption(words.verified.format(error=step.verify(selection.head)), help=words.verified_help)


def heading(trace: Trace, selection: Selection, look: Look) -> str:
    """Whose scores these are; of which attention, where the model has several kinds."""
    token = trace.query_tokens(selection.site)[selection.query or 0]
    said = session.words().table_of.format(
        token=as_markdown(token.label), query=selection.query, layer=selection.site.layer, head=selection.head
    )
    kinds = {(site.stack, site.kind) for site in trace.sites()}
    return said if len(kinds) == 1 else f"{said} · {look.words.site(selection.site)}"


def why_masked(site: Site) -> str:
    """Which keys a query of this site may not see."""
    words = session.words()
    if site.kind in ("content", "query_stream"):
        return words.masks_order
    return words.masks_causal if (site.stack, site.kind) == ("decoder", "self") else ""


def arithmetic(table: pd.DataFrame, key: int) -> str:
    """The chosen cell's way from q·k to its weight, in words."""
    words, row = session.words(), table.iloc[key]
    if row["masked"]:
        return words.arithmetic_masked.format(dot=row["dot_product"])
    return words.arithmetic.format(
        dot=row["dot_product"], score=row["score"], weight=row["weight"], keys=int((~table["masked"]).sum())
    )


def lit(table: pd.DataFrame, row: int, colour: str) -> "Styler":
    """The table with one row lit up. `colour`: #rrggbb, drawn at a quarter of its strength."""
    background = f"background-color: {colour}40"
    return table.style.apply(lambda values: [background if values.name == row else ""] * len(values), axis=1)


def as_markdown(text: str) -> str:
    """Text with whatever Markdown would act on escaped."""
    return "".join(f"\\{c}" if c in r"\`*_{}[]()#+-.!|~<>$:^=" else c for c in text)
