"""What recording costs: time beside a plain forward pass, and memory beside keeping every weight.

    python -m benchmarks.recording

Prints a Markdown table. The model has the shipped model's shape and random weights; time and memory do not depend
on what the weights are. Plain and recorded passes alternate, so that whatever else the machine does falls on both;
the overhead is the median of the ratios within each pair, with the quartiles beside it.
"""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from model.gpt import GPT, GPTConfig
from model.recorder import Record, recording

SHAPE = GPTConfig(vocab_size=8192, context=4096, d_model=128, n_layers=4, n_heads=4, d_ff=512)
LENGTHS = (64, 128, 256, 512, 1024, 2048, 4096)
SECONDS_PER_LENGTH = 10
PAIRS = range(7, 201)  # at least, at most


@dataclass(frozen=True)
class Measured:
    """One row of the table. Times in seconds, sizes in bytes; `ratios` has recorded / plain for each pair."""

    n: int
    plain: float
    ratios: list[float]
    kept: int

    @property
    def every_weight(self) -> int:
        """Bytes of all n × n weights in float32."""
        return 4 * SHAPE.n_layers * SHAPE.n_heads * self.n**2


def measure(model: GPT, n: int) -> Measured:
    """Alternate plain and recorded passes over one random text of n tokens."""
    tokens = torch.randint(SHAPE.vocab_size, (1, n))
    plain, ratios = [], []
    kept = bytes_of(read_recorded(model, tokens))  # warms up as well
    read_plain(model, tokens)
    until = time.perf_counter() + SECONDS_PER_LENGTH
    while len(ratios) < PAIRS.start or (len(ratios) < PAIRS.stop - 1 and time.perf_counter() < until):
        passes = [read_plain, read_recorded]
        order = passes if len(ratios) % 2 else passes[::-1]
        seconds = {each: timed(each, model, tokens) for each in order}
        plain.append(seconds[read_plain])
        ratios.append(seconds[read_recorded] / seconds[read_plain])
    return Measured(n, statistics.median(plain), ratios, kept)


@torch.inference_mode()
def read_plain(model: GPT, tokens: Tensor) -> None:
    model(tokens)


@torch.inference_mode()
def read_recorded(model: GPT, tokens: Tensor) -> Record:
    with recording() as record:
        model(tokens)
    return record


def timed(read: Callable[[GPT, Tensor], Record | None], model: GPT, tokens: Tensor) -> float:
    """Seconds one reading takes; its record is let go after the clock has stopped."""
    start = time.perf_counter()
    record = read(model, tokens)
    seconds = time.perf_counter() - start
    del record
    return seconds


def bytes_of(record: Record) -> int:
    """Bytes of memory the record keeps alive, each storage counted once."""
    tensors = [tensor for step in record.steps for tensor in step.kept()]
    tensors += [state.stream for state in record.residual]
    storages = {t.untyped_storage().data_ptr(): t.untyped_storage().nbytes() for t in tensors}
    return sum(storages.values())


def exponent(rows: list[Measured]) -> float:
    """The p that fits bytes ∝ tokens^p best: the least-squares slope of log bytes over log tokens."""
    points = [math.log(row.n) for row in rows], [math.log(row.kept) for row in rows]
    return statistics.linear_regression(*points).slope


def table(rows: list[Measured]) -> str:
    """The rows as Markdown."""
    lines = [
        "| tokens | forward, ms | recorded / plain, median (quartiles) | pairs | record, KB | bytes a token "
        "| every weight, KB | record is smaller by |",
        "|---:|---:|---|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        low, middle, high = statistics.quantiles(row.ratios, n=4)
        lines.append(
            f"| {row.n} | {row.plain * 1e3:.2f} | {middle:.3f} ({low:.3f}–{high:.3f}) | {len(row.ratios)} "
            f"| {row.kept / 1e3:,.0f} | {row.kept / row.n:,.0f} | {row.every_weight / 1e3:,.0f} "
            f"| {row.every_weight / row.kept:.2f} × |"
        )
    return "\n".join(lines)


def main() -> None:
    torch.manual_seed(0)
    torch.set_num_threads(1)
    model = GPT(SHAPE).eval()
    rows = [measure(model, n) for n in LENGTHS]
    print(f"{SHAPE}, float32, CPU, one thread, torch {torch.__version__}\n")
    print(table(rows))
    print(f"\nThe record's bytes grow as tokens^{exponent(rows):.3f}.")


if __name__ == "__main__":
    main()
