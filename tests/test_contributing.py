"""CONTRIBUTING.md's list of where things are names files that are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_every_file_that_answers_a_question_is_there() -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where is")[2]
    named = re.findall(r"\| `([\w/.]+)` \|$", guide, re.MULTILINE)
    assert len(named) >= 30
    assert [name for name in named if not (ROOT / name).is_file()] == []
