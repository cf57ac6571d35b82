"""The number format of products: bfloat16 where it is faster, float32 where a processor only imitates it.

On a processor without bfloat16 instructions a bfloat16 product takes up to fifty times as long as a float32 one. So a
training measures both once, when it starts, on products as large as its own. A CUDA device always has bfloat16.
"""

import time
from contextlib import AbstractContextManager
from functools import cache

import torch

REPETITIONS = 5
WIDTH, ROWS, VOCABULARY = 128, 256, 8192  # of the loss, which is a large part of a step


@cache
def product_format() -> torch.dtype:
    """`torch.bfloat16` or `torch.float32`, whichever the CPU multiplies faster; measured once in a process."""
    return min((torch.float32, torch.bfloat16), key=seconds)


def seconds(dtype: torch.dtype) -> float:
    """The shortest time of one product, after a first one that does not count."""
    rows, columns = torch.ones(ROWS, WIDTH, dtype=dtype), torch.ones(WIDTH, VOCABULARY, dtype=dtype)
    taken = []
    for _ in range(REPETITIONS + 1):
        start = time.perf_counter()
        rows @ columns
        taken.append(time.perf_counter() - start)
    return min(taken[1:])


def format_on(device: torch.device) -> torch.dtype:
    """The format of products on a device."""
    return product_format() if device.type == "cpu" else torch.bfloat16


def mixed(device: torch.device) -> AbstractContextManager[None]:
    """Autocast to the device's product format; products stay as they are where that is float32."""
    dtype = format_on(device)
    return torch.autocast(device.type, torch.bfloat16, enabled=dtype is torch.bfloat16)
