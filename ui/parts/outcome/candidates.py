"""Candidates as bars that are buttons: a click, or Enter on the focused one, takes it."""

from collections.abc import Sequence

import streamlit as st

from headlight.ui import session
from headlight.ui.markdown import as_markdown
from headlight.ui.parts.outcome.taking import Taking, take
from headlight.ui.words import t
from headlight.viz.outcome.guesses import Guess, percent
from headlight.viz.style.ticks import shown


def candidates(heading: str, found: Sequence[Guess], actual: str, taking: Taking, key: str) -> None:
    """Draw the guesses under a heading.

    Args:
        heading: of the list; not escaped.
        found: the guesses.
        actual: what is said beside the token that really stands there.
        taking: what they can be clicked for.
        key: tells these buttons from others.
    """
    place = f"{key}_candidates"
    with st.container(key=place, gap=None):
        st.html(style(place, found))
        st.markdown(f"###### {as_markdown(heading)}")
        st.caption(taking.says)
        for guess in found:
            st.button(
                label(guess, actual),
                key=f"{place}_{guess.rank}",
                type="tertiary",
                disabled=not taking.possible(guess.id),
                on_click=take,
                args=(taking, guess.id, session.EXPLORE),
                width="stretch",
            )


def label(guess: Guess, actual: str) -> str:
    """The token, what is said beside it, its share; its rank where that is not its place in the list."""
    said = actual if guess.actual else ""
    if guess.actual and guess.rank > 1:
        said += f" · {t('outcome-rank', rank=guess.rank)}"
    token = as_markdown(shown(guess.label).replace("\u00a0", "·"))
    beside = f" :small[{as_markdown(said)}]" if said.strip(" ·") else ""
    return f"**{token}**{beside} :gray[{percent(guess.probability)}]"


def style(place: str, found: Sequence[Guess]) -> str:
    """The bars behind the buttons, and the mark of the actual one."""
    theme = session.look().theme
    ground = f"color-mix(in srgb, {theme.accent} 38%, transparent)"
    rules = [
        f".st-key-{place}_{guess.rank} button {{ background: linear-gradient(to right, {ground} "
        f"{100 * guess.probability:.2f}%, transparent 0); "
        + (f"box-shadow: inset 3px 0 {theme.selected}; }}" if guess.actual else "}")
        for guess in found
    ]
    return f"<style>{SHAPE.replace('PLACE', f'.st-key-{place}')}{''.join(rules)}</style>"


SHAPE = """
PLACE { max-width: 34rem; }
PLACE button { justify-content: stretch; min-height: 1.9rem; padding: 0.1rem 0.5rem; border-radius: 0.25rem; }
PLACE button :has(p) { width: 100%; }
PLACE button p { display: flex; width: 100%; gap: 0.6rem; align-items: baseline; font-size: 0.95rem; }
PLACE button p > :last-child { margin-left: auto; font-variant-numeric: tabular-nums; }
PLACE button p > strong { font-weight: inherit; overflow: hidden; text-overflow: ellipsis; }
PLACE button:not(:disabled):hover { outline: 1px solid currentcolor; }
"""
