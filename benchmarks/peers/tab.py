"""A fresh Chromium with one tab, and what its process holds in memory; it is ended before it takes everything."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page, Playwright

from benchmarks.page import CHROMIUM, FLAGS

MOST_MEMORY = 12_000.0  # MB


@dataclass
class Memory:
    """What a browser's tab holds, and whether it was ended for holding too much."""

    browser: int
    ended: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def now(self) -> float:
        """Megabytes of the largest process that draws pages, which is the tab's."""
        return max(map(held, renderers(self.browser)), default=float("nan"))

    def guard(self) -> None:
        """Look every second, until it is over, and end what holds more than `MOST_MEMORY`."""
        while not self.over.wait(1.0):
            for process in renderers(self.browser):
                if held(process) > MOST_MEMORY:
                    self.ended = True
                    os.kill(process, signal.SIGKILL)


@contextlib.contextmanager
def tab(playwright: Playwright) -> Iterator[tuple[Page, Memory]]:
    """A fresh browser and its one page, 1280 × 900, with nothing cached."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    memory = Memory(next(process["id"] for process in processes if process["type"] == "browser"))
    threading.Thread(target=memory.guard, daemon=True).start()
    try:
        yield browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page(), memory
    finally:
        memory.over.set()
        browser.close()


def renderers(browser: int) -> list[int]:
    """The processes below a browser's that draw pages; none where the system does not say."""
    parents: dict[int, int] = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(file.parent.name)] = int(file.read_text().rpartition(")")[2].split()[1])
    return [process for process in parents if below(process, browser, parents) and draws(process)]


def below(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    """Whether a process descends from another."""
    while process in parents and process != ancestor:
        process = parents[process]
    return process == ancestor


def draws(process: int) -> bool:
    """Whether this is one of Chromium's that draw pages."""
    try:
        return b"--type=renderer" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def held(process: int) -> float:
    """Megabytes of memory that are a process's share (PSS); 0 for one that has just ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1e3 for line in lines if line.startswith("Pss:")), 0.0)
