"""Checkpoints: everything a killed run needs to go on as if nothing had happened."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import torch


class Stateful(Protocol):
    """A model or an optimiser."""

    def state_dict(self) -> dict[str, Any]:
        """All that it needs to go on."""

    def load_state_dict(self, state_dict: dict[str, Any]) -> Any:
        """Go on from there."""


def save(path: Path, step: int, parts: Mapping[str, Stateful]) -> None:
    """Write a checkpoint in one move, so that a kill leaves the old one or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    states = {name: part.state_dict() for name, part in parts.items()}
    unfinished = path.with_suffix(".unfinished")
    torch.save({"step": step, "random": torch.get_rng_state(), "states": states}, unfinished)
    unfinished.replace(path)


def restore(path: Path, parts: Mapping[str, Stateful]) -> int:
    """Load a checkpoint into the parts and the random generator; the step to go on with, 0 without a file."""
    if not path.exists():
        return 0
    saved = torch.load(path, map_location="cpu", weights_only=True)
    for name, part in parts.items():
        if name in saved["states"]:  # `training.state` keeps weights alone
            part.load_state_dict(saved["states"][name])
    torch.set_rng_state(saved["random"])
    return int(saved["step"])
