"""A fresh Chromium with one tab, and what that tab's process holds in memory; it is ended before it takes everything."""

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

from benchmarks.page import CHROMIUM, FLAGS

MOST_MEMORY = 6000.0  # MB


@dataclass
class Memory:
    """Megabytes the largest renderer process held when last looked at, and whether it was ended for having too many."""

    processes: list[int]
    ended: bool = False
    over: threading.Event = field(default_factory=threading.Event)

    def now(self) -> float:
        """Megabytes of the largest renderer process, the tab's."""
        return max((held(process) for process in self.processes), default=float("nan"))

    def guard(self) -> None:
        """Look every second, until it is over, and end what holds more than `MOST_MEMORY`."""
        while not self.over.wait(1.0):
            for process in self.processes:
                if held(process) > MOST_MEMORY:
                    self.ended = True
                    os.kill(process, signal.SIGKILL)


@contextlib.contextmanager
def tab(playwright: Playwright) -> Iterator[tuple[Page, Memory]]:
    """A fresh browser and its one page, 1280 × 900, with nothing cached."""
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    try:
        page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB").new_page()
        memory = Memory(renderers(browser))
        threading.Thread(target=memory.guard, daemon=True).start()
        yield page, memory
        memory.over.set()
    finally:
        browser.close()


def renderers(browser: Browser) -> list[int]:
    """The processes of a browser that draw pages."""
    found = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return [process["id"] for process in found if process["type"] == "renderer"]


def held(process: int) -> float:
    """Megabytes of memory that are a process's share (PSS); not a number where the system does not say."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return float("nan")
    return next((int(line.split()[1]) / 1e3 for line in lines if line.startswith("Pss:")), float("nan"))
