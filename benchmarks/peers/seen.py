"""What one measurement of one view found."""

from dataclasses import dataclass

OURS, BERTVIZ, CIRCUITSVIS = "Headlight", "BertViz", "CircuitsVis"


@dataclass(frozen=True)
class Seen:
    """One view of one text of n tokens.

    Attributes:
        tool, view: who shows it, and which of its views that is.
        n: tokens.
        sent: bytes the browser received for this view, what is the same for every text left out.
        page: bytes of the whole page, libraries included.
        painted: seconds from asking to the painted view, the forward pass included; empty if it was never painted.
        switched: milliseconds from choosing another head, or layer, to the painted frame.
        memory: megabytes of the tab's process (PSS) afterwards; not a number where the system does not say.
        failed: why there is nothing to see, or "".
        whole: whether every head is in the view.
    """

    tool: str
    view: str
    n: int
    sent: int
    page: int
    painted: tuple[float, ...] = ()
    switched: tuple[float, ...] = ()
    memory: float = float("nan")
    failed: str = ""
    whole: bool = True

    @property
    def name(self) -> str:
        """Tool and view."""
        return f"{self.tool}, {self.view}"
