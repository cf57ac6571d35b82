"""A run that was packed and unpacked goes on at its step, with weights that differ in their last bits."""

import pytest
import torch
from torch import nn

from headlight.training.checkpoint import restore, save
from headlight.training.state import pack, unpack


def stepped() -> dict[str, nn.Module | torch.optim.Optimizer]:
    torch.manual_seed(0)
    network = nn.Linear(4, 3)
    optimiser = torch.optim.AdamW(network.parameters(), lr=0.1)
    network(torch.randn(5, 4)).square().sum().backward()
    optimiser.step()
    return {"model": network, "optimiser0": optimiser}


def test_the_step_is_kept_and_the_weights_nearly(tmp_path):
    run, kept, elsewhere = tmp_path / "run", tmp_path / "state" / "tiny.pt", tmp_path / "elsewhere"
    parts = stepped()
    save(run / "checkpoint.pt", 7, parts)
    (run / "log.jsonl").write_text("{}\n")
    pack(run, kept)
    unpack(kept, elsewhere)
    again = {"model": nn.Linear(4, 3)}
    again["optimiser0"] = torch.optim.AdamW(again["model"].parameters(), lr=0.1)
    assert restore(elsewhere / "checkpoint.pt", again) == 7
    weight, other = parts["model"].weight, again["model"].weight
    torch.testing.assert_close(weight, other, rtol=1e-3, atol=0)
    assert other.dtype is torch.float32
    assert not again["optimiser0"].state
    assert (elsewhere / "log.jsonl").read_text() == "{}\n"


def test_a_run_under_way_is_not_overwritten(tmp_path):
    run, kept = tmp_path / "run", tmp_path / "tiny.pt"
    save(run / "checkpoint.pt", 1, stepped())
    (run / "log.jsonl").touch()
    pack(run, kept)
    with pytest.raises(FileExistsError, match="under way"):
        unpack(kept, run)
