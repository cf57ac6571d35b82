"""From tensors on any device to NumPy arrays that refuse to be written to."""

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

Array = NDArray[np.float32]
Flags = NDArray[np.bool_]


def read_only(tensor: Tensor) -> Array:
    """A float32 NumPy copy that refuses to be written to."""
    array: Array = np.array(tensor.detach().float().cpu().numpy(), dtype=np.float32)
    array.setflags(write=False)
    return array


def flags(tensor: Tensor) -> Flags:
    """A boolean NumPy copy that refuses to be written to."""
    array: Flags = tensor.cpu().numpy().copy()
    array.setflags(write=False)
    return array
