"""Who computes. One small protocol stands between the line of readings and the models: here a thread of this process
computes with the models it has loaded; a transport to other processes would send the request and receive the answer."""

import threading
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import torch

from headlight.model.cancellation import cancellable
from headlight.model.readers.reader import Reader
from headlight.server.engine.cache import BoundedCache
from headlight.server.engine.loading import load
from headlight.server.engine.question import Request
from headlight.server.engine.threads import LIGHT, threads

MODELS = (
    4 * 2**30
)  # bytes of weights kept: many times those that are shipped, and one large model beside them

A = TypeVar("A")


class Transport(Protocol):
    """A way to have requests answered, and how many it answers side by side."""

    at_once: int

    def compute(self, request: Request[A], unwanted: Callable[[], bool]) -> A:
        """The answer, waited for; `Cancelled` soon after `unwanted()` has become true."""

    def model(self, name: str) -> Reader:
        """A model, to look at; loaded at its first use."""


class Here:
    """Models of this process, each loaded once for all visitors, on one device: one reading at a time."""

    at_once = 1

    def __init__(self, device: torch.device) -> None:
        self.device = device
        self._models: BoundedCache[str, Reader] = BoundedCache(MODELS, bytes_of_weights)
        self._sizes: dict[str, int] = {}
        self._loading = threading.Lock()

    def compute(self, request: Request[A], unwanted: Callable[[], bool]) -> A:
        """The answer, computed in the thread that asks; `Cancelled` at the next layer after `unwanted()`."""
        reader = self.model(request.model)
        with cancellable(unwanted), threads(self._light(request)):
            return request.answered_by(reader)

    def model(self, name: str) -> Reader:
        """A model, loaded at its first use; ValueError if there is none of that name."""
        with self._loading:
            reader = self._models.find(name)
            if reader is None:
                reader = load(name, self.device)
                self._models.keep(name, reader)
                self._sizes[name] = bytes_of_weights(reader)
            return reader

    def _light(self, request: Request[Any]) -> bool:
        """Whether a reading by a model that is loaded is small."""
        size = self._sizes.get(request.model)
        return size is not None and self.device.type == "cpu" and request.characters * size <= LIGHT


def bytes_of_weights(reader: Reader) -> int:
    """Bytes of a model's parameters."""
    return sum(weights.nbytes for weights in reader.network.parameters())
