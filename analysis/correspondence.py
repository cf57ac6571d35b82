"""Which tokens of one text belong to which of another.

Equal tokens in the same order belong together, and one token that stands in the place of one other: `cat` and `dog` in
“the cat sat” and “the dog sat”. Everything else has no counterpart.

Equal tokens are found by difflib.SequenceMatcher (Ratcliff & Metzener 1988).
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import Match, SequenceMatcher
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from headlight.model.site import Site
from headlight.model.tokens import Token
from headlight.model.trace import Trace

Positions = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Positions of two texts that belong together.

    Attributes:
        left, right: the positions of each pair, both growing, [pair].
        replaced: True where the two tokens differ: one stands in the other's place, [pair].
        n_left, n_right: how many tokens there are.
    """

    left: Positions
    right: Positions
    replaced: NDArray[np.bool_]
    n_left: int
    n_right: int

    @property
    def left_out(self) -> tuple[int, int]:
        """How many tokens of each text have no counterpart."""
        return self.n_left - len(self.left), self.n_right - len(self.right)

    @property
    def complete(self) -> bool:
        """Whether every token has a counterpart, which is then at its own position."""
        return self.left_out == (0, 0)

    def within(self, left: slice, right: slice) -> "Correspondence":
        """The pairs that lie in both of these parts, counted from where the parts begin."""
        inside = (self.left >= left.start) & (self.left < left.stop)
        inside &= (self.right >= right.start) & (self.right < right.stop)
        return Correspondence(
            self.left[inside] - left.start,
            self.right[inside] - right.start,
            self.replaced[inside],
            left.stop - left.start,
            right.stop - right.start,
        )

    def parts(self, most: int) -> Iterator[tuple[slice, slice]]:
        """All pairs, a few at a time: parts of both texts, at most so many tokens long."""
        first, n = 0, len(self.left)
        while first < n:
            ends = [np.searchsorted(side, side[first] + most) for side in (self.left, self.right)]
            last = int(min(ends)) - 1
            yield tuple(slice(int(side[first]), int(side[last]) + 1) for side in (self.left, self.right))  # type: ignore[misc]
            first = last + 1

    def counterpart(self, position: int) -> int | None:
        """Where the right text has what stands at a position of the left one; None if nowhere."""
        found = np.flatnonzero(self.left == position)
        return int(self.right[found[0]]) if len(found) else None


def correspondence(left: Sequence[Hashable], right: Sequence[Hashable]) -> Correspondence:
    """The pairs of two sequences: equal elements in order, and single ones that replace single ones."""
    return matched(tuple(left), tuple(right))


@lru_cache(maxsize=32)  # a page asks again at each click, and long texts take seconds
def matched(left: tuple[Hashable, ...], right: tuple[Hashable, ...]) -> Correspondence:
    """The same, of sequences that may be looked up."""
    blocks = Matcher(left, right).get_opcodes()
    pairs = [
        (i, j, tag == "replace")
        for tag, from_left, to_left, from_right, to_right in blocks
        if tag == "equal" or (tag, to_left - from_left, to_right - from_right) == ("replace", 1, 1)
        for i, j in zip(range(from_left, to_left), range(from_right, to_right), strict=True)
    ]
    first, second, replaced = (np.array([pair[k] for pair in pairs], dtype=np.intp) for k in range(3))
    return Correspondence(first, second, replaced.astype(bool), len(left), len(right))


class Matcher(SequenceMatcher[Hashable]):
    """difflib's, with the same blocks in a fraction of the time where the same few tokens stand in long texts."""

    def __init__(self, left: tuple[Hashable, ...], right: tuple[Hashable, ...]) -> None:
        # autojunk would drop tokens that are frequent in texts of 200 tokens and more, such as commas.
        super().__init__(None, left, right, autojunk=False)
        codes = {token: code for code, token in enumerate({*left, *right})}
        self.left, self.right = (np.array([codes[t] for t in some], np.int32) for some in (left, right))

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """The longest run of equal tokens in these parts; of several the one that begins first in the left text, and
        then in the right one."""
        left, right = self.left[alo:ahi], self.right[blo:bhi]
        longest = np.zeros(len(right) + 1, np.int32)  # of the runs that end at a token of the right text
        found = Match(alo, blo, 0)
        for i, token in enumerate(left, alo + 1):
            longest[1:] = (longest[:-1] + 1) * (right == token)
            if (size := longest[end := int(longest.argmax())]) > found.size:
                found = Match(i - int(size), blo + end - int(size), int(size))
        return found


def of_tokens(left: Sequence[Token], right: Sequence[Token], shared_vocabulary: bool) -> Correspondence:
    """The pairs of two texts' tokens: by id where both have one vocabulary, else by what they look like."""
    if shared_vocabulary:
        found = correspondence([token.id for token in left], [token.id for token in right])
        # A step of writing is called by what was read, too: the same token after another one is another step.
        called = [left[i].label != right[j].label for i, j in zip(found.left, found.right, strict=True)]
        return replace(found, replaced=found.replaced | np.array(called, dtype=bool))
    return correspondence([token.label for token in left], [token.label for token in right])


def share_vocabulary(left: Trace, right: Trace) -> bool:
    """Whether an id means the same token in both traces, as far as what they predict tells."""
    ours, theirs = left.prediction, right.prediction
    return ours is not None and theirs is not None and tuple(ours.vocabulary) == tuple(theirs.vocabulary)


def of_maps(
    left: Trace, at_left: Site, right: Trace, at_right: Site
) -> tuple[Correspondence, Correspondence]:
    """The pairs of two maps' queries and of their keys."""
    shared = share_vocabulary(left, right)
    rows = of_tokens(left.query_tokens(at_left), right.query_tokens(at_right), shared)
    columns = of_tokens(left.key_tokens(at_left), right.key_tokens(at_right), shared)
    return rows, columns
