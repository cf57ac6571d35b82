"""The one measurement that everybody who visits shares, in the engine's background."""

from headlight.model.cost_growth import Growth
from headlight.server.engine.jobs import Full
from headlight.ui.engine import shared_engine

NAME = "cost"


def measurement() -> Growth | None:
    """As far as it has come: begun, or gone on with, if nobody did so yet; None while there is no room for it."""
    background = shared_engine().background
    job = background.find(NAME)
    try:
        if not isinstance(job, Growth):
            return measure_again()
        if job.done < 1 and background.failure(NAME) is None:
            background.resume(NAME)
    except Full:
        return job if isinstance(job, Growth) else None
    return job


def measure_again() -> Growth:
    """A new measurement in place of the one there was; `Full` while too much else goes on."""
    job = Growth(shared_engine().device)
    shared_engine().background.start(NAME, job)
    return job


def measuring() -> bool:
    """Whether it goes on."""
    return shared_engine().background.running(NAME)


def failed() -> bool:
    """Whether an error stopped it."""
    return shared_engine().background.failure(NAME) is not None
