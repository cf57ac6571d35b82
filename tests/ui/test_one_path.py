"""One path for a sentence: a text asks the engine once, a head is attended once, a click sends little but numbers."""

import asyncio
import gc
import weakref
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import current_thread

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.clicks import NINE, TEXTS, clicks
from headlight.model.step import AttentionStep
from headlight.server.engine import Engine, Question
from headlight.ui.readings import Readings
from tests.browser.conftest import serve
from tests.golden.pages import opened

BESIDE = 4096
"""Bytes that a click may send to the workbench beside the numbers themselves."""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../ui/script/page.py", default_timeout=60)


@pytest.fixture
def asked(monkeypatch) -> Counter[Question]:
    """How often the engine is asked for each trace."""
    found, trace = Counter[Question](), Engine.trace

    def counted(self, question, place=""):
        found[question] += 1
        return trace(self, question, place)

    monkeypatch.setattr(Engine, "trace", counted)
    return found


@pytest.fixture
def attended(monkeypatch) -> Counter[tuple[AttentionStep, int]]:
    """How often the page computes each head's attention."""
    found, attend = Counter[tuple[AttentionStep, int]](), AttentionStep._attend

    def counted(self, head):
        found[self, head] += current_thread().name != "engine"  # which applies changes while it reads
        return attend(self, head)

    monkeypatch.setattr(AttentionStep, "_attend", counted)
    return found


@pytest.fixture
def text() -> str:
    """One that nobody has read."""
    return f"One path for sentence {next(NUMBERS)}."


NUMBERS = count()
CHANGES = "decoder.self.0.1:zero;decoder.self.1.*:temperature=0.5"


@pytest.mark.parametrize(
    "link",
    [
        {"model": "gpt"},
        {"model": "gpt", "change": CHANGES},
        {"model": "gpt", "view": "norms"},
        {"model": "gpt", "view": "metrics", "steps": "open"},
        {"model": "bert"},
        {"model": "xlnet", "view": "scores"},
        {"model": "transformer", "change": "decoder.cross.0.1:zero"},
        {"model": "seq2seq-luong"},
    ],
    ids=lambda link: " ".join(link.values()),
)
def test_a_new_text_asks_the_engine_once_and_attends_a_head_once(app, asked, attended, text, link):
    app.query_params |= link | {"text": NINE}
    app.run()
    asked.clear()
    attended.clear()
    app.text_input(key="text").set_value(text).run()
    assert not app.exception
    assert set(asked.values()) == {1}
    assert max(attended.values()) == 1


def test_so_does_a_link(app, asked, attended, text):
    app.query_params |= {"text": text, "model": "gpt"}
    app.run()
    assert list(asked.values()) == [1]
    assert list(attended.values()) == [1]


@pytest.mark.parametrize(
    ("page", "link", "session"),
    [
        ("compare", {"right": "Another path."}, {}),
        ("compare", {"left_model": "bert", "right_model": "gpt"}, {"compare_place": 2}),
        ("compare", {"left_model": "gpt", "right_model": "xlnet"}, {"compare_place": 2}),
        ("compare", {"left_model": "seq2seq", "right_model": "gpt"}, {}),
        ("history", {}, {}),
        ("history", {"masked": ""}, {}),
        ("positions", {"section": "attention"}, {}),
        ("positions", {"section": "changed"}, {}),
        ("positions", {"section": "changed", "positions_change": "shuffled"}, {}),
        ("learning", {}, {}),
    ],
)
def test_so_does_every_page(asked, text, page, link, session):
    opened(page, {"text": text, "left": text} | link, session)
    assert set(asked.values()) == {1}


def test_another_head_asks_once_for_each_side(asked, text):
    app = opened("compare", {"left": text, "right": "Another path."})
    asked.clear()
    app.selectbox(key="compare_left_head").select_index(3).run()
    assert not app.exception
    assert [question.text for question in asked] == [text, "Another path."]
    assert set(asked.values()) == {1}


class Answer:
    """Stands for a trace that the engine does not remember."""


def test_what_a_run_has_read_is_not_held_when_it_is_over(monkeypatch):
    monkeypatch.setattr(Engine, "trace", lambda self, question, place="": Answer())
    readings, question = Readings(), Question("gpt", NINE)
    with readings:
        with readings:
            answer = readings.of(question)
        assert readings.of(question) is answer
    kept = weakref.ref(answer)
    del answer
    gc.collect()
    assert kept() is None
    with readings:
        assert isinstance(readings.of(question), Answer)


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """A running server."""
    process, address = serve("app.py")
    yield address
    process.terminate()
    process.wait(timeout=10)
    process.stdout.close()


@pytest.mark.parametrize("tokens", TEXTS)
def test_a_click_sends_little_but_numbers(url, tokens):
    with ThreadPoolExecutor(
        1
    ) as own:  # this thread may have an event loop already: Playwright's, of the browser tests
        measured = own.submit(asyncio.run, clicks(url, TEXTS[tokens], tokens)).result()
    for click in measured:
        assert click.numbers <= click.workbench <= click.numbers + BESIDE
