"""What the golden figures are drawn of: the traces of tests/conftest.py, and one place in them."""

from collections.abc import Iterator
from functools import cache

import plotly.graph_objects as go

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz.drawing import Drawing
from headlight.viz.selection import Selection
from tests.conftest import TRACES, make_trace

SITE = Site("decoder", "self", 1)
HERE = Selection(SITE, 2, 5, 2)
FAMILY = ("sinusoidal", "learned", "rotary", "alibi", "none")
Drawings = Iterator[tuple[str, Drawing | go.Figure]]
"""By name. A bare figure holds numbers of something that is not drawn so."""


@cache
def trace_of(name: str) -> Trace:
    """One of the shared traces, or a random network's reading of other words: `a cat ran`."""
    return TRACES[name]() if name in TRACES else make_trace(name.split())
