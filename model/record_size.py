"""What a record keeps alive, and how many bytes that is."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from torch import Tensor


def tensors_in(part: object) -> Iterator[Tensor]:
    """Every tensor in a part of a record, however deep in tuples and dataclasses it lies."""
    if isinstance(part, Tensor):
        yield part
    elif isinstance(part, tuple):
        for inner in part:
            yield from tensors_in(inner)
    elif is_dataclass(part):
        for f in fields(part):
            yield from tensors_in(getattr(part, f.name))


def bytes_kept(tensors: Iterable[Tensor]) -> int:
    """Bytes of the memory under these tensors, shared memory counted once."""
    storages = [tensor.untyped_storage() for tensor in tensors]
    return sum({storage.data_ptr(): storage.nbytes() for storage in storages}.values())
