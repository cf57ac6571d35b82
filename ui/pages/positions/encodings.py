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
from headlight.ui.pages.positions.sizes import Sizes
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
    sizes = Sizes()
    DRAWN[encoding](sizes)
    return {"encoding": encoding} | sizes.link()


def draw_sinusoidal(sizes: Sizes) -> None:
    """1706.03762's waves, and its argument that a shift is a linear map."""
    length, d_model, base = st.columns(3)
    with length:
        n = choose_length(sizes)
    with d_model:
        d = sizes.slider(t("positions-d-model"), "d_model", (8, 256), 64, 8)
    with base:
        b = choose_base(sizes)
    draw_table(sinusoidal(n, d, b), sizes)
    draw_clock(d, b, sizes)
    wave_shift(n, d, b, sizes)


def draw_learned(sizes: Sizes) -> None:
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
    n = sizes.slider(t("positions-length"), "rows", (8, len(table)), min(2 * trained, len(table)), 8)
    draw_table(table[:n], sizes, trained if trained < n else None)
    learned_shift(table[:trained], sizes)


def draw_rotary(sizes: Sizes) -> None:
    """How far each pair of dimensions is turned, and what that does to q·k."""
    length, d_head, base = st.columns(3)
    with length:
        n = choose_length(sizes)
    with d_head:
        d = sizes.slider(t("positions-d-head"), "d_head", (4, 64), 32, 4)
    with base:
        b = choose_base(sizes)
    figure(rotary_clocks(d, range(8), session.look(), b), "clocks")
    draw_clock(d, b, sizes)
    figure(rotary_kernel(n, d, session.look(), b), "kernel")


def draw_alibi(sizes: Sizes) -> None:
    """What each head takes off a score, against distance."""
    length, heads = st.columns(2)
    with length:
        n = choose_length(sizes)
    with heads:
        h = sizes.one_of(t("term-heads"), "n_heads", [1, 2, 4, 8, 16], 4)
    figure(alibi_lines(n, h, session.look()), "alibi")


def draw_none(sizes: Sizes) -> None:
    """Nothing, and what remains."""
    figure(no_positions(session.look()), "none")


def draw_clock(d: int, base: float, sizes: Sizes) -> None:
    """One pair of dimensions as a clock."""
    chosen, drawn = st.columns([1, 2], vertical_alignment="center")
    with chosen:
        last = d // 2 - 1
        pair = sizes.slider(t("positions-pair"), f"pair_{d}", (0, last), min(1, last))
        hands = sizes.slider(t("positions-hands"), "hands", (2, 32), 8)
    with drawn:
        figure(pair_clock(pair, hands, d, session.look(), base), "clock")


def choose_length(sizes: Sizes) -> int:
    """How many positions to draw."""
    return sizes.slider(t("positions-length"), "length", (8, 256), 64, 8)


def choose_base(sizes: Sizes) -> float:
    """The base of the frequencies."""
    return float(sizes.one_of(t("positions-base"), "base", [10, 100, 1_000, 10_000, 100_000], 10_000))


def draw_table(table: NDArray[np.float32], sizes: Sizes, trained: int | None = None) -> None:
    """An encoding that is a table [position, dimension]: map, waves, similarity. `trained`: rows training reached."""
    look = session.look()
    figure(position_heatmap(table, look, trained), "map")
    d = table.shape[1]
    first = list(dict.fromkeys((0, 1, d // 4, d // 2)))
    dimensions = sizes.some_of(t("positions-dimensions"), f"dimensions_{d}", d, first)
    figure(position_waves(table, dimensions, look), "waves")
    left, right = st.columns(2)
    with left:
        figure(position_similarity(table, look), "similarity")
    with right:
        figure(position_similarity_map(table, look), "similarity_map")


DRAWN: Mapping[str, Callable[[Sizes], None]] = {
    "sinusoidal": draw_sinusoidal,
    "learned": draw_learned,
    "rotary": draw_rotary,
    "alibi": draw_alibi,
    "none": draw_none,
}
