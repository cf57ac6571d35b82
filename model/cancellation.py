"""Readings that nobody waits for any more: a context variable says how to find out, and models stop at the next layer.

    with cancellable(unwanted=lambda: not anybody_waits):
        trace = load("gpt").trace("The cat is sitting on the mat.")  # or Cancelled

Every attention and every state of a residual stream passes the recorder, and the recorder asks here; so every model can
be stopped between layers, and while it writes, without a line in any of them. Where nobody can cancel, asking costs the
look at one variable. Each thread and task has its own, as each has its own recording.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Cancelled(Exception):
    """Nobody waits for this reading any more."""


_unwanted: ContextVar[Callable[[], bool] | None] = ContextVar("unwanted", default=None)


@contextmanager
def cancellable(unwanted: Callable[[], bool]) -> Iterator[None]:
    """Inside the block, in this thread or task only, models stop with `Cancelled` once `unwanted()` is true."""
    token = _unwanted.set(unwanted)
    try:
        yield
    finally:
        _unwanted.reset(token)


def stop_if_unwanted() -> None:
    """Where a model can be stopped.

    Raises:
        Cancelled: if whoever began this reading says that nobody wants it.
    """
    unwanted = _unwanted.get()
    if unwanted is not None and unwanted():
        raise Cancelled
