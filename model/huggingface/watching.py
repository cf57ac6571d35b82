"""One pass of somebody else's model, watched from outside for what its residual stream is made of.

    with watch:
        model(...)
    watch.sums        # every addition of two vectors a token, in order

PyTorch hands each call of its functions to a `TorchFunctionMode`, in this thread and inside the block alone: nothing is
left on a module, no lock is held, and visitors who share a model see nothing of each other.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from model.huggingface.attending import Call, Spot, Where
from model.site import Site

ADDITIONS = (torch.add, torch.Tensor.add, torch.Tensor.__add__)
"""Those that leave both parts as they are. A stream that is added to in place keeps nothing of what it was."""


class Unreadable(ValueError):
    """A pass that shows no residual stream."""


class Asked(NamedTuple):
    """An attention, and when it was asked."""

    site: Site
    time: int


class Sum(NamedTuple):
    """An addition of two tensors [.., token, d_model].

    Attributes:
        stream: the part that is older: what was there.
        output: the part that is younger: what is added to it.
        total: the two together.
        born: when each part came about.
        time: when they were added.
    """

    stream: Tensor
    output: Tensor
    total: Tensor
    born: tuple[int, int]
    time: int


class Read(NamedTuple):
    """What a linear layer reads, [.., token, d_model], and when."""

    stream: Tensor
    time: int


class Watch(TorchFunctionMode):
    """Notes what a pass asks, adds, norms and reads, of tensors as wide as the stream; `time` counts the calls.

    Attributes:
        asked, sums, reads: in the order in which they happened.
        norms: pairs of what LayerNorm read and what it gave.
    """

    def __init__(self, where: Where, d_model: int) -> None:
        super().__init__()
        self._where, self._d_model = where, d_model
        self.asked: list[Asked] = []
        self.sums: list[Sum] = []
        self.reads: list[Read] = []
        self.norms: list[tuple[Tensor, Tensor]] = []
        self._time = 0
        self._born: dict[int, int] = {}  # by address

    def where(self, call: Call) -> Spot:
        """The spot of an attention, to be given to `walking`."""
        spot = self._where(call)
        self.asked.append(Asked(spot.site, self._time))
        return spot

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Call the function, and note what it did."""
        named = kwargs or {}
        result = func(*args, **named)
        if isinstance(result, Tensor):
            self._time += 1
            parts = [part for part in (*args, *named.values()) if isinstance(part, Tensor)]
            if "alpha" not in named:  # a sum with one part scaled is none of its parts
                self._note(func, parts, result)
            if result.data_ptr() not in [part.data_ptr() for part in parts]:  # no view of what was there
                self._born[result.data_ptr()] = self._time
        return result

    def _note(self, func: Callable[..., Any], parts: Sequence[Tensor], result: Tensor) -> None:
        if (
            func in ADDITIONS
            and [part.shape for part in parts] == [result.shape] * 2
            and self._is_wide(result)
        ):
            older, younger = sorted(parts, key=self._birth)
            born = self._birth(older), self._birth(younger)
            self.sums.append(Sum(older, younger, result, born, self._time))
        elif func is functional.layer_norm and self._is_wide(result):
            self.norms.append((parts[0], result))
        elif func in (functional.linear, torch.addmm):
            read = parts[1 if func is torch.addmm else 0]  # which GPT-2's layers call, the bias in front
            if self._is_wide(read):
                self.reads.append(Read(read, self._time))

    def _is_wide(self, tensor: Tensor) -> bool:
        return tensor.ndim in (2, 3) and tensor.shape[-1] == self._d_model

    def _birth(self, tensor: Tensor) -> int:
        """When a tensor came about; 0 for one that was there before."""
        return self._born.get(tensor.data_ptr(), 0)
