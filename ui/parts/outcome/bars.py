"""Predictions as bars: lines of text over a coloured ground, quick to draw and readable to everybody."""

import html
from collections.abc import Sequence

import streamlit as st

from headlight.ui import session
from headlight.ui.words import t
from headlight.viz.outcome.guesses import Guess, percent
from headlight.viz.style.ticks import shown


def bars(heading: str, found: Sequence[Guess], actual: str) -> None:
    """Draw the guesses under a heading. `actual`: what is said beside the token that really stands there."""
    theme = session.look().theme
    style = f"--bar: {theme.accent}; --actual: {theme.selected}"
    lines = "".join(line(guess, actual) for guess in found)
    st.html(
        f'<section class="guesses" style="{style}"><h6>{html.escape(heading)}</h6><ol>{lines}</ol></section>'
    )


def line(guess: Guess, actual: str) -> str:
    """One guess as HTML; its rank is said where it is not its place in the list."""
    said = actual if guess.actual else ""
    title = t("outcome-rank", rank=guess.rank)
    if guess.actual and guess.rank > 1:
        said += f" · {title}"
    return (
        f'<li class="{"actual" if guess.actual else ""}" style="--share: {guess.probability:.4f}" '
        f'title="{html.escape(title)}"><bdi>{html.escape(shown(guess.label))}</bdi>'
        f"<small>{html.escape(said)}</small><span>{percent(guess.probability)}</span></li>"
    )
