"""What a visitor notices of others: words while a page waits, that one can type on, why a question is refused."""

from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from headlight.server.engine import Question
from headlight.server.engine.rate_limiter import Allowance
from headlight.translations import languages, t
from headlight.ui.engine import shared_engine
from tests.server.engine_at_work import SOON, held, until

PAGE = """
import streamlit as st
from headlight.server.engine import Question, Refused
from headlight.ui.engine import shared_engine
from headlight.ui.parts.refusal_notice import refusal
text = st.text_input("text", "{text}", key="text")
try:
    st.markdown(shared_engine().trace(Question("gpt-learned", text)).text)
except Refused as refused:
    refusal(refused)
"""


@pytest.fixture
def runners(monkeypatch: pytest.MonkeyPatch) -> list[LocalScriptRunner]:
    """The runners of all scripts, as they are started."""
    started: list[LocalScriptRunner] = []

    class Known(LocalScriptRunner):
        def __init__(self, *args: object, **kwargs: object) -> None:
            super().__init__(*args, **kwargs)
            started.append(self)

    monkeypatch.setattr("streamlit.testing.v1.app_test.LocalScriptRunner", Known)
    return started


def app(text: str, lang: str = "en", visitor: str = "") -> AppTest:
    tester = AppTest.from_string(PAGE.format(text=text), default_timeout=SOON)
    tester.session_state["lang"] = lang
    if visitor:
        tester.session_state["visitor"] = visitor
    return tester


def started(tester: AppTest) -> Future:
    pool = ThreadPoolExecutor(1)
    running = pool.submit(tester.run)
    pool.shutdown(wait=False)
    return running


def said(runner: LocalScriptRunner) -> list[list[str]]:
    """What was on the page in place of the reading, moment after moment."""
    deltas = [message.delta for message in runner.forward_msg_queue._queue if message.HasField("delta")]
    shown = [delta.new_transient.elements for delta in deltas if delta.HasField("new_transient")]
    return [[element.spinner.text for element in elements] for elements in shown]


def test_a_page_that_waits_says_how_many_come_first_and_then_no_more(runners):
    with held(shared_engine()):
        others = [shared_engine().line.ask(Question("gpt-learned", f"somebody's text {i}")) for i in range(2)]
        running = started(app("my own text"))
        until(lambda: bool(runners) and bool(said(runners[0])))
        assert said(runners[0]) == [[t("waiting-ahead", ahead=2)]]
    tester = running.result(SOON)
    assert [element.value for element in tester.markdown] == ["my own text"]
    assert said(runners[0])[-1] == []
    assert all(other.result() for other in others)


def test_a_page_that_does_not_wait_says_nothing(runners):
    tester = app("quickly read").run()
    assert [element.value for element in tester.markdown] == ["quickly read"]
    assert [texts for texts in said(runners[0]) if texts] == []


def test_a_script_that_waits_can_be_stopped_and_then_nothing_waits_for_it(runners):
    with held(shared_engine()):
        running = started(app("given up"))
        until(lambda: len(shared_engine().line) == 1)
        runners[0].request_stop()
        tester = running.result(SOON)
        assert len(shared_engine().line) == 0
    assert not tester.exception
    assert len(tester.markdown) == 0


def test_a_newer_run_of_the_same_session_ends_an_older_one_without_a_word(runners):
    with held(shared_engine()):
        older = started(app("the older", visitor="me"))
        until(lambda: len(shared_engine().line) == 1)
        newer = started(app("the newer", visitor="me"))
        tester = older.result(SOON)
        assert len(shared_engine().line) == 1
    assert not tester.exception
    assert len(tester.markdown) + len(tester.warning) == 0
    assert [element.value for element in newer.result(SOON).markdown] == ["the newer"]


@pytest.mark.parametrize("lang", languages())
def test_a_visitor_who_finds_the_line_full_is_told_so_and_may_ask_again(monkeypatch, lang):
    monkeypatch.setattr(shared_engine().line, "most", 0)
    tester = app(f"crowded {lang}", lang).run()
    assert [element.value for element in tester.warning] == [t("waiting-crowded", lang)]
    assert tester.text_input(key="text").value == f"crowded {lang}"
    monkeypatch.undo()
    tester.button(key="again").click().run()
    assert [element.value for element in tester.markdown] == [f"crowded {lang}"]
    assert len(tester.warning) == 0


@pytest.mark.parametrize("lang", languages())
def test_a_visitor_who_asks_too_much_is_told_when_to_go_on(monkeypatch, lang):
    monkeypatch.setattr(shared_engine(), "allowance", Allowance(burst=1, rate=0.25, now=lambda: 0.0))
    first, second, other = (
        app(f"{text} {lang}", lang, visitor).run()
        for text, visitor in (("once", "me"), ("twice", "me"), ("three times", ""))
    )
    assert len(first.warning) + len(other.warning) == 0
    assert [element.value for element in second.warning] == [t("waiting-hurried", lang, seconds=4)]


def test_a_text_beyond_all_measure_is_named_with_its_length():
    tester = app("cat " * 60_000).run()
    assert [element.value for element in tester.warning] == [
        "This text has 240,000 characters; at most 200,000 are taken. Shorten it and try again."
    ]
    assert len(tester.button) == 0
