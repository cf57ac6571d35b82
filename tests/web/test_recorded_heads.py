"""Every head of the shipped models, computed by the browser's modules, against the contexts the model went on with."""

import json
import math
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import safetensors.numpy
import torch
from torch import Tensor

from headlight.model.archive import array_of, spelled_out
from headlight.model.interventions import CutEdge, Intervention, ReplaceScore, Temperature
from headlight.model.site import Site
from headlight.model.step import AttentionStep
from headlight.model.zoo import load, names

SCRIPT = Path(__file__).with_name("distances.js")
TEXT = "The cat is sitting on the mat."
TOLERANCE = 1e-5
CPU = torch.device("cpu")
READ = {"query": "queries", "key": "keys", "value": "values"}

pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="needs node")


def file_of(step: AttentionStep, head: int) -> bytes:
    """One head as the browser is sent it."""
    arrays = {name: getattr(step, read)(head) for name, read in READ.items()}
    arrays["context"] = array_of(step.context[head])
    arrays["mask"] = step.visible(head).astype(np.uint8)
    if step.bias is not None:
        arrays["bias"] = step.added_bias(head)
    score = changed_score(step, head)
    for name, part in vars(score).items():
        if isinstance(part, Tensor):
            arrays[f"score.{name}"] = array_of(part)
    changes = [i.change for i in step.interventions if i.concerns(step.site, head)]
    warmth = math.prod(change.temperature for change in changes if isinstance(change, Temperature))
    kind = {"kind": type(score).__name__, "scale": getattr(score, "scale", None), "temperature": warmth}
    size = {"n_key": step.n_key, "rows": (0, step.n_query), "columns": (0, step.n_key)}
    metadata = {"score": kind} | size
    whole = {name: np.ascontiguousarray(array) for name, array in arrays.items()}
    return safetensors.numpy.save(whole, {"headlight": json.dumps(metadata)})


def changed_score(step: AttentionStep, head: int) -> Any:
    """The score function in force."""
    score = step.score
    for intervention in step.interventions:
        if intervention.concerns(step.site, head):
            score = intervention.change.score(score)
    return spelled_out(score, step.d_head)


def distances(folder: Path, steps: list[tuple[str, AttentionStep]]) -> dict[str, float]:
    """How far the browser's contexts are from the recorded ones, by file."""
    for name, step in steps:
        for head in range(step.n_heads):
            (folder / f"{name} {step.site!s} {head}").write_bytes(file_of(step, head))
    command = ["node", str(SCRIPT), str(folder)]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def test_every_shipped_model(tmp_path: Path) -> None:
    steps = [(name, step) for name in names() for step in load(name, CPU).trace(TEXT).steps]
    found = distances(tmp_path, steps)
    assert {file.split()[0] for file in found} == {*names()} - {"seq2seq"}  # which has no attention
    far = {file: away for file, away in found.items() if not away <= TOLERANCE}
    assert far == {}


def test_changed_heads(tmp_path: Path) -> None:
    site = Site("decoder", "self", 1)
    changes = [
        Intervention(site, Temperature(0.5), 0),
        Intervention(site, CutEdge(4, 2), 1),
        Intervention(site, ReplaceScore(), 2),
    ]
    trace = load("gpt", CPU).trace(TEXT, interventions=changes)
    found = distances(tmp_path, [("gpt", trace.step(site))])
    assert len(found) == 4
    assert max(found.values()) <= TOLERANCE
