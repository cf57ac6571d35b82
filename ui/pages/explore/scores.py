"""The numbers behind one query: its score table with the chosen key's row lit up, and how that number came about."""

import weakref
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from headlight.analysis.head_table import head_table
from headlight.analysis.scores import score_table
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.ui.markdown import as_markdown
from headlight.ui.pages.explore.arithmetic import steps
from headlight.ui.pages.explore.decimals import decimal
from headlight.ui.parts.table_height import table_height
from headlight.ui.words import t
from headlight.viz.arithmetic.score_table import score_columns
from headlight.viz.files.csv import csv_bytes
from headlight.viz.selection import Selection
from headlight.viz.style.look import Look

ROWS = 14  # of the table before it scrolls
MOST_PAIRS = 1 << 22  # of tokens in one file, some 300 MB

if TYPE_CHECKING:
    from pandas.io.formats.style import Styler


def scores(trace: Trace, selection: Selection, look: Look) -> None:
    """Draw the score table of the chosen query, the arithmetic of the chosen cell and its steps."""
    step = trace.step(selection.site)
    query, key = selection.query or 0, selection.key or 0
    terms = step.terms(selection.head, query, key)
    table = score_table(step, selection.head, query, trace.key_tokens(selection.site))
    if terms.symbol != "q·k":
        table = table.drop(columns="dot_product")  # the score function never takes it
    st.markdown(heading(trace, selection, look))
    draw_table(table[wanted(table)], selection.key, look)
    st.caption(" ".join(filter(None, (t("page-table-help"), why_masked(selection.site)))))
    st.markdown(arithmetic(table, selection.key, terms.formula))
    downloads(trace, selection, table)
    st.caption(t("page-verified", error=step.verify(selection.head)), help=t("page-verified-help"))
    steps(trace, selection, look, why_masked(selection.site))


def wanted(table: pd.DataFrame) -> "pd.Series[bool]":
    """Draw what rows may be looked for by; which rows are asked for."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sought = st.text_input(
            t("arithmetic-search"),
            key="score_search",
            type="search",
            help=t("arithmetic-search-help"),
            icon=":material/search:",
            label_visibility="collapsed",
            placeholder=t("arithmetic-search"),
            persist_state="session",
        )
        visible = st.toggle(t("arithmetic-only-visible"), key="score_visible", persist_state="session")
    rows = matching(table, sought.strip())
    rows = rows & ~table["masked"] if visible else rows
    if not rows.all():
        st.caption(t("arithmetic-found", found=int(rows.sum()), all=len(table)))
    return rows


def matching(table: pd.DataFrame, sought: str) -> "pd.Series[bool]":
    """Which rows' tokens contain the text, upper and lower case alike, or have it for their index; all for none."""
    spelled = table["token"].str.replace("·", " ").str.casefold()
    found = spelled.str.contains(sought.casefold(), regex=False)
    return found | (table["key"].astype(str) == sought) if sought else found | True


def draw_table(table: pd.DataFrame, key: int | None, look: Look) -> None:
    """The rows, the chosen key's lit up."""
    shown = score_columns(table, look.words)
    st.dataframe(
        lit(shown.frame, key, look.theme.selected).format({**shown.formats}),
        hide_index=True,
        height=table_height(len(table), ROWS),
        key="score_table",
        column_config={
            column.field: st.column_config.Column(column.title, help=column.help) for column in shown.columns
        },
    )


def downloads(trace: Trace, selection: Selection, table: pd.DataFrame) -> None:
    """The query's table as a file, and that of all of the head's queries, which is made once it is asked for."""
    name = f"{trace.model_name}-{selection.site}-head{selection.head}"
    made = partial(whole_head, weakref.ref(trace), selection, tuple(table.columns))
    step = selection.step(trace)
    pairs = step.n_query * step.n_key
    refused = t("arithmetic-head-too-long", pairs=f"{pairs:,}", most=f"{MOST_PAIRS:,}")
    files: dict[str, tuple[str, bytes | Callable[[], bytes], str, str | None]] = {
        "query": (
            t("arithmetic-download-query"),
            csv_bytes(table),
            f"{name}-query{selection.query}.csv",
            None,
        ),
        "head": (t("arithmetic-download-head"), made, f"{name}.csv", refused if pairs > MOST_PAIRS else None),
    }
    with st.container(horizontal=True):
        for part, (label, data, file, why_not) in files.items():
            st.download_button(
                label,
                data,
                file,
                "text/csv",
                key=f"score_csv_{part}",
                icon=":material/download:",
                on_click="ignore",
                disabled=why_not is not None,
                help=why_not,
            )


def whole_head(kept: weakref.ref[Trace], selection: Selection, columns: Sequence[str]) -> bytes:
    """The table of all queries as CSV. Sessions keep this for the button, so it holds the trace weakly.

    Raises:
        LookupError: if the trace is not remembered any more.
    """
    trace = kept()
    if trace is None:
        raise LookupError("expected a reading that is still remembered; run the page again")
    asking, asked = trace.query_tokens(selection.site), trace.key_tokens(selection.site)
    found = head_table(trace.step(selection.site), selection.head, asking, asked)
    return csv_bytes(found[["query", "query_token", *columns]])


def heading(trace: Trace, selection: Selection, look: Look) -> str:
    """Whose scores these are; of which attention, where the model has several kinds."""
    token = trace.query_tokens(selection.site)[selection.query or 0]
    said = t(
        "page-table-of",
        token=as_markdown(token.label),
        query=selection.query,
        layer=selection.site.layer,
        head=selection.head,
    )
    kinds = {(site.stack, site.kind) for site in trace.sites()}
    return said if len(kinds) == 1 else f"{said} · {look.words.site(selection.site)}"


def why_masked(site: Site) -> str:
    """Which keys a query of this site may not see."""
    if site.kind in ("content", "query_stream"):
        return t("page-masks-order")
    return t("page-masks-causal") if (site.stack, site.kind) == ("decoder", "self") else ""


def arithmetic(table: pd.DataFrame, key: int | None, formula: str) -> str:
    """The chosen cell's way from its score function to its weight, in words. `formula`: of another one than q·k."""
    row, keys = table.iloc[key or 0], int((~table["masked"]).sum())
    if "dot_product" not in row:
        scored = "arithmetic-other-score-masked" if row["masked"] else "arithmetic-other-score"
        numbers = {name: decimal(row[name]) for name in ("score", "weight")}
        return t(scored, formula=as_markdown(formula), keys=keys, **numbers)
    if row["masked"]:
        return t("page-arithmetic-masked", dot=row["dot_product"])
    if row["bias"]:
        numbers = {name: decimal(row[name]) for name in ("bias", "score", "weight")}
        return t("arithmetic-with-bias", dot=decimal(row["dot_product"]), keys=keys, **numbers)
    return t("page-arithmetic", dot=row["dot_product"], score=row["score"], weight=row["weight"], keys=keys)


def lit(table: pd.DataFrame, row: int | None, colour: str) -> "Styler":
    """The table with one row lit up. `colour`: #rrggbb, drawn at a quarter of its strength."""
    background = f"background-color: {colour}40"
    return table.style.apply(lambda values: [background if values.name == row else ""] * len(values), axis=1)
