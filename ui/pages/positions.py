"""Positions: how a Transformer is told where a token stands, drawn encoding by encoding."""

from collections.abc import Callable

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from analysis.positions import sinusoidal
from model.step import read_only
from ui import session
from ui.engine import engine
from ui.panels.figure import figure
from viz.alibi import alibi_lines
from viz.positions import (
    no_positions,
    position_heatmap,
    position_similarity,
    position_similarity_map,
    position_waves,
)
from viz.rotary import rotary_clocks, rotary_kernel

LEARNED_MODEL = "gpt-learned"


def positions() -> None:
    """Draw the page."""
    words = session.words()
    st.markdown(words.positions_intro)
    session.take_from_link("encoding", list(ENCODINGS))
    session.show_what_was_ignored()
    encoding = st.segmented_control(
        words.encoding,
        list(ENCODINGS),
        key="encoding",
        format_func=lambda name: getattr(words, name),
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )
    st.markdown(getattr(words, f"{encoding}_text"))
    ENCODINGS[encoding]()
    session.follow_in_address_bar({"encoding": encoding})


def draw_sinusoidal() -> None:
    """1706.03762's waves, with their sizes to play with."""
    words = session.words()
    length, d_model, base = st.columns(3)
    with length:
        n = choose_length()
    with d_model:
        d = st.slider(words.d_model, 8, 256, 64, 8, key="d_model", bind="query-params")
    with base:
        b = choose_base()
    draw_table(sinusoidal(n, d, b))


def draw_learned() -> None:
    """The vectors a shipped model has learned."""
    st.caption(session.words().read_from.format(model=LEARNED_MODEL))
    draw_table(read_only(engine().model(LEARNED_MODEL).network.positions.table))


def draw_rotary() -> None:
    """How far each pair of dimensions is turned, and what that does to q·k."""
    length, d_head, base = st.columns(3)
    with length:
        n = choose_length()
    with d_head:
        d = st.slider(session.words().d_head, 4, 64, 32, 4, key="d_head", bind="query-params")
    with base:
        b = choose_base()
    figure(rotary_clocks(d, range(8), session.look(), b), "clocks")
    figure(rotary_kernel(n, d, session.look(), b), "kernel")


def draw_alibi() -> None:
    """What each head takes off a score, against distance."""
    length, heads = st.columns(2)
    with length:
        n = choose_length()
    with heads:
        h = st.select_slider(session.words().n_heads, [1, 2, 4, 8, 16], 4, key="n_heads", bind="query-params")
    figure(alibi_lines(n, h, session.look()), "alibi")


def draw_none() -> None:
    """Nothing, and what remains."""
    figure(no_positions(session.look()), "none")


def choose_length() -> int:
    """How many positions to draw."""
    return st.slider(session.words().length, 8, 256, 64, 8, key="length", bind="query-params")


def choose_base() -> float:
    """The base of the frequencies."""
    bases = [10, 100, 1_000, 10_000, 100_000]
    return float(st.select_slider(session.words().base, bases, 10_000, key="base", bind="query-params"))


def draw_table(table: NDArray[np.float32]) -> None:
    """An encoding that is a table [position, dimension]: map, waves, similarity."""
    look, words = session.look(), session.words()
    figure(position_heatmap(table, look), "map")
    d = table.shape[1]
    first = [0, 1, d // 4, d // 2]
    dimensions = st.multiselect(
        words.dimensions, range(d), first, max_selections=8, key=f"dimensions_{d}", bind="query-params"
    )
    figure(position_waves(table, sorted(dimensions), look), "waves")
    left, right = st.columns(2)
    with left:
        figure(position_similarity(table, look), "similarity")
    with right:
        figure(position_similarity_map(table, look), "similarity_map")


ENCODINGS: dict[str, Callable[[], None]] = {
    "sinusoidal": draw_sinusoidal,
    "learned": draw_learned,
    "rotary": draw_rotary,
    "alibi": draw_alibi,
    "none": draw_none,
}
