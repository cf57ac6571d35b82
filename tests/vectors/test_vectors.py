"""Python works out what the browser's modules are held to in tests/web/vectors.test.js."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.vectors.rules import RULES

FOLDER = Path(__file__).parent


def plain(value: Any) -> Any:
    """Without tuples, as JSON has it."""
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("name", RULES)
def test_what_is_written_is_what_python_works_out(name: str) -> None:
    written = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert close(plain(RULES[name]()), written)


def close(found: Any, written: Any) -> bool:
    """Whether two values are alike, numbers up to the last digit that is written."""
    if isinstance(written, dict):
        return found.keys() == written.keys() and all(close(found[key], written[key]) for key in written)
    if isinstance(written, list):
        return len(found) == len(written) and all(map(close, found, written))
    if isinstance(written, float):
        return bool(found == pytest.approx(written, abs=2e-7))
    return bool(found == written)


def test_every_file_has_a_rule() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == RULES.keys()
