"""A shift by k positions as a linear map: the formula's own, with numbers, and the best there is for learned rows."""

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from headlight.analysis.positions import sinusoidal
from headlight.analysis.positions_shift import best_shift, frequencies, shift_matrix, shift_residuals
from headlight.ui import session
from headlight.ui.pages.positions.sizes import Sizes
from headlight.ui.parts.figure import figure
from headlight.ui.words import t
from headlight.viz.positions.shift import shift_map, shift_shares

FARTHEST = 16
"""The largest k for learned rows: of a short table, enough pairs have to be left to fit and to test."""


def wave_shift(n: int, d: int, base: float, sizes: Sizes) -> None:
    """M_k, checked at n positions, and its first blocks with numbers."""
    st.markdown(f"##### {t('positions-shift')}\n{t('positions-shift-text')}")
    k = sizes.slider(t("positions-shift-by"), "shift", (1, 64), 4)
    table, matrix = sinusoidal(n + k, d, base), shift_matrix(k, d, base)
    residual = float(shift_residuals(table, matrix, k).max())
    st.markdown(t("positions-shift-numbers", k=k, residual=residual, length=(d / 2) ** 0.5))
    drawn, blocks = st.columns([3, 2], vertical_alignment="center")
    with drawn:
        figure(shift_map(matrix, k, session.look()), "shift_matrix")
    with blocks:
        st.caption(t("positions-shift-blocks", after=1 + k))
        for pair in dict.fromkeys((0, 1, d // 4, d // 2 - 1)):
            st.latex(block(pair, k, float(frequencies(d, base)[pair]), table))


def block(pair: int, k: int, theta: float, table: NDArray[np.float32]) -> str:
    """One 2 × 2 rotation put to position 1, in numbers: R [sin, cos] ≈ the table's [sin, cos] k positions on."""
    c, s = np.cos(k * theta), np.sin(k * theta)
    before, after = (table[position, 2 * pair : 2 * pair + 2] for position in (1, 1 + k))
    rotation = rf"\begin{{bmatrix}}{c:.3f}&{s:.3f}\\{-s:.3f}&{c:.3f}\end{{bmatrix}}"
    return rf"\small R_{{{pair}}}\!:\;{rotation}{column(before)}\approx{column(after)}"


def column(values: NDArray[np.floating]) -> str:
    """Two numbers above each other."""
    return rf"\begin{{bmatrix}}{values[0]:.3f}\\{values[1]:.3f}\end{{bmatrix}}"


def learned_shift(rows: NDArray[np.float32], sizes: Sizes) -> None:
    """The best linear map between trained rows, beside sinusoidal rows of the same size."""
    look = session.look()
    n, d = rows.shape
    st.markdown(f"##### {t('positions-shift')}")
    k = sizes.slider(t("positions-shift-by"), "shift_learned", (1, FARTHEST), 4)
    tables = {"learned": rows, "sinusoidal": sinusoidal(n, d)}
    shifts = range(1, FARTHEST + 1)
    fits = {name: [best_shift(table, by) for by in shifts] for name, table in tables.items()}
    ours, waves = (fits[name][k - 1] for name in tables)
    said = {"k": k, "n": n, "tested": ours.tested, "fitted": ours.fitted, "waves": waves.tested}
    st.markdown(t("positions-shift-learned", **said))
    left, right = st.columns(2)
    with left:
        shares = {name: [fit.tested for fit in some] for name, some in fits.items()}
        figure(shift_shares(shares, shifts, look), "shift_shares")
    with right:
        figure(shift_map(ours.matrix, k, look), "shift_learned_map")
