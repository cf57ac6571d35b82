"""Mean effects of many changes on one reading, measured one after another and kept for everybody."""

from collections.abc import Callable

from headlight.analysis.effect import Baseline
from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui.cache import shared
from headlight.ui.engine import shared_engine

KEPT = 128  # series of measurements, a few numbers each

Series = tuple[float, ...]


@shared(KEPT)
def mean_effects(
    before: Question, changed: tuple[Question, ...], *, trace: Trace, tell: Callable[[int], None]
) -> Series:
    """Mean KL(before ‖ after) in nats over the positions that count, for each changed question.

    Each is a turn of the engine's own, so that others are served in between. `trace` answers the question before;
    `tell` is called with how many are done.
    """
    baseline, series = Baseline.of(trace), list[float]()
    for done, question in enumerate(changed):
        tell(done)
        series.append(float(baseline.divergences(shared_engine().passing(question)).mean()))
    return tuple(series)
