"""An order of prediction: what it lets each position see, and what was foretold from that."""

from collections.abc import Mapping, Sequence

import streamlit as st

from headlight.model.outcomes import Permuted
from headlight.model.trace import Trace
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.markdown import as_markdown
from headlight.ui.parts.figure import figure
from headlight.ui.parts.outcome.candidates import candidates
from headlight.ui.parts.outcome.pick import Choose
from headlight.ui.parts.outcome.spelling import in_place
from headlight.ui.parts.outcome.taking import Edit, Taking, apply, undo_button
from headlight.ui.parts.table_height import table_height
from headlight.ui.parts.token_label import numbered
from headlight.ui.words import t
from headlight.viz.outcome.guesses import Guess, guesses, percent
from headlight.viz.outcome.order import foretold, order_masks, ranks
from headlight.viz.style.ticks import shown

ROWS = 10  # of the table before it scrolls
FEW = 12  # guesses that are offered at once


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """What the numbers under the tokens are."""
    st.caption(t("outcome-reads-in-order"))


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What was foretold at the chosen position."""
    order = order_of(trace)
    if position == 0:
        st.caption(t("outcome-foretold-first"))
    elif position is not None and trace.prediction is not None:
        heading = t("outcome-foretold-at", position=position, rank=ranks(order)[position])
        actual = trace.tokens["decoder"][position].id
        found = guesses(trace.prediction, position, actual)
        candidates(heading, found, t("outcome-in-text"), replacing(trace, position), key)
    undo_button(key)


def replacing(trace: Trace, position: int) -> Taking:
    """A candidate takes the place of the token that stands at the position."""
    tokenizer, tokens = shared_engine().model(trace.model_name).tokenizer, trace.tokens["decoder"]
    read = trace.text

    def text(id: int) -> str | None:
        return in_place(tokenizer, read, tokens, position, id)

    def edit(id: int) -> Edit:
        return Edit(text(id), position=position)

    return Taking(t("outcome-take-place"), lambda id: text(id) is not None, edit)


def background(trace: Trace, key: str) -> None:
    """The masks of the order, and what was foretold at every position."""
    order = order_of(trace)
    masks, table = st.columns(2, gap="large")
    with masks:
        figure(order_masks(order, trace.tokens["decoder"], session.look()), f"{key}_order_masks")
    with table:
        draw_table(trace, order, f"{key}_foretold")
        likelier(trace, order, f"{key}_likelier")


def draw_table(trace: Trace, order: Sequence[int], key: str) -> None:
    """A row for every position, in the order."""
    table = foretold(trace, order)
    st.dataframe(
        table.style.format({"probability": "{:.4f}", "guess_probability": "{:.4f}"}),
        hide_index=True,
        height=table_height(len(table), ROWS),
        key=key,
        column_config={name: st.column_config.Column(t(f"outcome-column-{name}")) for name in table.columns},
    )


def likelier(trace: Trace, order: Sequence[int], key: str) -> None:
    """The table's best guesses where another token stands, as buttons that put them there."""
    tokens, found = trace.tokens["decoder"], likelier_guesses(trace, order)
    if not found:
        return
    labels = {
        place: f"{numbered(tokens, place)} → **{as_markdown(shown(guess.label))}** {percent(guess.probability)}"
        for place, guess in found.items()
    }
    edits = {place: replacing(trace, place).edit(guess.id) for place, guess in found.items()}
    st.session_state[key] = None
    st.pills(
        t("outcome-take-guess"),
        list(found),
        key=key,
        format_func=labels.__getitem__,
        on_change=take_guess,
        args=(key, edits),
        wrap=True,
    )


def likelier_guesses(trace: Trace, order: Sequence[int]) -> dict[int, Guess]:
    """The best guess at each position where another token stands, the surest few first; only what can be typed."""
    if trace.prediction is None:
        return {}
    best = {place: guesses(trace.prediction, place, count=1)[0] for place in order[1:]}
    others = [place for place in best if best[place].id != trace.tokens["decoder"][place].id]
    others.sort(key=lambda place: -best[place].probability)
    possible = [place for place in others if replacing(trace, place).possible(best[place].id)]
    return {place: best[place] for place in possible[:FEW]}


def take_guess(key: str, edits: Mapping[int, Edit]) -> None:
    """Put the guess that was clicked into its place."""
    apply(edits[st.session_state[key]], session.EXPLORE)


def order_of(trace: Trace) -> tuple[int, ...]:
    """The order a trace was read in."""
    if not isinstance(trace.outcome, Permuted):
        raise TypeError(f"expected an order, got {type(trace.outcome).__name__}")
    return trace.outcome.order
