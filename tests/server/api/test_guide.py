"""docs/api.md: its Python runs against a server, and its table has every problem there is."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette

from headlight.model.zoo import load
from headlight.server.address.settings import SETTINGS
from headlight.server.api import Api, mounted
from headlight.server.api.problems import STATUS
from headlight.server.engine import Engine
from tests.server.engine_at_work import CPU, until

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a server with nothing but the API."""
    app = Starlette(routes=[mounted(Api(lambda: Engine(CPU)))])
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    (socket,) = server.servers[0].sockets
    yield f"http://127.0.0.1:{socket.getsockname()[1]}"
    server.should_exit = True
    thread.join()


def test_the_guides_python_runs_and_finds_the_models_own_weights(address) -> None:
    found: dict[str, object] = {"address": address}
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)):
        exec(compile(block, f"api.md, block {number}", "exec"), found)
    first = found["first"]
    step = next(
        s for s in load("gpt").trace("The cat is sitting on the").steps if str(s.site) == first["site"]
    )
    np.testing.assert_allclose(found["weights"], step.weights(first["head"]), atol=1e-6)
    np.testing.assert_allclose(found["weights"] @ found["head"]["value"], found["head"]["context"], atol=1e-5)


def test_the_guide_has_every_problem_and_every_parameter() -> None:
    rows = re.findall(r"^\| (`[a-z_`, ]+`) \| (\d{3}) \|", GUIDE, re.MULTILINE)
    named = {name: int(status) for names, status in rows for name in re.findall(r"`(\w+)`", names)}
    assert named == dict(STATUS)
    assert all(f"`{name}`" in GUIDE for name in SETTINGS)
