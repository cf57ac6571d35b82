"""The encoding itself, each in its own form, with its sizes to play with."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from headlight.analysis.positions import sinusoidal
from headlight.model.step import read_only
from headlight.ui import session
from headlight.ui.engine import shared_engine
from headlight.ui.pages.positions.family import model_of, there
from headlight.ui.pages.positions.shift import learned_shift, wave_shift
from headlight.ui.parts.choice import one_of_few
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.positions.alibi import alibi_lines
from headlight.viz.positions.clock import pair_clock
from headlight.viz.positions.rotary import rotary_clocks, rotary_kernel
from headlight.viz.positions.tables import (
    no_positions,
    position_heatmap,
    position_similarity,
    position_similarity_map,
    position_waves,
)


def encodings() -> dict[str, str]:
    """Draw the section.

    Returns:
        what was chosen, as parameters of a link.
    """
    titles = {name: t(f"positions-{name}") for name in DRAWN}
    encoding = one_of_few(t("positions-encoding"), "encoding", titles, "collapsed")
    st.markdown(t(f"positions-{encoding}-text"))
    DRAWN[encoding]()
    return {"encoding": encoding}


def draw_sinusoidal() -> None:
    """1706.03762's waves, and its argument that a shift is a linear map."""
    length, d_model, base = st.columns(3)
    with length:
        n = choose_length()
    with d_model:
        d = st.slider(t("positions-d-model"), 8, 256, 64, 8, key="d_model", bind="query-params")
    with base:
        b = choose_base()
    draw_table(sinusoidal(n, d, b))
    draw_clock(d, b)
    wave_shift(n, d, b)


def draw_learned() -> None:
    """The vectors that a shipped model has learned, and how those compare that training never reached."""
    name = model_of("learned")
    if "learned" not in there():
        st.info(t("positions-missing", model=name), icon=":material/inventory_2:")
        return
    model = shared_engine().model(name)
    network: Any = model.network
    table = read_only(network.positions.table)
    trained = model.card.get("figures", {}).get("extrapolation", {}).get("trained_on", len(table))
    origin = "positions-untrained-rows" if trained < len(table) else "positions-read-from"
    st.caption(t(origin, model=name, n=trained))
    n = choose_rows(len(table), min(2 * trained, len(table)))
    draw_table(table[:n], trained if trained < n else None)
    learned_shift(table[:trained])


def draw_rotary() -> None:
    """How far each pair of dimensions is turned, and what that does to q·k."""
    length, d_head, base = st.columns(3)
    with length:
        n = choose_length()
    with d_head:
        d = st.slider(t("positions-d-head"), 4, 64, 32, 4, key="d_head", bind="query-params")
    with base:
        b = choose_base()
    figure(rotary_clocks(d, range(8), session.look(), b), "clocks")
    draw_clock(d, b)
    figure(rotary_kernel(n, d, session.look(), b), "kernel")


def draw_alibi() -> None:
    """What each head takes off a score, against distance."""
    length, heads = st.columns(2)
    with length:
        n = choose_length()
    with heads:
        h = st.select_slider(t("positions-n-heads"), [1, 2, 4, 8, 16], 4, key="n_heads", bind="query-params")
    figure(alibi_lines(n, h, session.look()), "alibi")


def draw_none() -> None:
    """Nothing, and what remains."""
    figure(no_positions(session.look()), "none")


def draw_clock(d: int, base: float) -> None:
    """One pair of dimensions as a clock."""
    chosen, drawn = st.columns([1, 2], vertical_alignment="center")
    with chosen:
        pair = st.slider(
            t("positions-pair"), 0, d // 2 - 1, min(1, d // 2 - 1), key=f"pair_{d}", bind="query-params"
        )
        hands = st.slider(t("positions-hands"), 2, 32, 8, key="hands", bind="query-params")
    with drawn:
        figure(pair_clock(pair, hands, d, session.look(), base), "clock")


def choose_length() -> int:
    """How many positions to draw."""
    return st.slider(t("positions-length"), 8, 256, 64, 8, key="length", bind="query-params")


def choose_rows(most: int, otherwise: int) -> int:
    """How many rows of a learned table to draw."""
    return st.slider(t("positions-length"), 8, most, otherwise, 8, key="rows", bind="query-params")


def choose_base() -> float:
    """The base of the frequencies."""
    bases = [10, 100, 1_000, 10_000, 100_000]
    return float(st.select_slider(t("positions-base"), bases, 10_000, key="base", bind="query-params"))


def draw_table(table: NDArray[np.float32], trained: int | None = None) -> None:
    """An encoding that is a table [position, dimension]: map, waves, similarity. `trained`: rows training reached."""
    look = session.look()
    figure(position_heatmap(table, look, trained), "map")
    d = table.shape[1]
    first = [0, 1, d // 4, d // 2]
    dimensions = st.multiselect(
        t("positions-dimensions"),
        range(d),
        first,
        max_selections=8,
        key=f"dimensions_{d}",
        bind="query-params",
    )
    figure(position_waves(table, sorted(dimensions), look), "waves")
    left, right = st.columns(2)
    with left:
        figure(position_similarity(table, look), "similarity")
    with right:
        figure(position_similarity_map(table, look), "similarity_map")


DRAWN: Mapping[str, Callable[[], None]] = {
    "sinusoidal": draw_sinusoidal,
    "learned": draw_learned,
    "rotary": draw_rotary,
    "alibi": draw_alibi,
    "none": draw_none,
}
