"""How pairs of texts grow from two short copies into two neighbours.

To judge whether one text follows another, a small model has to compare their words, and from real pairs alone it was
never seen to find that out: it stayed at chance. Whether two short texts are equal it learns in some hundred steps,
once it knows the words. So pairs begin as that; then they get longer; then the second text repeats ever less of what
stands before it, until it is the neighbour itself. A little is repeated nearly to the end, lest comparing is forgotten.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Growth:
    """Which pairs are read at which turn.

    Attributes:
        shortest: tokens of each text at first.
        short: turns that they stay so short.
        longer: turns over which they get their full length.
        apart: turns over which the second text repeats less and less.
        least: how much it goes on to repeat then,
        alone: until this turn.
    """

    shortest: int
    short: int
    longer: int
    apart: int
    least: float
    alone: int

    def room(self, turn: int, longest: int) -> int:
        """Tokens each text may have."""
        grown = min(max((turn - self.short) / self.longer, 0.0), 1.0)
        return round(self.shortest + grown * (longest - self.shortest))

    def overlap(self, turn: int) -> float:
        """How much of what stands before the second text it repeats."""
        if turn >= self.alone:
            return 0.0
        parted = max((turn - self.short - self.longer) / self.apart, 0.0)
        return min(max(1 - parted, self.least), 1.0)
