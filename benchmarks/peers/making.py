"""A peer's page, made in a process of its own, so that one that takes all memory or all day takes nobody along."""

import multiprocessing
import resource
import time
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Self

from benchmarks.peers.reading import every_weight, text
from benchmarks.peers.views import View

MOST_MEMORY = 8_000_000_000  # bytes of the process that makes pages
READY = 120.0  # seconds until it has loaded model and libraries, which is not timed

Page = tuple[View, str, Path]
"""A view, the text, and the file to write."""


class Maker:
    """Makes pages one after the other; a process that was lost is replaced."""

    def __init__(self) -> None:
        self._line: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def make(self, page: Page, limit: float) -> float:
        """Write a page.

        Returns:
            when it was begun, in seconds since 1970.

        Raises:
            TimeoutError: if that took longer than the limit, in seconds.
            MemoryError: if it took more than `MOST_MEMORY`, or the system ended the process.
        """
        if self._line is None:
            self.start()
        try:
            return self.answer(page, limit)
        except (TimeoutError, MemoryError):
            self.end()
            raise

    def start(self) -> None:
        """Start the process, and wait until it has loaded everything."""
        spawn = multiprocessing.get_context("spawn")
        self._line, theirs = spawn.Pipe()
        self._process = spawn.Process(target=make_pages, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self.answer(None, READY)

    def answer(self, page: Page | None, limit: float) -> float:
        """What the process says to a page, or to nothing; what went wrong in it is raised here."""
        assert self._line is not None
        try:
            self._line.send(page)
            if not self._line.poll(limit):
                raise TimeoutError
            said: float | Exception = self._line.recv()
        except (EOFError, ConnectionError) as error:  # it is no more
            raise MemoryError from error
        if isinstance(said, Exception):
            raise said
        return said

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._line is not None:
            self._line.close()
            self._process.join(timeout=1)  # one that waits for a page goes by itself
            self._process.kill()
            self._process.join()
            self._line = None


def make_pages(line: Connection) -> None:
    """Load what is loaded once; then make every page that is asked for, and say when each was begun."""
    every_weight(text(16, 0))
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    while True:
        try:
            page: Page | None = line.recv()
        except EOFError:
            return
        start = time.time()
        try:
            if page is not None:
                view, words, file = page
                file.write_text(view.html(words), encoding="utf-8")
            line.send(start)
        except Exception as error:
            line.send(error)  # and it is raised where the page was asked for
