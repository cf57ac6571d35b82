"""How pairs of texts grow from two short copies into two neighbours.

To judge whether one text follows another, a small model has to compare their words, and from real pairs alone it was
never seen to find that out: it stayed at chance. Whether two short texts are equal it learns in some hundred steps,
once it knows the words. So after some time pairs become that; then they get longer; then the second text repeats ever
less of what stands before it, until it is the neighbour itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Growth:
    """Which pairs are read at which turn.

    Attributes:
        start: turns before anything of this; until then pairs are what they will be in the end.
        shortest: tokens of each text at first.
        short: turns that they stay so short.
        longer: turns over which they get their full length.
        apart: turns over which the second text repeats less and less.
    """

    start: int
    shortest: int
    short: int
    longer: int
    apart: int

    def room(self, turn: int, longest: int) -> int:
        """Tokens each text may have."""
        if turn < self.start:
            return longest
        grown = min(max((turn - self.start - self.short) / self.longer, 0.0), 1.0)
        return round(self.shortest + grown * (longest - self.shortest))

    def overlap(self, turn: int) -> float:
        """How much of what stands before the second text it repeats."""
        if turn < self.start:
            return 0.0
        return min(max(1 - (turn - self.start - self.short - self.longer) / self.apart, 0.0), 1.0)
