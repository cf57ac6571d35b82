"""Downloads that all visitors share: one at a time, each known by its model's name."""

import logging
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import streamlit as st

from headlight.model.huggingface.download import Progress, fetch
from headlight.model.huggingface.refusal import Refused
from headlight.model.huggingface.sources import Source

LOG = logging.getLogger(__name__)


@dataclass
class Download:
    """One download, under way or over."""

    progress: Progress = field(default_factory=Progress)
    future: "Future[None] | None" = None

    @property
    def running(self) -> bool:
        """Whether it waits or downloads."""
        return self.future is not None and not self.future.done()

    @property
    def fault(self) -> Refused | None:
        """Why it came to nothing, if it did."""
        if self.future is None or self.running:
            return None
        fault = self.future.exception()
        if fault is None or isinstance(fault, Refused):
            return fault
        LOG.error("downloading", exc_info=fault)
        return Refused("network", type(fault).__name__)


class Downloads:
    """What is being downloaded here."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="download")
        self._lock = threading.Lock()
        self._of: dict[str, Download] = {}

    def of(self, name: str) -> Download | None:
        """The download of a model, the last one if there were several."""
        return self._of.get(name)

    def start(self, source: Source) -> None:
        """Begin to download a source, unless somebody has begun already."""
        with self._lock:
            there = self._of.get(source.name)
            if there is None or not there.running:
                download = Download()
                download.future = self._worker.submit(fetch, source, download.progress)
                self._of[source.name] = download

    def cancel(self, name: str) -> None:
        """Stop a download, for everybody; what came of it goes."""
        if download := self._of.get(name):
            download.progress.cancelled.set()


@st.cache_resource(show_spinner=False)
def downloads() -> Downloads:
    """Those all sessions share."""
    return Downloads()
