"""Visitors: each gets the answer to what they asked; who leaves stops the reading, who types on replaces it."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from typing import Any, TypeVar
from urllib.parse import urlencode

import numpy as np
import pytest

from headlight.model.zoo import load
from headlight.server.api import Api
from headlight.server.engine import Engine
from headlight.server.engine.rate_limiter import Allowance
from headlight.server.engine.threads import threads
from headlight.server.heads import pack
from tests.server.api.client import Client, api, served
from tests.server.engine_at_work import CPU, SOON, Noting, held, until

A = TypeVar("A")
LONG = "The old man gave his friend a letter and the cat saw it. " * 8


def in_a_loop(work: Coroutine[Any, Any, A]) -> A:
    """The result of a coroutine, in a thread of its own: a browser's tests leave a loop running in this one."""
    with ThreadPoolExecutor(1) as other:
        return other.submit(asyncio.run, work).result()


class Visit:
    """One request to the ASGI application itself, whose connection can be closed; what was answered."""

    def __init__(self, application: Api, text: str, visitor: str = "visitor-1", **more: str) -> None:
        self.closed, self.sent = asyncio.Event(), []
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": "/v1/readings",
            "root_path": "",
            "query_string": urlencode({"model": "gpt", "text": text, **more}).encode(),
            "headers": [(b"headlight-visitor", visitor.encode())],
            "client": ("127.0.0.1", 1),
        }
        self.task = asyncio.create_task(application(self.scope, self.receive, self.send))
        self._begun = False

    async def receive(self):
        if not self._begun:
            self._begun = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self.closed.wait()
        return {"type": "http.disconnect"}

    async def send(self, message):
        self.sent.append(message)

    @property
    def status(self) -> int:
        return self.sent[0]["status"]


async def soon(true) -> None:
    """Wait until something is true, and let the others go on meanwhile."""
    async with asyncio.timeout(SOON):
        while not true():
            await asyncio.sleep(0.001)


@pytest.fixture
def noting():
    """An engine that says what it reads."""
    transport = Noting()
    engine = Engine(CPU, transport=transport)
    engine.allowance = Allowance(burst=10_000)
    transport.model("gpt")
    return engine, transport


def test_who_leaves_a_reading_that_runs_stops_it_at_its_next_layer(noting):
    engine, transport = noting
    running, goes_on = threading.Event(), threading.Event()
    compute = transport.compute

    def slowly(request, unwanted):
        """The model itself, from when the test lets it go on."""
        running.set()
        assert goes_on.wait(SOON)
        return compute(request, unwanted)

    transport.compute = slowly

    async def leave():
        visit = Visit(Api(lambda: engine), LONG)
        await asyncio.to_thread(running.wait, SOON)
        visit.closed.set()
        await visit.task
        assert visit.status == 499
        goes_on.set()
        await soon(lambda: transport.stopped == [LONG])

    in_a_loop(leave())
    assert engine.nbytes == 0  # nothing came of it


def test_who_leaves_the_line_is_taken_out_of_it(noting):
    engine, transport = noting

    async def leave():
        with held(engine):
            visit = Visit(Api(lambda: engine), "a cat")
            await soon(lambda: len(engine.line) == 1)
            visit.closed.set()
            await visit.task
            assert len(engine.line) == 0

    in_a_loop(leave())
    assert transport.begun == []


def test_a_connection_that_is_closed_leaves_the_line(noting):
    engine, transport = noting
    with served(engine) as address, held(engine):
        connection = HTTPConnection(address.removeprefix("http://"))
        connection.request("GET", "/api/v1/readings?model=gpt&text=a+cat")
        until(lambda: len(engine.line) == 1)
        connection.close()
        until(lambda: len(engine.line) == 0)
    assert transport.begun == []


def test_a_reading_goes_on_while_anybody_waits_for_it(noting):
    engine, transport = noting

    async def leave():
        application = Api(lambda: engine)
        with held(engine):
            one = Visit(application, "a cat", "visitor-1")
            await soon(lambda: len(engine.line) == 1)
            other = Visit(application, "a cat", "visitor-2")
            await soon(lambda: len(next(iter(engine.line._waiting)).tickets) == 2)
            one.closed.set()
            await one.task
            assert len(engine.line) == 1
        await other.task
        assert other.status == 200

    in_a_loop(leave())
    assert transport.begun == ["a cat"]


def test_the_latest_question_of_a_visitor_and_place_wins(noting):
    engine, transport = noting

    async def type_on():
        application = Api(lambda: engine)
        with held(engine):
            visits = []
            for text, visitor, more in (
                ("a cat", "visitor-1", {}),
                ("a dog", "visitor-2", {}),
                ("two cats", "visitor-1", {"place": "other"}),
                ("a cat sat", "visitor-1", {}),
            ):
                visits.append(Visit(application, text, visitor, **more))
                wanted = min(len(visits), 3)
                await soon(
                    lambda text=text, wanted=wanted: len(engine.line) == wanted and in_line(engine, text)
                )
        await asyncio.gather(*(visit.task for visit in visits))
        return [visit.status for visit in visits]

    assert in_a_loop(type_on()) == [409, 200, 200, 200]
    assert transport.begun == ["a dog", "two cats", "a cat sat"]


def in_line(engine, text) -> bool:
    return any(reading.request.text == text for reading in engine.line._waiting)


def test_visitors_typing_at_once_each_get_their_own_text():
    engine, model = Engine(CPU), load("gpt-learned", CPU)
    with api(engine) as http:

        def typing(i: int):
            client = Client(http)
            words = f"visitor {i} saw {'a cat and ' * (i % 4)}a dog".split()
            for end in (2, 1, 0):
                answer = client.reading(
                    " ".join(words[: len(words) - end]), "gpt-learned", visitor=f"visitor-{i}"
                )
                head = client.head(answer, "decoder.self.2", i % 4, visitor=f"visitor-{i}")
            return answer, head

        with ThreadPoolExecutor(24) as pool:
            answers = list(pool.map(typing, range(24)))
    for i, (answer, head) in enumerate(answers):
        text = f"visitor {i} saw {'a cat and ' * (i % 4)}a dog"
        with threads(True):  # as the engine reads what is small: another number of them rounds otherwise
            trace = model.trace(text)
        assert answer.about["text"] == text
        assert np.array_equal(answer.arrays["codes"], pack(trace).codes.plain)
        assert np.array_equal(head.arrays["context"], trace.steps[2].context[i % 4].numpy())


def test_a_remembered_reading_does_not_stand_in_the_line(noting):
    engine, transport = noting
    with api(engine) as http:
        client = Client(http)
        answer = client.reading("a cat")
        with held(engine):
            assert np.array_equal(client.reading("a cat", lang="zh").arrays["codes"], answer.arrays["codes"])
            assert client.head(answer, "decoder.self.0", 0).about["id"] == answer.about["id"]
            assert len(engine.line) == 0
    assert transport.begun == ["a cat"]
    until(lambda: len(engine.line) == 0)
