"""One pass of somebody else's model, watched from outside for what its residual stream is made of.

    with watch:
        model(...)
    watch.sums        # every addition of two vectors a token, in order

PyTorch hands each call of its functions to a `TorchFunctionMode`, in this thread and inside the block alone: nothing is
left on a module, no lock is held, and visitors who share a model see nothing of each other.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional
from torch.overrides import TorchFunctionMode

from headlight.model.huggingface.attention import Call, Spot, Where
from headlight.model.site import Site, Stack

ADDITIONS = (torch.add, torch.Tensor.add, torch.Tensor.__add__)
"""Those that leave both parts as they are. A stream that is added to in place keeps nothing of what it was."""


class Unreadable(ValueError):
    """A pass that shows no residual stream."""


class Asked(NamedTuple):
    """An attention, when it was asked, and when its query came about."""

    site: Site
    time: int
    query: int


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

    Of every tensor, however wide, it is known when it came about and what of.

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
        self._born: dict[int, int] = {}  # by address
        self._parts: list[set[int]] = [set()]  # by time: when each part of what came about then did

    def where(self, call: Call) -> Spot:
        """The spot of an attention, to be given to `walking`."""
        spot = self._where(call)
        self.asked.append(Asked(spot.site, self._time, self.birth(call.query)))
        return spot

    def asked_in(self, stack: Stack) -> list[Asked]:
        """The attentions of one stack."""
        return [one for one in self.asked if one.site.stack == stack]

    def birth(self, tensor: Tensor) -> int:
        """When a tensor came about; 0 for one that was there before."""
        return self._born.get(tensor.data_ptr(), 0)

    def came_of(self, later: int, earlier: int) -> bool:
        """Whether what came about at one time was made of what came about at another, by whatever steps."""
        seen, ahead = {0}, [later]
        while ahead and earlier:
            time = ahead.pop()
            if time == earlier:
                return True
            if time > earlier and time not in seen:
                seen.add(time)
                ahead.extend(self._parts[time])
        return False

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: dict[str, Any] | None = None
    ) -> Any:
        """Call the function, and note what it did."""
        named = kwargs or {}
        result = func(*args, **named)
        if isinstance(result, Tensor):
            parts = tensors_of((*args, *named.values()))
            if (
                len(parts) != 1 or parts[0].data_ptr() != result.data_ptr()
            ):  # else a view, of which most calls are
                self._grow(parts, (result,))
                if "alpha" not in named:  # a sum with one part scaled is none of its parts
                    self._note(func, parts, result)
        elif func is torch.Tensor.__setitem__:
            self._grow(tensors_of(args), (args[0],))
        elif isinstance(result, (list, tuple)) and not isinstance(result, torch.Size):
            self._grow(tensors_of((*args, *named.values())), tensors_of(result))
        return result

    @property
    def _time(self) -> int:
        return len(self._parts) - 1

    def _grow(self, parts: Sequence[Tensor], made: Sequence[Tensor]) -> None:
        """Note what came about and what of; what lies where a part does is that part, as a view or changed in place."""
        places = [part.data_ptr() for part in parts]
        births = {place: self._born.get(place, 0) for place in places}
        self._parts.append(set(births.values()))
        for tensor in made:
            place = tensor.data_ptr()
            if place not in births:
                self._born[place] = self._time if place else 0  # 0 is where all that is empty lies
            elif births[place]:
                self._parts[births[place]].update(births.values())

    def _note(self, func: Callable[..., Any], parts: Sequence[Tensor], result: Tensor) -> None:
        if func in ADDITIONS:
            if [part.shape for part in parts] != [result.shape] * 2 or not self._is_wide(result):
                return
            older, younger = sorted(parts, key=self.birth)
            born = self.birth(older), self.birth(younger)
            self.sums.append(Sum(older, younger, result, born, self._time))
        elif func is functional.layer_norm and self._is_wide(result):
            self.norms.append((parts[0], result))
        elif func in (functional.linear, torch.addmm):
            read = parts[1 if func is torch.addmm else 0]  # which GPT-2's layers call, the bias in front
            if self._is_wide(read):
                self.reads.append(Read(read, self._time))

    def _is_wide(self, tensor: Tensor) -> bool:
        return tensor.ndim in (2, 3) and tensor.shape[-1] == self._d_model


def same(one: Tensor, other: Tensor) -> bool:
    """Whether two tensors are the same numbers in the same place, in whatever shape."""
    return one.data_ptr() == other.data_ptr() and one.numel() == other.numel()


def tensors_of(values: Iterable[Any]) -> list[Tensor]:
    """Every tensor among what a function was given or gave, however deep in lists."""
    found: list[Tensor] = []
    for value in values:
        if isinstance(value, Tensor):
            found.append(value)
        elif isinstance(value, (list, tuple)):
            found += tensors_of(value)
    return found
