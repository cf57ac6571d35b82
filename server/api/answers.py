"""What each path of the API answers. Nothing here holds up the event loop: what takes time has threads of its own."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeVar

import orjson
from starlette.requests import Request
from starlette.responses import Response

from headlight.model.cancellation import Cancelled
from headlight.model.site import Site
from headlight.model.trace import Trace
from headlight.server.address.fields import Field, integer
from headlight.server.api.encoding import MEDIA_TYPE, deflated, response, same, unchanged
from headlight.server.api.head import head_body
from headlight.server.api.models import models
from headlight.server.api.parameters import Query, address, place, value, visitor
from headlight.server.api.predictions import ASKED, MOST, prediction_of
from headlight.server.api.problems import Problem, absent, parameter
from headlight.server.api.questions import ASKING, Questions
from headlight.server.api.reading import changes, reading_body
from headlight.server.api.steps import steps_body
from headlight.server.api.waiting import waited_for
from headlight.server.engine import Engine, Question, Refused
from headlight.server.engine.cache import BoundedCache
from headlight.server.engine.rate_limiter import Allowance
from headlight.server.engine.threads import few, threads
from headlight.server.questions.changes import fits
from headlight.translations import translate_to

LOG = logging.getLogger(__name__)

THREADS = 4
ADDRESS_BURST, ADDRESS_RATE = 3200, 200.0
"""Readings that one address may ask at once, and a second: what a class of fifty asks. Who draws a new name for every
question gets no more than that."""
BODIES = 16 * 2**20  # bytes of readings as they travel; one of 16 tokens takes 20 kB
COUNT = integer(1, MOST, 10)
TOKEN = integer(0, 9_999_999)
INDEX = integer(0, 999_999, 0)
JSON = "application/json"

A = TypeVar("A")


@dataclass(frozen=True)
class Asked:
    """One request, and what was read of it at the door."""

    request: Request
    query: Query
    parts: Mapping[str, str]
    language: str

    @cached_property
    def visitor(self) -> str:
        """Who asks."""
        return visitor(self.request, self.query)

    @property
    def known(self) -> str:
        """What the browser has already, by its tag."""
        return self.request.headers.get("if-none-match", "")

    def answered(self, bodies: "Bodies", media: str, tag: str) -> Response:
        """The answer as this browser takes it."""
        return response(*bodies, media, tag, self.request.headers.get("accept-encoding", ""))


Answer = Callable[[Asked], Awaitable[Response]]
Bodies = tuple[bytes, bytes]
"""An answer as it is, and deflated."""


class Answers:
    """What the paths answer, with one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._questions = engine, Questions(engine)
        self._bodies: BoundedCache[tuple[str, str], Bodies] = BoundedCache(
            BODIES, lambda kept: sum(map(len, kept))
        )
        self._addresses = Allowance(ADDRESS_BURST, ADDRESS_RATE)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="reading-api")

    async def models(self, asked: Asked) -> Response:
        """`/models`"""
        asked.query.only(())
        found = await self._off(models, translate_to(asked.language))
        return Response(
            orjson.dumps({"models": found}), headers={"Cache-Control": "no-cache"}, media_type=JSON
        )

    async def reading(self, asked: Asked) -> Response:
        """`/readings?model&text&…`"""
        asked.query.only(ASKING)
        question = await self._off(self._questions.read, asked.query)
        return await self._reading(asked, self._questions.remember(question), question)

    async def reading_again(self, asked: Asked) -> Response:
        """`/readings/{id}`"""
        asked.query.only(ASKING)
        name = asked.parts["name"]
        return await self._reading(asked, name, await self._off(self._questions.of, name, asked.query))

    async def head(self, asked: Asked) -> Response:
        """`/readings/{id}/heads/{site}/{head}`"""
        asked.query.only((*ASKING, "rows", "columns"))
        name, site, head = (asked.parts[part] for part in ("name", "site", "head"))
        rows, columns = (asked.query.get(side, WINDOW) for side in ("rows", "columns"))
        tag = f"{name}.{site}.{head}.{WINDOW.write(rows)}.{WINDOW.write(columns)}"

        def body(trace: Trace) -> bytes:
            found, number = head_of(trace, site, head)
            return head_body(name, trace.step(found), number, rows, columns)

        return await self._made_of(asked, tag, MEDIA_TYPE, body)

    async def steps(self, asked: Asked) -> Response:
        """`/readings/{id}/heads/{site}/{head}/steps?query&key`"""
        asked.query.only((*ASKING, "query", "key"))
        name, site, head = (asked.parts[part] for part in ("name", "site", "head"))
        query, key = (asked.query.get(side, INDEX) for side in ("query", "key"))
        tag = f"{name}.{site}.{head}.steps.{query}.{key}"

        def body(trace: Trace) -> bytes:
            return steps_body(name, trace, *head_of(trace, site, head), query, key)

        return await self._made_of(asked, tag, MEDIA_TYPE, body)

    async def prediction(self, asked: Asked) -> Response:
        """`/readings/{id}/predictions/{place}`"""
        asked.query.only((*ASKING, "k"))
        count, where = asked.query.get("k", COUNT), int(asked.parts["place"])
        tokens = [value("token", TOKEN.read, token) for token in asked.query.repeated["token"]]
        if len(tokens) > ASKED:
            raise parameter("token", f"expected at most {ASKED} tokens")
        tag = f"{asked.parts['name']}.{where}.{count}.{'.'.join(map(str, tokens))}"
        return await self._made_of(
            asked, tag, JSON, lambda trace: orjson.dumps(prediction_of(trace, where, count, tokens))
        )

    async def _reading(self, asked: Asked, name: str, question: Question) -> Response:
        tag = f"{name}.{asked.language}"
        if same(tag, asked.known):
            return unchanged(tag)
        found = self._bodies.find((name, asked.language))
        if found is None:
            trace = await self._trace(asked, question, place(asked.query, "reading"))
            found = await self._off(self._packed, name, question, trace, asked.language)
        return asked.answered(found, MEDIA_TYPE, tag)

    def _packed(self, name: str, question: Question, trace: Trace, language: str) -> Bodies:
        card = self._engine.model(question.model).card
        with threads(few(trace)):
            found = twice(reading_body(name, question, trace, card, translate_to(language)))
        self._bodies.keep((name, language), found)
        return found

    async def _made_of(self, asked: Asked, tag: str, media: str, body: Callable[[Trace], bytes]) -> Response:
        """What is made of the reading that a path names, unless the browser has it already."""
        if same(tag, asked.known):
            return unchanged(tag)
        trace = await self._trace_of(asked)
        return asked.answered(await self._off(lambda: twice(body(trace))), media, tag)

    async def _trace_of(self, asked: Asked) -> Trace:
        """The reading that a path names. Several heads of one may be asked for at once: none replaces another."""
        question = await self._off(self._questions.of, asked.parts["name"], asked.query)
        return await self._trace(asked, question, None)

    async def _trace(self, asked: Asked, question: Question, where: str | None) -> Trace:
        """The answer to a question, remembered or waited for; Problem where there is none."""
        who = asked.visitor
        try:
            trace = self._engine.remembered(question)
            if trace is None:
                self._addresses.take(address(asked.request))
                trace = await waited_for(self._engine.queued(question, who, where), asked.request)
        except Refused as refused:
            raise Problem.of(refused) from None
        except Cancelled:
            raise Problem("superseded") from None
        except ValueError as fault:  # what was set beside the text, or changed, does not fit it
            raise misfit(str(fault)) from fault
        places = self._engine.model(question.model).encodes_positions
        if unfit := [change for change in changes(question) if not fits(change, trace, places)]:
            raise misfit(f"expected changes of what this reading has, got {unfit[0]}")
        return trace

    async def _off(self, compute: Callable[..., A], *given: object) -> A:
        """The result of what takes time."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, partial(compute, *given))


def head_of(trace: Trace, site: str, head: str) -> tuple[Site, int]:
    """The head that a path names; Problem("absent") if the reading has no such."""
    found = value("site", Site.parse, site)
    if found not in trace.sites() or int(head) >= trace.step(found).n_heads:
        raise absent(f"{site}.{head}")
    return found, int(head)


def twice(body: bytes) -> Bodies:
    """An answer as it is, and deflated."""
    return body, deflated(body)


def misfit(reason: str) -> Problem:
    """What was set or changed does not fit this text or model. `reason`: in English."""
    return Problem("misfit", lambda t: t("page-refused", reason=t("changes-misfit")), reason=reason[:300])


def read_window(text: str) -> slice:
    """`16:32` as a slice; ValueError for what is empty or none."""
    start, colon, stop = text.partition(":")
    bound = integer(0, 999_999)
    found = slice(bound.read(start), bound.read(stop))
    if not colon or found.start >= found.stop:
        raise ValueError(f"expected a window such as 16:32, got {text[:20]!r}")
    return found


def write_window(window: slice | None) -> str:
    """As it is read; nothing for all of it."""
    return "" if window is None else f"{window.start}:{window.stop}"


WINDOW = Field(read_window, write_window)
