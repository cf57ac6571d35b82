"""What recording costs beside the fast forward pass, and what `output_attentions` costs.

A round is every pass in turn, and again in the reverse order: whatever else the machine does falls on all alike.
"""

import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor

from benchmarks.peers.reading import NAME, network, text, tokenizer
from headlight.model.huggingface.loading import load
from headlight.model.recorder import recording

FEWEST, MOST = 5, 100  # rounds
SECONDS = 10.0  # for a length, once there are as many rounds as that

FAST, SILENT, EAGER = "sdpa", "ours", "eager, output_attentions"
RECORDED, STREAM = "ours, recording attention", "and the residual stream"


@dataclass(frozen=True)
class Passes:
    """Seconds of each pass in each round, over a text of n tokens."""

    n: int
    seconds: Mapping[str, list[float]]

    def milliseconds(self, name: str) -> float:
        """The median of a pass."""
        return 1e3 * statistics.median(self.seconds[name])

    def ratios(self, name: str) -> list[float]:
        """How many times the fast pass of the same round it took."""
        return [one / fast for one, fast in zip(self.seconds[name], self.seconds[FAST], strict=True)]


def measure(n: int) -> Passes:
    """Rounds over one text on one thread; the first only warms up."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        calls = passes(tokenizer()(text(n, 0), return_tensors="pt").input_ids)
        one_round(calls)
        rounds: list[dict[str, float]] = []
        until = time.perf_counter() + SECONDS
        while len(rounds) < FEWEST or (len(rounds) < MOST and time.perf_counter() < until):
            rounds.append(one_round(calls))
    finally:
        torch.set_num_threads(threads)
    return Passes(n, {name: [each[name] for each in rounds] for name in calls})


def passes(ids: Tensor) -> dict[str, Callable[[], object]]:
    """Every way to read, by name."""
    fast, eager, ours = network("sdpa"), network("eager"), load(NAME, torch.device("cpu")).network

    def recorded(read: Callable[..., object]) -> object:
        with recording() as record:
            read(input_ids=ids)
        return record

    return {
        FAST: lambda: fast(input_ids=ids),
        SILENT: lambda: ours(input_ids=ids),
        RECORDED: lambda: recorded(ours),
        STREAM: lambda: recorded(ours.watched),
        EAGER: lambda: eager(input_ids=ids, output_attentions=True),
    }


@torch.inference_mode()
def one_round(calls: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Seconds of each pass, the mean of two."""
    there = {name: timed(call) for name, call in calls.items()}
    back = {name: timed(calls[name]) for name in reversed(calls)}
    return {name: (there[name] + back[name]) / 2 for name in calls}


def timed(call: Callable[[], object]) -> float:
    """Seconds one pass takes; what it gives is let go after the clock has stopped."""
    start = time.perf_counter()
    given = call()
    seconds = time.perf_counter() - start
    del given
    return seconds
