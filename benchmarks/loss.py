"""Our sliced cross-entropy beside the library's, forward and backward.

    python -m benchmarks.loss

2,048 rows of 128 numbers against 8,192 tokens, a training step's worth, on one thread. The candidates take turns, so
that whatever else the machine does falls on all of them alike; prints medians and the ratio to ours.
"""

import statistics
import time
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import LinearCrossEntropyOptions
from torch.nn.functional import cross_entropy, linear_cross_entropy

from headlight.training.loss import chunked_cross_entropy

ROUNDS = 9
SLICES = LinearCrossEntropyOptions(batch_chunk_size=256, chunking_method=None)

Loss = Callable[[Tensor, Tensor, Tensor], Tensor]
CANDIDATES: dict[str, Loss] = {
    "training.loss.chunked_cross_entropy": chunked_cross_entropy,
    "linear_cross_entropy, 256 rows at a time": lambda h, w, t: linear_cross_entropy(h, w, t, options=SLICES),
    "linear_cross_entropy": linear_cross_entropy,
    "cross_entropy": lambda hidden, weight, targets: cross_entropy(hidden @ weight.T, targets),
}


def main() -> None:
    """Measure and print the table."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    hidden = torch.randn(2048, 128, requires_grad=True)
    weight = torch.randn(8192, 128, requires_grad=True)
    targets = torch.randint(8192, (2048,))
    times: dict[str, list[float]] = {name: [] for name in CANDIDATES}
    for _ in range(ROUNDS + 1):
        for name, loss in CANDIDATES.items():
            start = time.perf_counter()
            loss(hidden, weight, targets).backward()
            times[name].append(time.perf_counter() - start)
    ours = [statistics.median(taken[1:]) for taken in times.values()]  # the first round warms up
    print("| forward and backward | median | ours × |\n|---|---|---|")
    for name, median in zip(CANDIDATES, ours, strict=True):
        print(f"| `{name}` | {1000 * median:.0f} ms | {median / ours[0]:.2f} |")


if __name__ == "__main__":
    main()
