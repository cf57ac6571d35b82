"""Views that ask for a second reading: the same text, read by the same architecture with random weights.

A view asks by one more parameter of its `draw`, which always has a default:

    def draw(trace, selection, look, options, untrained: Trace | None = None): …

Nothing else changes. Whoever has no such reading calls `draw` without it.
"""

from inspect import signature

from headlight.viz.view import View

UNTRAINED = "untrained"
"""The parameter's name."""


def asks_for_untrained(view: View) -> bool:
    """Whether the view shows the untrained model's reading beside the trained one's."""
    return UNTRAINED in signature(view.draw).parameters
