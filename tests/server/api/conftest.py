"""An API with the real engine and the shipped models, shared by the tests of a worker."""

from collections.abc import Iterator

import pytest
import torch
from starlette.testclient import TestClient

from headlight.server.engine import Engine
from headlight.server.engine.rate_limiter import Allowance
from tests.server.api.client import Client, api


@pytest.fixture(scope="session")
def engine() -> Engine:
    """One that lets a test ask as fast as it can."""
    engine = Engine(torch.device("cpu"))
    engine.allowance = Allowance(burst=1_000_000)
    return engine


@pytest.fixture(scope="session")
def http(engine: Engine) -> Iterator[TestClient]:
    """Requests to it, in one event loop."""
    with api(engine) as client:
        yield client


@pytest.fixture(scope="session")
def client(http: TestClient) -> Client:
    """The same by its verbs."""
    return Client(http)
