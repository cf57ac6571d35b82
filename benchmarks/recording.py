"""What recording costs: time beside a plain forward pass, and memory beside keeping every weight.

    python -m benchmarks.recording

Prints a Markdown table. The model has the shape of `gpt` and random weights; time and memory do not
depend on what the weights are. A round is two pairs: plain, recorded, recorded, plain. Whatever else the
machine does falls on both alike, and so does an allocator that serves every second pass faster. The overhead
is the median over the rounds of recorded / plain time, with the quartiles beside it.
"""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from headlight.model.architectures.gpt import GPT, GPTConfig
from headlight.model.recorder import Record, recording

SHAPE = GPTConfig(vocab_size=8192, context=4096, d_model=128, n_layers=6, n_heads=4, d_ff=512)
LENGTHS = (64, 128, 256, 512, 1024, 2048, 4096)
SECONDS_PER_LENGTH = 12
FEWEST_ROUNDS, MOST_ROUNDS = 5, 200


@dataclass(frozen=True)
class Measured:
    """One row of the table: seconds, bytes, and recorded / plain time of each round."""

    n: int
    plain: float
    ratios: list[float]
    kept: int

    @property
    def every_weight(self) -> int:
        """Bytes of all n × n weights in float32."""
        return 4 * SHAPE.n_layers * SHAPE.n_heads * self.n**2


def measure(model: GPT, n: int) -> Measured:
    """Rounds of plain and recorded passes over one random text of n tokens; a first round only warms up."""
    tokens = torch.randint(SHAPE.vocab_size, (1, n))
    kept = bytes_of(read_recorded(model, tokens))
    one_round(model, tokens)
    rounds: list[tuple[float, float]] = []
    until = time.perf_counter() + SECONDS_PER_LENGTH
    while len(rounds) < FEWEST_ROUNDS or (len(rounds) < MOST_ROUNDS and time.perf_counter() < until):
        rounds.append(one_round(model, tokens))
    plain = statistics.median(plain for plain, _ in rounds)
    return Measured(n, plain, [recorded / plain for plain, recorded in rounds], kept)


def one_round(model: GPT, tokens: Tensor) -> tuple[float, float]:
    """Seconds a plain and a recorded pass take, each the mean of two."""
    order = read_plain, read_recorded, read_recorded, read_plain
    first_plain, first_recorded, last_recorded, last_plain = (timed(each, model, tokens) for each in order)
    return (first_plain + last_plain) / 2, (first_recorded + last_recorded) / 2


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
        "| tokens | forward, ms | recorded / plain, median (quartiles) | rounds | record, KB | bytes a token "
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
