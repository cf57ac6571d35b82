"""Keep a run's checkpoint in the repository, to go on elsewhere: `python -m training.state pack gpt-stories`.

Half as large as the run's own: weights as float16, as they are shipped, and the optimisers' moments, which are running
means of noisy gradients, as bfloat16. So the steps after unpacking are not bit for bit those of an unbroken run.
"""

import argparse
import shutil
from pathlib import Path
from typing import Any

import torch

from headlight.training.train import RUNS

KEPT = Path(__file__).parent / "state"


def converted(state: Any, source: torch.dtype, target: torch.dtype) -> Any:
    """The same nesting of dictionaries and lists with every tensor of one format in the other."""
    if isinstance(state, dict):
        return {key: converted(value, source, target) for key, value in state.items()}
    if isinstance(state, list):
        return [converted(value, source, target) for value in state]
    if isinstance(state, torch.Tensor) and state.dtype is source and state.ndim:
        return state.to(target)
    return state


def formats(part: str) -> torch.dtype:
    """What a part of a checkpoint is kept as."""
    return torch.float16 if part == "model" else torch.bfloat16


def pack(run: Path, kept: Path) -> None:
    """From a run's folder to a file half as large, and its log beside it."""
    saved = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    for name, state in saved["states"].items():
        saved["states"][name] = converted(state, torch.float32, formats(name))
    kept.parent.mkdir(parents=True, exist_ok=True)
    torch.save(saved, kept)
    shutil.copy(run / "log.jsonl", kept.with_suffix(".jsonl"))


def unpack(kept: Path, run: Path) -> None:
    """The other way round; FileExistsError if the run has a checkpoint already."""
    if (run / "checkpoint.pt").exists():
        raise FileExistsError(f"expected no checkpoint in {run}, where a run is under way")
    saved = torch.load(kept, map_location="cpu", weights_only=True)
    for name, state in saved["states"].items():
        saved["states"][name] = converted(state, formats(name), torch.float32)
    run.mkdir(parents=True, exist_ok=True)
    torch.save(saved, run / "checkpoint.pt")
    shutil.copy(kept.with_suffix(".jsonl"), run / "log.jsonl")


def main() -> None:
    """Read the command line and copy."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("action", choices=("pack", "unpack"))
    parser.add_argument("name", help="a recipe")
    options = parser.parse_args()
    run, kept = RUNS / options.name, KEPT / f"{options.name}.pt"
    if options.action == "pack":
        pack(run, kept)
    else:
        unpack(kept, run)
    print(f"{kept}: {kept.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
