"""The traces of one run of a page: each is asked of the engine once, and handed on to whatever draws it."""

from types import TracebackType

from headlight.model.trace import Trace
from headlight.server.engine import Question
from headlight.ui.engine import shared_engine
from headlight.ui.parts.error_boundary import kept_up


class Readings:
    """What has been read in this run.

        with readings:
            trace = readings.of(question)    # however often, one question to the engine

    Sessions keep fragments and whatever these were given, and are to keep no trace: where the outermost `with` ends,
    nothing is held any more, and a fragment that runs by itself asks anew.
    """

    def __init__(self) -> None:
        self._traces: dict[Question, Trace] = {}
        self._depth = 0

    def of(self, question: Question) -> Trace:
        """The trace that answers a question; errors are the engine's, see `Engine.trace`."""
        if question not in self._traces:
            self._traces[question] = shared_engine().trace(question)
        return self._traces[question]

    def passing(self, question: Question) -> Trace:
        """The same for a reading that nobody looks at again: it is held nowhere, see `Engine.passing`."""
        return self._traces.get(question) or shared_engine().passing(question)

    def shown(self, question: Question) -> Trace | None:
        """The same, or None and a message on the page."""
        with kept_up():
            return self.of(question)
        return None

    def __enter__(self) -> "Readings":
        self._depth += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._traces.clear()
