"""Which device is chosen, on machines with and without a GPU."""

import pytest
import torch

from headlight.model.device import best_device


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch):
    """`machine(cuda=2)`: pretend to have so many CUDA devices, and perhaps Apple's."""

    def pretend(cuda: int = 0, mps: bool = False) -> None:
        monkeypatch.setattr(torch.cuda, "is_available", lambda: cuda > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: cuda)
        monkeypatch.setattr(torch.backends.mps, "is_available", lambda: mps)

    monkeypatch.delenv("HEADLIGHT_DEVICE", raising=False)
    return pretend


@pytest.mark.parametrize(
    ("has", "chosen"),
    [({}, "cpu"), ({"mps": True}, "mps"), ({"cuda": 1}, "cuda"), ({"cuda": 1, "mps": True}, "cuda")],
)
def test_a_gpu_is_taken_if_there_is_one(machine, has: dict[str, int], chosen: str) -> None:
    machine(**has)
    assert best_device() == torch.device(chosen)


@pytest.mark.parametrize("wanted", ["cpu", " cpu ", "cuda:1", "mps"])
def test_the_environment_overrides_the_choice(machine, monkeypatch: pytest.MonkeyPatch, wanted: str) -> None:
    machine(cuda=2, mps=True)
    monkeypatch.setenv("HEADLIGHT_DEVICE", wanted)
    assert best_device() == torch.device(wanted.strip())


def test_an_empty_variable_overrides_nothing(machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(cuda=1)
    monkeypatch.setenv("HEADLIGHT_DEVICE", "")
    assert best_device() == torch.device("cuda")


@pytest.mark.parametrize("wanted", ["cuda", "cuda:0", "mps", "abacus", "cpu:x", "cuda:-1"])
def test_a_device_this_machine_lacks_is_refused(
    machine, monkeypatch: pytest.MonkeyPatch, wanted: str
) -> None:
    machine()
    monkeypatch.setenv("HEADLIGHT_DEVICE", wanted)
    with pytest.raises(ValueError, match=f"expected HEADLIGHT_DEVICE to name a device .*, got '{wanted}'"):
        best_device()


def test_a_second_gpu_is_refused_where_there_is_only_one(machine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine(cuda=1)
    monkeypatch.setenv("HEADLIGHT_DEVICE", "cuda:1")
    with pytest.raises(ValueError, match="got 'cuda:1'"):
        best_device()
