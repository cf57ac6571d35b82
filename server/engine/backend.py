"""Who computes: this process, or, if the operator says HEADLIGHT_ENGINE=ray, the replicas of a Ray cluster.

Ray is imported only then; docs/deployment.md says how to start one.
"""

import os
from importlib import import_module

import torch

from headlight.server.engine.transport import Here, Transport


def chosen(device: torch.device) -> Transport:
    """The transport that HEADLIGHT_ENGINE names: "here" (the default) or "ray"; ValueError for anything else."""
    here, named = Here(device), os.environ.get("HEADLIGHT_ENGINE", "").strip() or "here"
    if named == "ray":
        remote: Transport = import_module("headlight.server.engine.cluster.transport").connected(here)
        return remote
    if named != "here":
        raise ValueError(f"expected HEADLIGHT_ENGINE to be here or ray, got {named!r}")
    return here
