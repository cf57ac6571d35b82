"""Every head of the shipped models, computed by the browser's modules, against the contexts the model went on with."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import torch

from headlight.model.interventions import CutEdge, Intervention, ReplaceRow, ReplaceScore, Temperature
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.zoo import load, names
from headlight.server.api.head import head_body
from tests.model.huggingface.conftest import reader

SCRIPT = Path(__file__).with_name("distances.js")
TEXT = "The cat is sitting on the mat."
TOLERANCE = 1e-5
CPU = torch.device("cpu")

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def distances(folder: Path, steps: list[tuple[str, AttentionStep]]) -> dict[str, float]:
    """How far the browser's contexts are from the recorded ones, by file."""
    for name, step in steps:
        for head in range(step.n_heads):
            (folder / f"{name} {step.site!s} {head}").write_bytes(head_body("reading", step, head))
    command = ["node", str(SCRIPT), str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def test_every_shipped_model(tmp_path: Path) -> None:
    steps = [(name, step) for name in names() for step in load(name, CPU).trace(TEXT).steps]
    found = distances(tmp_path, steps)
    assert {file.split()[0] for file in found} == {*names()} - {"seq2seq"}  # which has no attention
    far = {file: away for file, away in found.items() if not away <= TOLERANCE}
    assert far == {}


@pytest.mark.parametrize("family", ["gpt2", "llama", "bert", "t5", "bart"])
def test_families_of_hugging_face(family: str, tmp_path: Path) -> None:
    found = distances(tmp_path, [(family, step) for step in reader(family).trace("the cat sat").steps])
    assert len(found) >= 8
    assert max(found.values()) <= TOLERANCE


def test_changed_heads(tmp_path: Path) -> None:
    site = Site("decoder", "self", 1)
    changes = [
        Intervention(site, Temperature(0.5), 0),
        Intervention(site, CutEdge(4, 2), 1),
        Intervention(site, ReplaceScore(), 2),
        Intervention(site, ReplaceRow(2, (0.25, 0.5, 0.25)), 3),
    ]
    trace = load("gpt", CPU).trace(TEXT, interventions=changes)
    found = distances(tmp_path, [("gpt", trace.step(site))])
    assert len(found) == 4
    assert max(found.values()) <= TOLERANCE
