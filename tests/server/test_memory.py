"""What nobody can reach any more is let go of in quiet, and nothing is walked for nothing."""

import gc
import weakref

from headlight.server.engine.memory import collect


class Circle:
    """Refers to itself: only a collection finds it."""

    def __init__(self) -> None:
        self.itself = self


def test_an_old_circle_goes_once_enough_was_made_since() -> None:
    circle = Circle()
    gone = weakref.ref(circle)
    gc.collect()  # it is among the old ones now, which a collection of young ones passes over
    del circle
    assert gone() is not None
    kept = [[] for _ in range(10_000)]
    assert collect()
    assert gone() is None
    assert len(kept) == 10_000


def test_nothing_is_collected_where_nothing_was_made() -> None:
    gc.collect()
    assert not collect()
