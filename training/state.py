"""Keep a run in the repository, to go on with elsewhere: `python -m training.state pack gpt-stories`.

Kept are the step, the random state, the log, and the weights as float16, as they are shipped: a fifth of the run's own
checkpoint. The optimisers' moments are running means of gradients; they are empty when the run goes on, and filled
again within its next hundred steps.
"""

import argparse
import shutil
from pathlib import Path
from typing import Any

import torch

from headlight.training.train import RUNS

KEPT = Path(__file__).parent / "state"


def converted(weights: dict[str, torch.Tensor], dtype: torch.dtype) -> dict[str, torch.Tensor]:
    """Every weight in another format."""
    return {name: weight.to(dtype) for name, weight in weights.items()}


def with_weights(saved: dict[str, Any], dtype: torch.dtype) -> dict[str, Any]:
    """A checkpoint with nothing of its states but the weights, in a format."""
    return {**saved, "states": {"model": converted(saved["states"]["model"], dtype)}}


def pack(run: Path, kept: Path) -> None:
    """From a run's folder to a file, and its log beside it."""
    saved = torch.load(run / "checkpoint.pt", map_location="cpu", weights_only=True)
    kept.parent.mkdir(parents=True, exist_ok=True)
    torch.save(with_weights(saved, torch.float16), kept)
    shutil.copy(run / "log.jsonl", kept.with_suffix(".jsonl"))


def unpack(kept: Path, run: Path) -> None:
    """The other way round; FileExistsError if the run has a checkpoint already."""
    if (run / "checkpoint.pt").exists():
        raise FileExistsError(f"expected no checkpoint in {run}, where a run is under way")
    saved = torch.load(kept, map_location="cpu", weights_only=True)
    run.mkdir(parents=True, exist_ok=True)
    torch.save(with_weights(saved, torch.float32), run / "checkpoint.pt")
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
