"""docs/api.md: its Python runs against a server, and its table has every problem there is."""

import re
from pathlib import Path

import numpy as np

from headlight.model.zoo import load
from headlight.server.address.settings import SETTINGS
from headlight.server.api.problems import STATUS
from headlight.server.engine import Engine
from tests.server.api.client import served
from tests.server.engine_at_work import CPU

GUIDE = (Path(__file__).parents[3] / "docs" / "api.md").read_text(encoding="utf-8")


def test_the_guides_python_runs_and_finds_the_models_own_weights() -> None:
    with served(Engine(CPU)) as address:
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
