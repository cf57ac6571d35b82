"""The engine: loads each model once for all visitors, runs one text at a time on the device, remembers recent traces.

Sessions hold texts and settings, never tensors; they ask here for the trace of a text and get the same object again
while it is remembered. The memory is bounded in bytes, and the least recently used trace goes first.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache

import streamlit as st
import torch

from model.completing import completed
from model.device import best_device
from model.interventions import Intervention
from model.options import Options
from model.places import Places, placed
from model.readers.reader import Reader
from model.readers.translator import Translator
from model.trace import Trace
from model.zoo import load

MEMORY = 256 * 2**20  # bytes of traces kept


@dataclass(frozen=True)
class Question:
    """What a trace answers: this model reading this text, with what was set beside it and what was changed in it."""

    model: str
    text: str
    options: Options | None = None
    interventions: tuple[Intervention, ...] = ()
    places: Places | None = None


class Engine:
    """Traces for many sessions from one device."""

    def __init__(self, device: torch.device, memory: int = MEMORY) -> None:
        self.device, self.memory = device, memory
        self._models: dict[str, Reader] = {}
        self._traces: OrderedDict[Question, Trace] = OrderedDict()
        # One forward pass at a time: more only slow each other down. Always the same thread, which keeps torch's own
        # threads, where Streamlit's thread of a run would start them anew for every sentence.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="engine")
        self._shelf, self._loading = threading.Lock(), threading.Lock()

    def trace(self, question: Question) -> Trace:
        """The trace of a text, remembered or read now; ValueError if the options do not fit the text."""
        remembered = self._remembered(question)
        if remembered is not None:
            return remembered
        return self._worker.submit(self._read, question).result()

    def passing(self, question: Question) -> Trace:
        """The trace of a text, remembered or read now, and not kept: for readings that nobody will look at again."""
        return self._remembered(question) or self._worker.submit(self._trace, question).result()

    def completed(
        self, trace: Trace, beginning: Sequence[int], places: Places | None = None
    ) -> tuple[int, ...]:
        """The beginning of a translation and what its model writes behind it, see `model.completing`."""
        return self._worker.submit(self._complete, trace, tuple(beginning), places).result()

    def model(self, name: str) -> Reader:
        """A model, loaded at its first use."""
        with self._loading:
            if name not in self._models:
                self._models[name] = load(name, self.device)
            return self._models[name]

    @property
    def nbytes(self) -> int:
        """Bytes of traces kept now."""
        with self._shelf:
            return sum(trace.nbytes for trace in self._traces.values())

    def _read(self, question: Question) -> Trace:
        remembered = self._remembered(question)  # somebody may have asked the same while we waited
        if remembered is not None:
            return remembered
        return self._keep(question, self._trace(question))

    def _trace(self, question: Question) -> Trace:
        with placed(question.places):
            return self.model(question.model).trace(question.text, question.options, question.interventions)

    def _complete(self, trace: Trace, beginning: tuple[int, ...], places: Places | None) -> tuple[int, ...]:
        reader = self.model(trace.model_name)
        if not isinstance(reader, Translator):
            raise TypeError(f"expected a translator, got {reader.name}")
        with placed(places):
            return completed(reader, trace, beginning)

    def _remembered(self, question: Question) -> Trace | None:
        with self._shelf:
            if question in self._traces:
                self._traces.move_to_end(question)
            return self._traces.get(question)

    def _keep(self, question: Question, trace: Trace) -> Trace:
        with self._shelf:
            self._traces[question] = trace
            total = sum(kept.nbytes for kept in self._traces.values())
            while total > self.memory and len(self._traces) > 1:
                _, dropped = self._traces.popitem(last=False)
                total -= dropped.nbytes
        return trace


@st.cache_resource(show_spinner=False)
def engine() -> Engine:
    """The engine all sessions share."""
    return Engine(best_device())


@cache
def device_name(device: torch.device) -> str:
    """How the page names a device: `GPU (NVIDIA …)`, `GPU (Apple)` or `CPU`."""
    if device.type == "cuda":
        return f"GPU ({torch.cuda.get_device_name(device)})"
    return "GPU (Apple)" if device.type == "mps" else "CPU"
