"""Controls of models that read in any order: the order."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import streamlit as st

from headlight.model.options import Permute
from headlight.model.readers.reader import Reader
from headlight.ui import session
from headlight.ui.markdown import as_markdown
from headlight.ui.parts.controls.fields import one_way
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.seed import again, choose_seed
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import changed, prepared
from headlight.ui.words import t

LISTED = 8  # faulty positions a message names


class NotAnOrder(ValueError):
    """What is wrong with what was typed, in the visitor's language."""


def permuting(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row. What was typed and is no order costs a message; the text is then read from left to right."""
    last = len(reader.tokenizer.encode(text, limit=reader.config.context).tokens) - 1
    with row(key):
        settings: dict[str, Any] = {"order": choose_order(key)}
        match settings["order"]:
            case "random":
                settings["seed"] = choose_seed(key, session.choose, width=150)
                again(key, session.choose)
            case "typed":
                settings["positions"] = choose_positions(last, key)
    try:
        order = order_of(last, **settings)
    except NotAnOrder as fault:
        st.warning(as_markdown(str(fault)), icon="🔢")
        order = None
    return Asked(Permute(order), changed(settings))


def order_of(last: int, order: str, seed: int = 0, positions: str = "") -> tuple[int, ...] | None:
    """Positions 1 … last in their order, or None for left to right; NotAnOrder for what is typed wrongly."""
    match order:
        case "right":
            return tuple(range(last, 0, -1))
        case "random":
            return shuffled(last, seed)
        case "typed" if positions.strip():
            return typed_order(positions, last)
    return None


def shuffled(last: int, seed: int) -> tuple[int, ...]:
    """1 … last in an order drawn by chance, for ever the same for a seed: `RandomState`'s stream is frozen."""
    return tuple(int(i) + 1 for i in np.random.RandomState(seed).permutation(last))


def typed_order(typed: str, last: int) -> tuple[int, ...]:
    """What was typed as an order; NotAnOrder says what is wrong with it."""
    parts = re.split(r"[\s,;，、；]+", typed.strip(" \t,;，、；\u3000"))
    if not all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts):
        raise NotAnOrder(t("controls-not-numbers", example=example(last)))
    order = tuple(int(part) for part in parts)
    counts = Counter(order)
    faults = {
        "controls-missing": [i for i in range(1, last + 1) if i not in counts],
        "controls-twice": [i for i in counts if counts[i] > 1],
        "controls-not-there": [i for i in counts if not 1 <= i <= last],
    }
    if any(faults.values()):
        said = [t(fault, positions=listed(found)) for fault, found in faults.items() if found]
        raise NotAnOrder(t("controls-not-an-order", last=last, faults=" · ".join(said)))
    return order


def example(last: int) -> str:
    """An order of this many, the even ones first: `2 4 1 3`."""
    even, odd = range(2, last + 1, 2), range(1, last + 1, 2)
    return listed([*even, *odd]) if last else "1"


def listed(positions: Sequence[int]) -> str:
    """Numbers with spaces between, the first few of them."""
    more = " …" if len(positions) > LISTED else ""
    return " ".join(map(str, positions[:LISTED])) + more


def choose_order(key: str) -> str:
    """left, right, random or typed."""
    names = {
        "left": t("controls-left"),
        "right": t("controls-right"),
        "random": t("controls-random"),
        "typed": t("controls-typed"),
    }
    return one_way(t("controls-order"), "order", key, names, session.choose)


def choose_positions(last: int, key: str) -> str:
    """An order in numbers."""
    return st.text_input(
        t("controls-positions"),
        key=prepared(key, "positions"),
        help=t("controls-positions-help", last=last),
        placeholder=example(last),
        on_change=session.choose,
        persist_state="session",
    )
