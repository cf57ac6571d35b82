"""An order of prediction: what it lets each position see, and what was foretold from that."""

from collections.abc import Sequence

import streamlit as st

from model.outcomes import Permuted
from model.trace import Trace
from ui import session
from ui.engine import engine
from ui.panels.figure import figure
from ui.panels.outcome.candidates import candidates
from ui.panels.outcome.pick import Choose
from ui.panels.outcome.spelling import in_place
from ui.panels.outcome.taking import Edit, Taking, undo_button
from viz.outcome.guesses import guesses
from viz.outcome.order import foretold, order_masks, ranks

ROW, HEAD, ROWS = 35, 38, 10  # pixels of a table's row and of its column names; rows before it scrolls


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """What the numbers under the tokens are."""
    st.caption(session.outcome_words().reads_in_order)


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What was foretold at the chosen position."""
    words, order = session.outcome_words(), order_of(trace)
    if position == 0:
        st.caption(words.foretold_first)
    elif position is not None and trace.prediction is not None:
        heading = words.foretold_at.format(position=position, rank=ranks(order)[position])
        actual = trace.tokens["decoder"][position].id
        found = guesses(trace.prediction, position, actual)
        candidates(heading, found, words.in_text, replacing(trace, position), key)
    undo_button(key)


def replacing(trace: Trace, position: int) -> Taking:
    """A candidate takes the place of the token that stands at the position."""
    tokenizer, tokens = engine().model(trace.model_name).tokenizer, trace.tokens["decoder"]

    def text(id: int) -> str | None:
        return in_place(tokenizer, trace.text, tokens, position, id)

    def edit(id: int) -> Edit:
        return Edit(text(id), position=position)

    return Taking(session.outcome_words().take_place, lambda id: text(id) is not None, edit)


def background(trace: Trace, key: str) -> None:
    """The masks of the order, and what was foretold at every position."""
    order = order_of(trace)
    masks, table = st.columns(2, gap="large")
    with masks:
        figure(order_masks(order, trace.tokens["decoder"], session.look()), f"{key}_order_masks")
    with table:
        draw_table(trace, order, f"{key}_foretold")


def draw_table(trace: Trace, order: Sequence[int], key: str) -> None:
    """A row for every position, in the order."""
    words, table = session.outcome_words(), foretold(trace, order)
    st.dataframe(
        table.style.format({"probability": "{:.4f}", "guess_probability": "{:.4f}"}),
        hide_index=True,
        height=min(len(table), ROWS) * ROW + HEAD,
        key=key,
        column_config={
            name: st.column_config.Column(getattr(words, f"column_{name}")) for name in table.columns
        },
    )


def order_of(trace: Trace) -> tuple[int, ...]:
    """The order a trace was read in."""
    if not isinstance(trace.outcome, Permuted):
        raise TypeError(f"expected an order, got {type(trace.outcome).__name__}")
    return trace.outcome.order
