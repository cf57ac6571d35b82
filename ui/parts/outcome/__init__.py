"""What came out of a reading beside attention: a file for each kind of outcome.

headline(trace, position, "explore", choose)    # small: what was written, and its tokens to choose from
evidence(trace, position, "explore")            # what was expected at the position, as bars
background(trace, "explore")                    # what an order lets see, what one vector keeps
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from headlight.model.outcomes import Continuation, Filled, Permuted, Translation
from headlight.model.trace import Trace
from headlight.ui.parts.outcome import continued, filled, permuted, translated
from headlight.ui.parts.outcome.pick import Choose
from headlight.ui.parts.outcome.taking import read_again


@dataclass(frozen=True)
class Panel:
    """The parts of what is drawn for one kind of outcome."""

    headline: Callable[[Trace, int | None, str, Choose], None]
    evidence: Callable[[Trace, int | None, str], None]
    background: Callable[[Trace, str], None]


PANELS: Mapping[type, Panel] = {
    Translation: Panel(translated.headline, translated.evidence, translated.background),
    Continuation: Panel(continued.headline, continued.evidence, continued.background),
    Filled: Panel(filled.headline, filled.evidence, filled.background),
    Permuted: Panel(permuted.headline, permuted.evidence, permuted.background),
}
READ_ONLY = Panel(continued.nothing_written, continued.evidence, continued.background)


def headline(trace: Trace, position: int | None, key: str, choose: Choose) -> None:
    """What came out, in a few lines.

    Args:
        trace: one model's reading of one text.
        position: the row of its prediction that is looked at, if any.
        key: tells these widgets from another page's.
        choose: called when a token is chosen, with the position that it was taken from.
    """
    read_again()
    PANELS.get(type(trace.outcome), READ_ONLY).headline(trace, position, key, choose)


def evidence(trace: Trace, position: int | None, key: str) -> None:
    """What the model expected at the position, or in the gaps, as bars."""
    PANELS.get(type(trace.outcome), READ_ONLY).evidence(trace, position, key)


def background(trace: Trace, key: str) -> None:
    """What else is behind the outcome, at full width: an order's masks, a context vector."""
    PANELS.get(type(trace.outcome), READ_ONLY).background(trace, key)


__all__ = ["Choose", "background", "evidence", "headline"]
