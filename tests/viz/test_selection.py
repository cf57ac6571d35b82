"""A selection finds its record, and falls back where a trace is smaller."""

import pytest

from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.viz import Selection

SITE = Site("decoder", "self", 1)


def test_label_counts_from_zero() -> None:
    assert Selection(Site("decoder", "cross", 2), 5).label == "L2H5"


def test_first(trace: Trace) -> None:
    assert Selection.first(trace) == Selection(Site("decoder", "self", 0), 0)


def test_nothing_recorded_has_no_first() -> None:
    with pytest.raises(ValueError, match="at least one attention"):
        Selection.first(Trace("none", "", {}, ()))


def test_step(trace: Trace) -> None:
    assert Selection(SITE, 2, 8, 8).step(trace) is trace.steps[1]


@pytest.mark.parametrize(
    ("selection", "message"),
    [
        (Selection(SITE, -1), "head from 0 to 2"),
        (Selection(SITE, 0, 9), "query from 0 to 8"),
        (Selection(SITE, 0, 0, 9), "key from 0 to 8"),
    ],
)
def test_what_does_not_exist_is_named(trace: Trace, selection: Selection, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        selection.step(trace)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Selection(SITE, 1, 2, 3), Selection(SITE, 1, 2, 3)),
        (Selection(SITE, 7, 2, 3), Selection(SITE, 0, 2, 3)),
        (Selection(SITE, 1, 9, -1), Selection(SITE, 1)),
        (Selection(Site("encoder", "self", 0), 1, 2, 3), Selection(Site("decoder", "self", 0), 0)),
    ],
)
def test_within_falls_back(trace: Trace, wanted: Selection, found: Selection) -> None:
    assert wanted.within(trace) == found
