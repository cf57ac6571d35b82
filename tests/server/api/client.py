"""A small client of the reading API, by the standard library and safetensors alone; and an API to ask."""

import json
import struct
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import uvicorn
from numpy.typing import NDArray
from safetensors.numpy import load
from starlette.applications import Starlette
from starlette.testclient import TestClient

from headlight.server.api import Api, mounted
from headlight.server.engine import Engine
from tests.server.engine_at_work import until

Arrays = Mapping[str, NDArray[Any]]


@dataclass(frozen=True)
class Answer:
    """Arrays, and the JSON beside them."""

    about: dict[str, Any]
    arrays: Arrays

    @classmethod
    def of(cls, body: bytes) -> "Answer":
        """An answer out of its bytes."""
        (length,) = struct.unpack("<Q", body[:8])
        return cls(json.loads(json.loads(body[8 : 8 + length])["__metadata__"]["headlight"]), load(body))


@dataclass(frozen=True)
class Client:
    """Asks the API; `http` is anything with `get`, as requests and httpx have it."""

    http: Any

    def reading(self, text: str, model: str = "gpt", **settings: str) -> Answer:
        """What the model makes of a text."""
        return self.fetched("readings", {"model": model, "text": text, **settings})

    def head(self, reading: Answer, site: str, head: int, **window: str) -> Answer:
        """One head of a reading."""
        return self.fetched(f"readings/{reading.about['id']}/heads/{site}/{head}", window)

    def fetched(self, path: str, query: Mapping[str, str]) -> Answer:
        """What stands at a path."""
        answer = self.http.get(f"/api/v1/{path}", params=query)
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/vnd.headlight+safetensors"
        return Answer.of(answer.content)


def api(engine: Engine) -> TestClient:
    """The API with an engine, as a browser's requests reach it; what goes wrong inside is answered, not raised."""
    return TestClient(Starlette(routes=[mounted(Api(lambda: engine))]), raise_server_exceptions=False)


@contextmanager
def served(engine: Engine) -> Iterator[str]:
    """The address of a server with nothing but the API, over real connections."""
    app = Starlette(routes=[mounted(Api(lambda: engine))])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    (socket,) = server.servers[0].sockets
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def softmax(scores: NDArray[np.float64], mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Row by row over the visible keys, with Python's own sums; a row that sees nothing is all zeros."""
    weights = np.zeros_like(scores)
    for i, row in enumerate(scores):
        seen = np.flatnonzero(mask[i])
        if len(seen):
            powers = np.exp(row[seen] - row[seen].max())
            weights[i, seen] = powers / powers.sum()
    return weights


def scores_of(head: Answer) -> NDArray[np.float64]:
    """score(q, k) + bias, divided by the temperature, cell by cell in float64, from what was answered alone."""
    arrays = {name: array.astype(np.float64) for name, array in head.arrays.items()}
    how = head.about["score"]
    found = np.array([[score(q, k, how, arrays) for k in arrays["key"]] for q in arrays["query"]])
    return (found.reshape(len(arrays["query"]), len(arrays["key"])) + arrays.get("bias", 0.0)) / how[
        "temperature"
    ]


def score(q: NDArray[Any], k: NDArray[Any], how: Mapping[str, Any], arrays: Arrays) -> float:
    """One cell's score, by the formula of docs/api.md."""
    match how["kind"]:
        case "ScaledDotProduct":
            return float(q @ k) * how["scale"]
        case "DotProduct":
            return float(q @ k)
        case "Cosine":
            return float(q @ k / max(np.linalg.norm(q) * np.linalg.norm(k), 1e-30)) * how["scale"]
        case "NegativeSquaredDistance":
            return -float(((q - k) ** 2).sum()) * how["scale"]
        case "Additive":
            projected = arrays["score.key_projection"] @ k if "score.key_projection" in arrays else k
            return float(arrays["score.combine"] @ np.tanh(arrays["score.query_projection"] @ q + projected))
        case "Multiplicative":
            return float(q @ arrays["score.weight"] @ k)
    raise AssertionError(how)


def weights_of(head: Answer) -> NDArray[np.float64]:
    """A head's weights: given, or worked out."""
    if "weights" in head.arrays:
        return head.arrays["weights"].astype(np.float64)
    scores = scores_of(head)
    mask = head.arrays["mask"].astype(bool) if "mask" in head.arrays else np.ones(scores.shape, bool)
    return softmax(scores, mask)


def context_of(head: Answer) -> NDArray[np.float64]:
    """weights @ value, with what the changes make of it."""
    context = weights_of(head) @ head.arrays["value"].astype(np.float64)
    for change in (each["change"] for each in head.about["interventions"]):
        if change == "zero":
            context = np.zeros_like(context)
        if change == "mean":
            context = np.broadcast_to(context.mean(0), context.shape)
    return context
