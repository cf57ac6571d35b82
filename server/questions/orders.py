"""Orders in which a permutation model reads a text: from left to right, from right to left, drawn, or typed."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from headlight.translations import Translate

LISTED = 8  # faulty positions a message names


class NotAnOrder(ValueError):
    """What was typed names no order of the positions 1 to `last`.

    Attributes:
        last: the last position.
        faults: positions, by the message that says what is wrong with them; empty if they are no numbers at all.
    """

    def __init__(self, last: int, faults: Mapping[str, Sequence[int]]) -> None:
        super().__init__(f"expected an order of the positions 1 to {last}")
        self.last, self.faults = last, faults

    def said(self, t: Translate) -> str:
        """What is wrong with it, in the language of `t`."""
        if not self.faults:
            return t("controls-not-numbers", example=example(self.last))
        said = [t(fault, positions=listed(found)) for fault, found in self.faults.items()]
        return t("controls-not-an-order", last=self.last, faults=" · ".join(said))


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
        raise NotAnOrder(last, {})
    order = tuple(int(part) for part in parts)
    counts = Counter(order)
    found = {
        "controls-missing": [i for i in range(1, last + 1) if i not in counts],
        "controls-twice": [i for i in counts if counts[i] > 1],
        "controls-not-there": [i for i in counts if not 1 <= i <= last],
    }
    if faults := {fault: positions for fault, positions in found.items() if positions}:
        raise NotAnOrder(last, faults)
    return order


def example(last: int) -> str:
    """An order of this many, the even ones first: `2 4 1 3`."""
    even, odd = range(2, last + 1, 2), range(1, last + 1, 2)
    return listed([*even, *odd]) if last else "1"


def listed(positions: Sequence[int]) -> str:
    """Numbers with spaces between, the first few of them."""
    more = " …" if len(positions) > LISTED else ""
    return " ".join(map(str, positions[:LISTED])) + more
