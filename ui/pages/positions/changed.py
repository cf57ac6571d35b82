"""Positions removed, shuffled, shifted or swapped in trained models, and words in other orders: who notices?"""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from headlight.server.address.fields import Fields, integer, one_of
from headlight.ui import address_bar, session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.positions.changes import KINDS, measured, order_divergences, orders_of
from headlight.ui.pages.positions.closer import CHANGE, MODEL, closer
from headlight.ui.pages.positions.family import family
from headlight.ui.pages.positions.question import HEAD, asked
from headlight.ui.pages.positions.swap import alike, swapped_losses
from headlight.ui.parts.error_boundary import kept_up
from headlight.ui.parts.figure import figure
from headlight.ui.readings import Readings
from headlight.ui.words import t
from headlight.viz.positions.changed import (
    changed_losses,
    changed_predictions,
    order_points,
)
from headlight.viz.positions.changed import (
    swapped_losses as swapped_map,
)

SEED, SHIFT = "positions_seed", "positions_shift"
SHIFTS = ("1", "8", "64", "256")
FIELDS: Fields = {SHIFT: one_of(SHIFTS, SHIFTS[0]), SEED: integer(0, 999_999, 0)}


def changed() -> dict[str, str]:
    """Draw the section.

    Returns:
        what was chosen, as parameters of a link.
    """
    models = family()
    text = asked(models) if models else None
    if text is None:
        return {}
    with Readings() as readings, kept_up():
        shift, seed = settings()
        orders = orders_of(next(iter(models.values())), text, seed)
        overview(models, text, (seed, shift), orders, readings)
        order(models, text, orders, readings)
        swap(models, text, readings)
        closer(models, text, (seed, shift), readings)
    chosen = (HEAD, MODEL, CHANGE, SHIFT, SEED)
    return {name: str(st.session_state[name]) for name in chosen if name in st.session_state}


def settings() -> tuple[int, int]:
    """By how many places to shift, and which shuffle."""
    for name, field in FIELDS.items():
        address_bar.take(name, field)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            t("positions-shift-size"),
            SHIFTS,
            key=SHIFT,
            required=True,
            persist_state="session",
            width="content",
        )
        st.button(
            t("positions-draw-again"), key="positions_draw", icon=":material/shuffle:", on_click=draw_again
        )
    shift = int(st.session_state[SHIFT])
    st.markdown(t("positions-changed-text", k=shift))
    return shift, st.session_state[SEED]


def draw_again() -> None:
    """The next shuffle."""
    st.session_state[SEED] = (st.session_state[SEED] + 1) % 1_000_000


def overview(
    models: Mapping[str, str],
    text: str,
    places: tuple[int, int],
    orders: tuple[str, ...],
    readings: Readings,
) -> None:
    """What every change does to every model, in two maps."""
    look, (seed, shift) = session.look(), places
    reordered = orders[0] if orders else None
    found = measured(tuple(models.values()), text, seed, shift, reordered, readings=readings)
    names = [t(f"positions-{name}", k=shift) for name in (*KINDS, "reordered")]
    left, right = st.columns(2)
    with left:
        figure(changed_losses(found.loss, list(models), names, look), "positions_losses")
    with right:
        figure(changed_predictions(found.divergence, list(models), names, look), "positions_predictions")
    losses = [
        f"{t(f'positions-{name}')} {loss:.2f}" for name, loss in zip(models, found.trained, strict=True)
    ]
    st.caption(f"{t('positions-as-trained', losses=' · '.join(losses))} {t('positions-one-sentence')}")


def order(models: Mapping[str, str], text: str, orders: tuple[str, ...], readings: Readings) -> None:
    """Which models notice that the words have another order."""
    st.markdown(f"##### {t('positions-orders')}\n{t('positions-orders-text')}")
    if not orders:
        st.info(t("positions-orders-none"), icon=":material/swap_horiz:")
        return
    found = order_divergences(tuple(models.values()), text, orders, readings=readings)
    figure(order_points(dict(zip(models, found, strict=True)), session.look()), "positions_orders")
    with st.expander(t("positions-orders-found", n=len(orders))):
        st.code("\n".join(orders), language=None, wrap_lines=True)


def swap(models: Mapping[str, str], text: str, readings: Readings) -> None:
    """Every model read with every encoding."""
    same = alike(models)
    st.markdown(f"##### {t('positions-swap')}\n{t('positions-swap-text')}")
    if len(same) < len(models):
        st.caption(t("positions-swap-alike", models=", ".join(same.values())))
    z = np.array(swapped_losses(tuple(same.values()), text, readings=readings))
    if len(shared_engine().model(next(iter(same.values()))).tokenizer.encode(text, 3).tokens) > 1:
        figure(swapped_map(z, list(same), session.look()), "positions_swapped")
