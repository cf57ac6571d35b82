"""Visitors who open the page, look, and leave: whether what they held is let go of.

python -m benchmarks.visitors passing --sessions 500
"""

import asyncio
import time
from pathlib import Path

from benchmarks.page import ROOT
from benchmarks.session import visiting
from benchmarks.visitors.process import Usage, server, usage

AT_ONCE, STEPS = 10, 5
QUIET = 200.0  # seconds: longer than Streamlit keeps a session whose connection is lost, and a trace is kept
LINK = {"lang": "en", "text": "Warm up."}


def passing(sessions: int, checkout: Path = ROOT) -> list[tuple[str, Usage]]:
    """What the server uses after each part of the sessions has left, and after a while of quiet."""
    with server(checkout) as (url, pid):
        asyncio.run(visit(url))
        noted = [("one visitor", usage(pid))]
        for step in range(STEPS):
            for _ in range(sessions // STEPS // AT_ONCE):
                asyncio.run(visits(url))
            noted.append((f"{sessions * (step + 1) // STEPS} have come and gone", usage(pid)))
        time.sleep(QUIET)
        return [*noted, (f"{QUIET:.0f} s later", usage(pid))]


async def visits(url: str) -> None:
    """Some come together."""
    await asyncio.gather(*(visit(url) for _ in range(AT_ONCE)))


async def visit(url: str) -> None:
    """Open the page, and leave."""
    async with visiting(url, **LINK) as session:
        await session.type()


def show(sessions: int, checkout: Path) -> None:
    """Print the table."""
    print("| | memory | file descriptors | threads | CPU so far |\n|---|" + "---:|" * 4)
    for name, used in passing(sessions, checkout):
        print(
            f"| {name} | {used.memory:.0f} MB | {used.descriptors} | {used.threads} | {used.cpu:.0f} s |",
            flush=True,
        )
