"""Waiting for a reading without a thread of one's own, and no longer than somebody is there to have it."""

import asyncio
import contextlib
from concurrent.futures import Future
from typing import Any, TypeVar

from starlette.requests import Request

from headlight.server.engine.request_queue import Ticket

A = TypeVar("A")


class Left(Exception):
    """Whoever asked has closed the connection."""


async def waited_for(ticket: Ticket[A], request: Request) -> A:
    """The answer to a question; its ticket is handed back whatever happens.

    Raises:
        Left: if nobody is there any more: the reading stops at the next layer, unless others wait for it.
        Cancelled: if a newer question of the same visitor has taken this one's place.
    """
    answered, gone = asyncio.create_task(arrival(ticket.answer)), asyncio.create_task(departure(request))
    try:
        await asyncio.wait((answered, gone), return_when=asyncio.FIRST_COMPLETED)
        if not ticket.answered:
            raise Left
        return ticket.result()
    finally:
        ticket.leave()
        for task in (answered, gone):
            task.cancel()
        await asyncio.gather(answered, gone, return_exceptions=True)


async def arrival(answer: "Future[Any]") -> None:
    """Return once there is an answer, or an error in its place. Unlike `wrap_future`, it never cancels the answer."""
    loop, there = asyncio.get_running_loop(), asyncio.Event()

    def ring(_: "Future[Any]") -> None:
        with contextlib.suppress(RuntimeError):  # the server has stopped meanwhile, and its loop is closed
            loop.call_soon_threadsafe(there.set)

    answer.add_done_callback(ring)
    await there.wait()


async def departure(request: Request) -> None:
    """Return once the connection is closed."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
