"""What was found in one view of one text, and several such findings joined."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace

OURS, BERTVIZ, CIRCUITSVIS = "Headlight", "BertViz", "CircuitsVis"


@dataclass(frozen=True)
class Seen:
    """One view of a text of n tokens.

    Attributes:
        tool, view: who shows it, and which of its views that is.
        n: tokens.
        sent: bytes the browser received for this view, without what is the same for every text; 0 if there was no page.
        page: bytes of the whole page, libraries included.
        painted: seconds from asking to the painted view, the forward pass included; empty if it was never painted.
        switched: milliseconds from choosing another head, or layer, to the painted frame.
        memory: megabytes of the tab's process (PSS) afterwards; not a number where the system does not say.
        failed: why there is nothing to see, or "".
        waited: seconds that passed without it being painted; 0 if it was, or something else ended it.
        whole: whether every head is in the view.
    """

    tool: str
    view: str
    n: int
    sent: int = 0
    page: int = 0
    painted: tuple[float, ...] = ()
    switched: tuple[float, ...] = ()
    memory: float = float("nan")
    failed: str = ""
    waited: float = 0.0
    whole: bool = True

    @property
    def seconds(self) -> float | None:
        """The median until it was painted; None if it never was."""
        return statistics.median(self.painted) if self.painted else None

    @property
    def switch(self) -> float | None:
        """The median milliseconds until another head was painted; None if none ever was."""
        return statistics.median(self.switched) if self.switched else None


def joined(some: Sequence[Seen]) -> Seen:
    """Findings in the same view of as many tokens as one: every time that was taken, and medians of the rest."""
    return replace(
        some[-1],
        sent=round(statistics.median(one.sent for one in some)),
        page=round(statistics.median(one.page for one in some)),
        painted=tuple(seconds for one in some for seconds in one.painted),
        switched=tuple(took for one in some for took in one.switched),
        memory=statistics.median(one.memory for one in some),
    )
