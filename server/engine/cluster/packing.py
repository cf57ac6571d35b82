"""Requests and answers as bytes, for a process that has loaded the same model.

    packet = pack(trace, reader)             # without a weight, without the vocabulary
    trace = unpack(packet, load)             # load("gpt") → the model here, whose weights it refers to now

A trace refers to its model: the read-off to the network, each site to its W_O, the prediction to the vocabulary, a
beam to the tokenizer. Pickled as it is, it would take all of them along, about 10 MB; here they travel as names. Other
tensors travel as NumPy arrays and arrive on the device of the model there, which may be another than they came from.

Unpickling can run code: packets go between processes of one operator, and are never taken from a visitor.
"""

import io
import pickle
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from headlight.model.readers.reader import Reader


def pack(value: object, reader: Reader) -> bytes:
    """A request to this model, or its answer."""
    packet = io.BytesIO()
    Packer(packet, reader).dump(value)
    return packet.getvalue()


def unpack(packet: bytes, model: Callable[[str], Reader]) -> Any:
    """What was packed.

    Args:
        packet: from `pack`.
        model: a model by its name; asked only if the packet refers to one.
    """
    return Unpacker(io.BytesIO(packet), model).load()


class Packer(pickle.Pickler):
    """A pickler that names what belongs to the model."""

    def __init__(self, packet: io.BytesIO, reader: Reader) -> None:
        super().__init__(packet, protocol=5)
        self._reader = reader
        self._parts = {id(part): name for name, part in parts(reader).items()}
        self._weights = {place(weight): name for name, weight in reader.network.named_parameters()}

    def persistent_id(self, value: Any) -> tuple[str, str] | None:
        """The part of the model that this is, and the model's name; None for anything else."""
        part = "device" if isinstance(value, torch.device) else self._parts.get(id(value))
        return None if part is None else (part, self._reader.name)

    def reducer_override(self, value: Any) -> Any:
        """Weights as names; other tensors as arrays, and where they belong."""
        if not isinstance(value, Tensor):
            return NotImplemented
        if (name := self._weights.get(place(value))) is not None:
            return weight, (self._reader.network, name)
        return on_device, (value.numpy(force=True), value.device)


class Unpacker(pickle.Unpickler):
    """The same, the other way round."""

    def __init__(self, packet: io.BytesIO, model: Callable[[str], Reader]) -> None:
        super().__init__(packet)
        self._model = model

    def persistent_load(self, named: tuple[str, str]) -> Any:
        """The part of the model here that has this name."""
        part, name = named
        return parts(self._model(name))[part]


def parts(reader: Reader) -> dict[str, Any]:
    """What travels as a name: all that the process at the other end has, too."""
    tokenizer = reader.tokenizer
    return {
        "network": reader.network,
        "tokenizer": tokenizer,
        "vocabulary": tokenizer.vocabulary,
        "device": reader.device,
    }


def place(tensor: Tensor) -> tuple[int, torch.Size, tuple[int, ...]]:
    """Where a tensor's numbers lie, and how: the same for a weight and for what was detached from it."""
    return tensor.data_ptr(), tensor.shape, tensor.stride()


def weight(network: nn.Module, name: str) -> Tensor:
    """A weight of the network there, as a trace refers to it."""
    return network.get_parameter(name).detach()


def on_device(array: Any, device: torch.device) -> Tensor:
    """An array as a tensor there."""
    return torch.from_numpy(array).to(device)
