"""Mean effects of many changes on one reading, measured one after another and remembered for everybody."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence

import streamlit as st

from headlight.analysis.effect import Baseline
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine

KEPT = 128  # series of measurements, a few numbers each

Series = tuple[float, ...]
Key = tuple[Question, tuple[Question, ...]]


class Shelf:
    """The last few series of measurements."""

    def __init__(self, most: int = KEPT) -> None:
        self.most = most
        self._series: OrderedDict[Key, Series] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Key) -> Series | None:
        """A series, if it is remembered."""
        with self._lock:
            if key in self._series:
                self._series.move_to_end(key)
            return self._series.get(key)

    def keep(self, key: Key, series: Series) -> None:
        """Remember a series, and forget the one that was asked for least recently if there are too many."""
        with self._lock:
            self._series[key] = series
            while len(self._series) > self.most:
                self._series.popitem(last=False)


@st.cache_resource(show_spinner=False)
def shelf() -> Shelf:
    """The shelf all sessions share."""
    return Shelf()


def known(before: Question, changed: Sequence[Question]) -> Series | None:
    """What `measure` found, if it was measured already."""
    return shelf().find((before, tuple(changed)))


def measure(before: Question, changed: Sequence[Question], tell: Callable[[int], None]) -> Series:
    """Mean KL(before ‖ after) in nats over the positions that count, for each changed question.

    Each is a turn of the engine's own, so that others are served in between. `tell` is called with how many are done.
    """
    baseline, series = Baseline.of(shared_engine().trace(before)), list[float]()
    for done, question in enumerate(changed):
        tell(done)
        series.append(float(baseline.divergences(shared_engine().passing(question)).mean()))
    shelf().keep((before, tuple(changed)), tuple(series))
    return tuple(series)
