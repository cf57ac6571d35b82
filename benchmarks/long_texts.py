"""What a long text costs: seconds and memory of reading it and of what the page first shows, up to 32,768 tokens.

    python -m benchmarks.long_texts [TOKENS ...]

Prints a Markdown table. The model is a GPT-2 of transformers with random weights, read through our door to Hugging
Face; each length has a process of its own, so that its peak of memory is its own, too. The memory is what comes on top
of the loaded model; beside it stands what all weights of all heads would take.
"""

import resource
import subprocess
import sys
import time

import torch

from headlight.analysis.window import Window, windowed
from headlight.model.huggingface.library import transformers
from headlight.model.huggingface.network import HubNetwork
from headlight.model.pooling import coded
from headlight.model.recorder import recording

LENGTHS = (512, 2048, 8192, 32768)
LAYERS, HEADS, D_MODEL, VOCABULARY = 2, 4, 64, 64
TILES = 512  # a side of the mosaic's picture of a head
MEGA = 1e6


def main() -> None:
    """Print the table; the row of one length in a process of its own."""
    if sys.argv[1:2] == ["--row"]:
        print(row(int(sys.argv[2])))
        return
    print("| tokens | read, s | tiles of all heads, s | window, s | memory, MB | every weight, MB |")
    print("|---:|---:|---:|---:|---:|---:|")
    for n in map(int, sys.argv[1:] or LENGTHS):
        command = [sys.executable, "-m", "benchmarks.long_texts", "--row", str(n)]
        print(
            subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout, end="", flush=True
        )


@torch.inference_mode()
def row(n: int) -> str:
    """One length, as a row of the table."""
    network = HubNetwork(random_model(n), context=n)
    tokens = torch.randint(VOCABULARY, (1, n))
    before, start = peak(), time.perf_counter()
    with recording() as record:
        network.watched(input_ids=tokens)
    read = time.perf_counter()
    for step in record.steps:
        coded(step, -(-n // TILES))
    tiled = time.perf_counter()
    size = min(n, 256)
    windowed(record.steps[0], 0, Window(n - size, 0, size, size))
    shown = time.perf_counter()
    seconds = " | ".join(f"{b - a:.2f}" for a, b in ((start, read), (read, tiled), (tiled, shown)))
    every = 4 * LAYERS * HEADS * n**2
    return f"| {n:,} | {seconds} | {(peak() - before) / MEGA:,.0f} | {every / MEGA:,.0f} |"


def random_model(n: int) -> torch.nn.Module:
    """A GPT-2 that reads n tokens."""
    library = transformers()
    torch.manual_seed(0)
    sizes = {"n_layer": LAYERS, "n_head": HEADS, "n_embd": D_MODEL, "vocab_size": VOCABULARY}
    model: torch.nn.Module = library.GPT2LMHeadModel(library.GPT2Config(n_positions=n, **sizes))
    return model


def peak() -> int:
    """The most memory this process has had, in bytes."""
    return 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    main()
