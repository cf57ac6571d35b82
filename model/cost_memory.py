"""How many bytes a computation has in memory at once.

On a CUDA device the allocator says so. No other allocator can tell what one computation took, so there bytes are
counted: those of all tensors that are alive whenever a function returns. What a fused kernel needs for itself and
lets go before it returns is not among them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.multiprocessing.reductions import StorageWeakRef
from torch.overrides import TorchFunctionMode

from headlight.model.record_size import bytes_kept

Compute = Callable[..., tuple[Tensor, ...]]
"""From tensors to the tensors that are kept."""


def measures(device: torch.device) -> bool:
    """Whether this device's allocator says what was taken; else bytes are counted."""
    return device.type == "cuda"


def peak_bytes(compute: Compute, inputs: Sequence[Tensor]) -> int:
    """The most bytes that are in memory at once while `compute(*inputs)` runs, its inputs among them."""
    device = inputs[0].device
    return measured(compute, inputs, device) if measures(device) else counted(compute, inputs)


def measured(compute: Compute, inputs: Sequence[Tensor], device: torch.device) -> int:
    """By CUDA's allocator, less what was there before."""
    torch.cuda.synchronize(device)
    torch.cuda.reset_peak_memory_stats(device)
    before: int = torch.cuda.memory_allocated(device)
    compute(*inputs)
    torch.cuda.synchronize(device)
    peak: int = torch.cuda.max_memory_allocated(device)
    return peak - before + bytes_kept(inputs)


def counted(compute: Compute, inputs: Sequence[Tensor]) -> int:
    """By the sizes of all tensors alive, memory that several of them share counted once."""
    living = Living(inputs)
    with living:
        compute(*inputs)
    return living.peak


class Living(TorchFunctionMode):
    """Watches every function of PyTorch that this thread calls: which memory is alive, and how much at most."""

    def __init__(self, tensors: Iterable[Tensor]) -> None:
        super().__init__()
        self._alive: dict[int, tuple[StorageWeakRef, int]] = {}
        self.peak = 0
        self._add(tensors)

    def __torch_function__(
        self, function: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        """Call the function, then count: what it was given and what it made are alive together."""
        made = function(*args, **(kwargs or {}))
        self._add(part for part in (made if isinstance(made, tuple) else (made,)) if isinstance(part, Tensor))
        return made

    def _add(self, tensors: Iterable[Tensor]) -> None:
        storages = [tensor.untyped_storage() for tensor in tensors]
        self._alive = {key: kept for key, kept in self._alive.items() if not kept[0].expired()}
        self._alive |= {s._cdata: (StorageWeakRef(s), s.nbytes()) for s in storages}
        self.peak = max(self.peak, sum(nbytes for _, nbytes in self._alive.values()))
