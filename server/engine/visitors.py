"""Who asks the engine, and how they wait: the engine knows no page and no session, it is told by who serves them."""

from typing import Protocol, TypeVar

from headlight.server.engine.request_queue import Ticket

A = TypeVar("A")


class Visitors(Protocol):
    """What an engine has to know of those who ask it."""

    def name(self) -> str | None:
        """Whose question this thread asks, by a name of theirs; None for nobody's, which no limit counts."""

    def wait(self, ticket: Ticket[A]) -> A:
        """The answer to a question, waited for."""


class Nobody:
    """Questions of no visitor: from a script, a benchmark, a test."""

    def name(self) -> str | None:
        """Nobody."""
        return None

    def wait(self, ticket: Ticket[A]) -> A:
        """The answer to a question, waited for in silence."""
        return ticket.result()
