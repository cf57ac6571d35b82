"""The engine's transport over Ray Serve: requests go to the replicas, wherever they run.

A question is pure: it may be asked again without harm. So when a replica dies while it reads, the same question goes to
another one, or waits until Ray has started a new one, and no answer is lost.
"""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import ray
from ray import serve
from ray.exceptions import RayActorError

from headlight.learning.store import PREFIX
from headlight.model.cancellation import Cancelled
from headlight.model.readers.reader import Reader
from headlight.server.engine.cluster.packing import pack, unpack
from headlight.server.engine.question import Request
from headlight.server.engine.transport import Here

STEP = 0.05  # seconds between two looks at whether anybody waits still
NAME = "headlight"  # of the application, in deployment/serve.yaml
TRIES = 5  # replicas that may die under one question, before the question itself is suspected

A = TypeVar("A")


class Remote:
    """Requests answered by replicas; models to look at are this process's own.

    Attributes:
        at_once: requests that may be on their way together.
    """

    at_once = 8

    def __init__(self, handle: Any, here: Here) -> None:
        """
        Args:
            handle: of the application, from `serve.get_app_handle`.
            here: the models of this process. It also answers for networks that visitors trained: no replica has those.
        """
        self._handle, self._here = handle, here

    def compute(self, request: Request[A], unwanted: Callable[[], bool]) -> A:
        """The answer, waited for; `Cancelled` soon after `unwanted()`.

        Raises:
            ValueError: if the request does not fit its model, as here.
            RayActorError: if five replicas died of it, one after the other.
        """
        if request.model.startswith(PREFIX):
            return self._here.compute(request, unwanted)
        packet = pack(request, self.model(request.model))
        answer: A | ValueError = unpack(self._asked(request.model, packet, unwanted), self.model)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    def model(self, name: str) -> Reader:
        """A model of this process, loaded at its first use; ValueError if there is none of that name."""
        return self._here.model(name)

    def _asked(self, model: str, packet: bytes, unwanted: Callable[[], bool]) -> bytes:
        for _ in range(TRIES - 1):
            try:
                return waited_for(self._handle.answer.remote(model, packet), unwanted)
            except RayActorError:
                continue
        return waited_for(self._handle.answer.remote(model, packet), unwanted)


def waited_for(response: Any, unwanted: Callable[[], bool]) -> bytes:
    """What a replica answers; cancelled there, and `Cancelled` here, once nobody wants it."""
    while True:
        try:
            answer: bytes = response.result(timeout_s=STEP)
            return answer
        except TimeoutError:
            if unwanted():
                response.cancel()
                raise Cancelled from None


def connected(here: Here) -> Remote:
    """The transport to the application that runs on the cluster at RAY_ADDRESS, or on this machine's.

    Raises:
        ConnectionError: if there is no cluster.
        ray.serve.exceptions.RayServeException: if the application does not run on it.
    """
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    if not ray.is_initialized():
        ray.init(address=os.environ.get("RAY_ADDRESS", "auto"), log_to_driver=False)
    return Remote(serve.get_app_handle(NAME), here)
