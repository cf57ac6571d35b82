"""Tasks on random letters: copy them, reverse them, say the one before, continue what repeats.

    copy        <bos> a b c | a b c        after the bar, say them again
    reverse     <bos> a b c | c b a        after the bar, say them backwards
    previous    <bos> a b c                at each letter, say the one before it
    induction   <bos> a b c a b c a b      once letters repeat, say what followed last time (Olsson 2022)

In the first three an answer stands at a place that a position alone can find. The fourth repeats a block of unknown
length: what has to be found is the token behind an earlier copy of the present one, which takes two layers.
"""

from dataclasses import dataclass

import numpy as np

from headlight.learning.tasks.task import HELD_OUT, UNSCORED, Batch, blank, drawing, foretelling, with_start

LETTERS = tuple("abcdefghijklmnop")
BAR = "|"


@dataclass(frozen=True)
class Copy:
    """Say the letters again behind the bar, in their order or backwards."""

    letters: int = 8
    backwards: bool = False

    foretells = True
    symbols = (*LETTERS, BAR)

    @property
    def length(self) -> int:
        """`<bos>`, the letters, the bar, the letters."""
        return 2 * self.letters + 2

    def batch(self, number: int, seed: int, rows: int) -> Batch:
        """Each row has letters of its own."""
        n = self.letters
        first = drawing(number, seed).integers(len(LETTERS), size=(rows, n))
        second = first[:, ::-1] if self.backwards else first
        tokens = with_start(np.concatenate([first, blank((rows, 1), len(LETTERS)), second], 1))
        place = np.arange(self.length)
        answers = 2 * n + 1 - place if self.backwards else place - n
        scored = (place > n) & (place < self.length - 1)
        return foretelling(
            tokens, np.broadcast_to(scored, tokens.shape), np.broadcast_to(answers, tokens.shape)
        )

    def held_out(self, seed: int, rows: int) -> Batch:
        """Other letters: of 16⁸ rows, training sees next to none."""
        return self.batch(HELD_OUT, seed, rows)


@dataclass(frozen=True)
class Previous:
    """At each letter from the second on, say the letter before it."""

    letters: int = 15

    foretells = False
    symbols = LETTERS

    @property
    def length(self) -> int:
        """`<bos>` and the letters."""
        return self.letters + 1

    def batch(self, number: int, seed: int, rows: int) -> Batch:
        """Each row has letters of its own."""
        tokens = with_start(drawing(number, seed).integers(len(LETTERS), size=(rows, self.letters)))
        targets, sources = blank(tokens.shape, UNSCORED), blank(tokens.shape, -1)
        targets[:, 2:], sources[:, 2:] = tokens[:, 1:-1], np.arange(1, self.letters)
        return Batch(tokens, targets, sources)

    def held_out(self, seed: int, rows: int) -> Batch:
        """Other letters."""
        return self.batch(HELD_OUT, seed, rows)


@dataclass(frozen=True)
class Induction:
    """A block of different letters, over and over; from its second time on, say what comes next.

    Attributes:
        shortest, longest: how many letters a block may have; each row has a length of its own.
        letters: in a row.
    """

    shortest: int = 4
    longest: int = 8
    letters: int = 20

    foretells = True
    symbols = LETTERS

    @property
    def length(self) -> int:
        """`<bos>` and the letters."""
        return self.letters + 1

    def batch(self, number: int, seed: int, rows: int) -> Batch:
        """Each row has a block of its own."""
        chance = drawing(number, seed)
        period = chance.integers(self.shortest, self.longest + 1, size=(rows, 1))
        alphabet = chance.permuted(np.tile(np.arange(len(LETTERS)), (rows, 1)), axis=1)
        tokens = with_start(np.take_along_axis(alphabet, np.arange(self.letters) % period, 1))
        place = np.arange(self.length)
        return foretelling(tokens, (place > period) & (place < self.letters), place - period + 1)

    def held_out(self, seed: int, rows: int) -> Batch:
        """Other blocks."""
        return self.batch(HELD_OUT, seed, rows)
