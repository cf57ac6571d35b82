"""Where models run: a GPU if there is one.

`HEADLIGHT_DEVICE` (cuda, cuda:1, mps, cpu) overrides the choice.
"""

import os

import torch


def best_device() -> torch.device:
    """`HEADLIGHT_DEVICE` if set, else cuda, then mps, then cpu.

    Raises:
        ValueError: if the variable names a device this machine does not have.
    """
    wanted = os.environ.get("HEADLIGHT_DEVICE", "").strip()
    if not wanted:
        return torch.device(next(name for name in ("cuda", "mps", "cpu") if available(name)))
    if not available(wanted):
        raise ValueError(f"expected HEADLIGHT_DEVICE to name a device of this machine, got {wanted!r}")
    return torch.device(wanted)


def available(name: str) -> bool:
    """Whether this machine has that device: `cpu`, `mps`, `cuda`, or one of several, `cuda:1`."""
    if name == "mps":
        return torch.backends.mps.is_available()
    names = ["cuda", *(f"cuda:{i}" for i in range(torch.cuda.device_count()))]
    return name == "cpu" or (torch.cuda.is_available() and name in names)
