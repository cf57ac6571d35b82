"""Headlight beside BertViz and CircuitsVis, measured in one run on MiniLM: six layers of twelve heads, the same texts.

    make bench-peers      (or python -m benchmarks.peers in runs/peers/.venv, which make has made)
    … --lengths 16 64 --only ours bertviz --rounds 1 --limit 60 --figure docs/images/peers.png

    forward           the model's pass with and without recording, and with `output_attentions`, beside the fast one
    painted           ours: from Enter to the mosaic of all 72 heads. Theirs: from calling their function to the painted
                      page, which is read from the disk. The forward pass is in both
    another head      from a key or click to the painted frame; of BertViz's head view another layer
    received for it   ours: all messages and files after Enter. Theirs: the page without its library
    whole page        libraries included; ours also Streamlit's and Plotly's
    memory            of the tab's process, afterwards

BertViz's head view shows one layer at a time. A view that is not painted within the limit is reported so, and of longer
texts only its page is made, for its bytes; one that runs out of memory is reported too, and ends nothing but itself.
Tables are Markdown, on standard output; on standard error stands each finding as soon as it is there.
"""

import argparse
import os
import sys
from importlib.metadata import version
from pathlib import Path

import torch
from playwright.sync_api import Playwright, sync_playwright

from benchmarks.page import CHROMIUM, server
from benchmarks.peers import app, figure, forward, painting, table
from benchmarks.peers.making import Maker
from benchmarks.peers.reading import text
from benchmarks.peers.seen import BERTVIZ, CIRCUITSVIS, OURS, Seen, joined
from benchmarks.peers.views import VIEWS, View

LENGTHS = (16, 32, 64, 128, 256, 512)
PARTS = {"forward": "forward", "ours": OURS, "bertviz": BERTVIZ, "circuitsvis": CIRCUITSVIS}
TEXTS = 3  # typed in ours each time it is its turn, which is twice
LONG = 20.0  # seconds: what took longer is not done again


def main() -> None:
    """Measure what is asked for, and print the tables."""
    asked = arguments()
    parts = {PARTS[part] for part in asked.only}
    print(machine(), flush=True)
    if "forward" in parts:
        passes = [forward.measure(n) for n in asked.lengths]
        print(f"\n{forward_table(passes)}", flush=True)
    if not parts - {"forward"}:
        return
    seen: list[Seen] = []
    with sync_playwright() as playwright, server() as (url, _), Maker() as maker:
        for n in asked.lengths:
            seen += at_length(playwright, (url, maker), n, asked, (parts, seen))
        if asked.figure:
            figure.save(playwright, seen, asked.figure)
    print(
        f"\n{table.views(seen)}\n\n{table.goals(seen)}\n\nLoad average at the end: {os.getloadavg()[0]:.1f}."
    )


def at_length(
    playwright: Playwright,
    sources: tuple[str, Maker],
    n: int,
    asked: argparse.Namespace,
    sofar: tuple[set[str], list[Seen]],
) -> list[Seen]:
    """Everybody at one length, in turns, ours first and last.

    Args:
        sources: the address of our app, and who makes the peers' pages.
        asked: rounds and limit.
        sofar: the parts to measure, and what was found at shorter lengths.
    """
    (url, maker), (parts, shorter) = sources, sofar
    ours: list[Seen] = []
    theirs: dict[View, list[Seen]] = {view: [] for view in VIEWS if view.tool in parts}
    if OURS in parts:
        ours.append(said(app.measure(playwright, url, n, TEXTS)))
    for turn in range(asked.rounds):
        for view, found in theirs.items():
            if not found or (found[-1].seconds or LONG) < LONG:
                hopeless = any(
                    (one.tool, one.view, one.painted) == (view.tool, view.name, ()) for one in shorter
                )
                written = n, text(n, turn)
                found.append(
                    said(painting.measure(playwright, maker, view, written, asked.limit, not hopeless))
                )
    if OURS in parts and asked.rounds > 1:
        ours.append(said(app.measure(playwright, url, n, TEXTS)))
    return [joined(found) for found in (ours, *theirs.values()) if found]


def said(seen: Seen) -> Seen:
    """The same, and a line on standard error."""
    print(seen, file=sys.stderr, flush=True)
    return seen


def forward_table(passes: list[forward.Passes]) -> str:
    """Forward passes as Markdown: milliseconds, and times the fast pass, median and quartiles over the rounds."""
    others = forward.SILENT, forward.RECORDED, forward.STREAM, forward.EAGER
    lines = [f"| tokens | {forward.FAST}, ms | {' | '.join(f'{name}, ×' for name in others)} | rounds |"]
    lines.append("|---:|---:|" + "---|" * len(others) + "---:|")
    for one in passes:
        ratios = " | ".join(table.quartiles(one.ratios(name)) for name in others)
        rounds = len(one.seconds[forward.FAST])
        lines.append(f"| {one.n} | {one.milliseconds(forward.FAST):.1f} | {ratios} | {rounds} |")
    return "\n".join(lines)


def machine() -> str:
    """What it was measured with."""
    packages = ("bertviz", "circuitsvis", "torch", "transformers", "streamlit", "plotly")
    named = ", ".join(f"{name} {version(name)}" for name in packages)
    return (
        f"{named}, {browser()}, {os.cpu_count()} cores, {torch.get_num_threads()} threads, "
        f"load average {os.getloadavg()[0]:.1f} at the start."
    )


def browser() -> str:
    """Chromium and its version."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        found = f"{Path(CHROMIUM).name} {started.version}"
        started.close()
    return found


def arguments() -> argparse.Namespace:
    """What to measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers")
    parser.add_argument("--lengths", type=int, nargs="+", default=LENGTHS, help="tokens of the texts")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=tuple(PARTS), help="parts to measure")
    parser.add_argument("--rounds", type=int, default=2, help="of each peer's view, where it is quick")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds a view may take")
    parser.add_argument("--figure", type=Path, help="where to save a picture of the findings")
    return parser.parse_args()


if __name__ == "__main__":
    main()
