"""A running server of the app, and what its process uses, as Linux counts it in /proc."""

import contextlib
import os
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.page import ROOT, answers, start


@dataclass(frozen=True)
class Usage:
    """What a process has used: seconds of CPU, megabytes of memory, file descriptors, threads."""

    cpu: float
    memory: float
    descriptors: int
    threads: int


def usage(pid: int) -> Usage:
    """What a process uses now; FileNotFoundError where there is no /proc."""
    folder = Path(f"/proc/{pid}")
    fields = (
        (folder / "stat").read_text().rpartition(")")[2].split()
    )  # behind its name, which may hold spaces
    cpu = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime, see proc(5)
    return Usage(cpu, resident(pid), len(list((folder / "fd").iterdir())), int(fields[17]))


def resident(pid: int) -> float:
    """Megabytes of memory a process holds now; not a number where the system does not say."""
    status = Path(f"/proc/{pid}/statm")
    return (
        int(status.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        if status.exists()
        else float("nan")
    )


@contextlib.contextmanager
def watched(pid: int) -> Iterator[list[float]]:
    """Megabytes a process holds, every 50 ms until the block ends; the first before it began."""
    memory, over = [resident(pid)], threading.Event()

    def watch() -> None:
        while not over.wait(0.05):
            memory.append(resident(pid))

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield memory
    finally:
        over.set()
        thread.join()


@contextlib.contextmanager
def server(checkout: Path = ROOT) -> Iterator[tuple[str, int]]:
    """What `make run` starts in a checkout, with the settings it has there: its address, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start(port, folder=checkout)
    url = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None and not answers(url):
            time.sleep(0.05)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait()
