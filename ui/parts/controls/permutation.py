"""Controls of models that read in any order: the order."""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import streamlit as st

from headlight.model.options import Permute
from headlight.model.readers.reader import Reader
from headlight.ui import session
from headlight.ui.language.controls import ControlWords
from headlight.ui.markdown import as_markdown
from headlight.ui.parts.controls.row import row
from headlight.ui.parts.controls.seed import again, choose_seed
from headlight.ui.parts.controls.settings import Asked
from headlight.ui.settings import changed, prepared

LISTED = 8  # faulty positions a message names


class NotAnOrder(ValueError):
    """What is wrong with what was typed, in the visitor's language."""


def permuting(reader: Reader, text: str, key: str) -> Asked:
    """Draw the row. What was typed and is no order costs a message; the text is then read from left to right."""
    words = session.control_words()
    last = len(reader.tokenizer.encode(text, limit=reader.config.context).tokens) - 1
    with row(key):
        settings = {"order": choose_order(key, words)}
        match settings["order"]:
            case "random":
                settings["seed"] = choose_seed(key, words, session.choose, width=150)
                again(key, words, session.choose)
            case "typed":
                settings["positions"] = choose_positions(last, key, words)
    try:
        order = order_of(last, words, **settings)
    except NotAnOrder as fault:
        st.warning(as_markdown(str(fault)), icon="🔢")
        order = None
    return Asked(Permute(order), changed(settings))


def order_of(
    last: int, words: ControlWords, order: str, seed: int = 0, positions: str = ""
) -> tuple[int, ...] | None:
    """Positions 1 … last in their order, or None for left to right; NotAnOrder for what is typed wrongly."""
    match order:
        case "right":
            return tuple(range(last, 0, -1))
        case "random":
            return shuffled(last, seed)
        case "typed" if positions.strip():
            return typed_order(positions, last, words)
    return None


def shuffled(last: int, seed: int) -> tuple[int, ...]:
    """1 … last in an order drawn by chance, for ever the same for a seed: `RandomState`'s stream is frozen."""
    return tuple(int(i) + 1 for i in np.random.RandomState(seed).permutation(last))


def typed_order(typed: str, last: int, words: ControlWords) -> tuple[int, ...]:
    """What was typed as an order; NotAnOrder says what is wrong with it."""
    parts = re.split(r"[\s,;，、；]+", typed.strip(" \t,;，、；\u3000"))
    if not all(part.isascii() and part.isdigit() and len(part) <= 6 for part in parts):
        raise NotAnOrder(words.not_numbers.format(example=example(last)))
    order = tuple(int(part) for part in parts)
    counts = Counter(order)
    faults = {
        words.missing: [i for i in range(1, last + 1) if i not in counts],
        words.twice: [i for i in counts if counts[i] > 1],
        words.not_there: [i for i in counts if not 1 <= i <= last],
    }
    if any(faults.values()):
        said = [fault.format(positions=listed(found)) for fault, found in faults.items() if found]
        raise NotAnOrder(words.not_an_order.format(last=last, faults=" · ".join(said)))
    return order


def example(last: int) -> str:
    """An order of this many, the even ones first: `2 4 1 3`."""
    even, odd = range(2, last + 1, 2), range(1, last + 1, 2)
    return listed([*even, *odd]) if last else "1"


def listed(positions: Sequence[int]) -> str:
    """Numbers with spaces between, the first few of them."""
    more = " …" if len(positions) > LISTED else ""
    return " ".join(map(str, positions[:LISTED])) + more


def choose_order(key: str, words: ControlWords) -> str:
    """left, right, random or typed."""
    names = {"left": words.left, "right": words.right, "random": words.random, "typed": words.typed}
    return st.segmented_control(
        words.order,
        list(names),
        key=prepared(key, "order"),
        format_func=lambda name: names[name],
        required=True,
        on_change=session.choose,
        width="content",
        persist_state="session",
    )


def choose_positions(last: int, key: str, words: ControlWords) -> str:
    """An order in numbers."""
    return st.text_input(
        words.positions,
        key=prepared(key, "positions"),
        help=words.positions_help.format(last=last),
        placeholder=example(last),
        on_change=session.choose,
        persist_state="session",
    )
