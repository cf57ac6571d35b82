"""What the tests of the engine share: work that holds its thread, a transport that notes what it computes."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from time import monotonic, sleep

import torch

from headlight.model.cancellation import Cancelled
from headlight.server.engine import Engine
from headlight.server.engine.transport import Here

CPU = torch.device("cpu")
SOON = 30.0  # seconds that nothing here should ever need


class Hold:
    """A job whose one slice lasts until it is released."""

    def __init__(self) -> None:
        self.begun, self.released = Event(), Event()

    def advance(self) -> bool:
        self.begun.set()
        self.released.wait(SOON)
        return False


class Noting(Here):
    """Models of this process, and the texts they were given, in order; those that were stopped on the way."""

    def __init__(self) -> None:
        super().__init__(CPU)
        self.begun: list[str] = []
        self.stopped: list[str] = []

    def compute(self, request, unwanted):
        self.begun.append(request.text)
        try:
            return super().compute(request, unwanted)
        except Cancelled:
            self.stopped.append(request.text)
            raise


@contextmanager
def held(engine: Engine):
    """The engine's thread has something to do inside the block, and nothing is read."""
    job = Hold()
    engine.background.start("hold", job)
    assert job.begun.wait(SOON)
    try:
        yield
    finally:
        job.released.set()


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true."""
    end = monotonic() + SOON
    while not true():
        assert monotonic() < end
        sleep(0.001)


def one_after_another(engine: Engine, asks: list[Callable[[], object]]) -> list[Future]:
    """Ask in threads of their own, each once the one before it stands in the line."""
    pool, answers = ThreadPoolExecutor(len(asks)), []
    for ask in asks:
        before = len(engine.line)
        answers.append(pool.submit(ask))
        until(lambda: len(engine.line) > before or answers[-1].done())  # noqa: B023
    pool.shutdown(wait=False)
    return answers
