"""How many threads torch computes with: one for what is small, where a second costs more than it brings.

Two threads that read a sentence of 16 tokens with `gpt` take nearly twice the CPU of one, and are hardly sooner done;
while fifty visitors ask, that is what everybody waits for.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import torch

from headlight.model.trace import Trace

LIGHT = 10**9
"""Characters × bytes of weights of a small reading: some hundred characters for a shipped model."""
FEW = 1 << 17
"""Weights of a trace whose heads are little to pack: 24 heads of 64 tokens."""


@contextmanager
def threads(small: bool) -> Iterator[None]:
    """Inside the block, torch computes with one thread if there is little to do, else with as many as before."""
    usual = torch.get_num_threads()
    if not small or usual == 1:
        yield
        return
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(usual)


def few(trace: Trace) -> bool:
    """Whether a trace has few weights."""
    return sum(step.n_heads * step.n_query * step.n_key for step in trace.steps) <= FEW
