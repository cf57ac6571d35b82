"""The deployment: each replica has its own models on its own device and reads one text at a time.

    ray start --head && serve run deployment/serve.yaml

No port is opened for it: the app asks through Ray, see `server.engine.cluster.transport`.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from ray import serve

from headlight.model.device import best_device
from headlight.server.engine.cluster.packing import pack, unpack
from headlight.server.engine.question import Request
from headlight.server.engine.transport import Here


class Readings:
    """Answers requests, one at a time, always in the same thread."""

    def __init__(self) -> None:
        self._here = Here(best_device())
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="readings")

    async def answer(self, model: str, packet: bytes) -> bytes:
        """A packed answer, or the packed error in its place.

        Whoever asked may cancel; the model then stops at its next layer.
        """
        left = Event()
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._thread, self._answered, model, packet, left.is_set
            )
        except asyncio.CancelledError:
            left.set()
            raise

    def _answered(self, model: str, packet: bytes, unwanted: Callable[[], bool]) -> bytes:
        reader = self._here.model(model)
        request: Request[object] = unpack(packet, self._here.model)
        try:
            return pack(self._here.compute(request, unwanted), reader)
        except ValueError as refused:  # options that do not fit the text: for the page to say
            return pack(refused, reader)


readings = serve.deployment(name="Readings", max_ongoing_requests=1)(Readings)
app = readings.bind()
