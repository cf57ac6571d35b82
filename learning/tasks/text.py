"""The person's own text, character by character: say the next one.

The end of the text is kept back and measured on; the rest is read in windows. A text is data: nothing in it is a
command, and a character that shows nothing is a character too.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from headlight.learning.tasks.task import HELD_OUT, Batch, blank, drawing, foretelling, with_start
from headlight.model.tokenizer import well_formed

SHORTEST, LONGEST = 200, 50_000  # characters
WINDOW = 48
MOST_SYMBOLS = 1_500


class Unfit(ValueError):
    """A text that nothing can be learned from.

    Attributes:
        why: "empty", "short", "long" or "varied".
        amount: how many characters it has; for "varied", different ones.
        limit: how many there may be, or have to be.
    """

    def __init__(self, why: str, amount: int, limit: int) -> None:
        super().__init__(
            f"expected a text that is not {why}: it has {amount} characters, the limit is {limit}"
        )
        self.why, self.amount, self.limit = why, amount, limit


@dataclass(frozen=True)
class OwnText:
    """A text to foretell, character by character.

    Raises:
        Unfit: for a text that is empty, too short, too long, or of too many different characters.
    """

    text: str

    foretells = True

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise Unfit("empty", 0, SHORTEST)
        if len(self.text) < SHORTEST:
            raise Unfit("short", len(self.text), SHORTEST)
        if len(self.text) > LONGEST:
            raise Unfit("long", len(self.text), LONGEST)
        if len(self.symbols) > MOST_SYMBOLS:
            raise Unfit("varied", len(self.symbols), MOST_SYMBOLS)

    @property
    def symbols(self) -> tuple[str, ...]:
        """The characters of the text, in the order of their code points."""
        return tuple(sorted(set(well_formed(self.text))))

    @property
    def window(self) -> int:
        """Characters in a row: fewer where the text is short."""
        return min(WINDOW, len(self.text) // 8)

    @property
    def length(self) -> int:
        """`<bos>` and the window."""
        return self.window + 1

    @property
    def kept_back(self) -> int:
        """Characters at the end that training never sees: a tenth, or a window and one."""
        return max(len(self.text) // 10, self.window + 1)

    def batch(self, number: int, seed: int, rows: int) -> Batch:
        """Windows of the text, but for its end."""
        return self._windows(self._ids()[: -self.kept_back], drawing(number, seed), rows)

    def held_out(self, seed: int, rows: int) -> Batch:
        """Windows of its end."""
        return self._windows(self._ids()[-self.kept_back :], drawing(HELD_OUT, seed), rows)

    def _windows(self, part: NDArray[np.int64], chance: np.random.Generator, rows: int) -> Batch:
        starts = chance.integers(len(part) - self.window + 1, size=(rows, 1))
        tokens = with_start(part[starts + np.arange(self.window)])
        scored = np.arange(self.length) < self.length - 1
        return foretelling(tokens, np.broadcast_to(scored, tokens.shape), blank(tokens.shape, -1))

    def _ids(self) -> NDArray[np.int64]:
        """Numbers of symbols, from 0."""
        places = {symbol: i for i, symbol in enumerate(self.symbols)}
        return np.array([places[c] for c in well_formed(self.text)], dtype=np.int64)
