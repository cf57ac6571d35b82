"""One path for a sentence: a new text asks the engine once, a head is attended once, and a click sends little but numbers."""

import asyncio
from collections import Counter
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks.clicks import NINE, TEXTS, clicks
from headlight.model import step as steps
from headlight.server.engine import Engine, Question
from headlight.ui.language.details import DETAILS
from tests.browser.conftest import serve

BESIDE = 4096
"""Bytes that a click may send to the workbench beside the numbers themselves."""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../app.py", default_timeout=60)


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
def attended(monkeypatch) -> Counter[int]:
    """How often each head's attention is computed, by where its queries lie."""
    found, attend = Counter[int](), steps.attend_changed

    def counted(query, *others):
        found[query.data_ptr(), len(query)] += 1
        return attend(query, *others)

    monkeypatch.setattr(steps, "attend_changed", counted)
    return found


def forget(*counts: Counter) -> None:
    for count in counts:
        count.clear()


def test_a_new_text_asks_the_engine_once_and_attends_a_head_once(app, asked, attended):
    app.query_params["text"] = NINE
    app.run()
    forget(asked, attended)
    app.text_input(key="text").set_value("One path for a sentence.").run()
    assert not app.exception
    print(asked.values(), attended)
    assert list(asked.values()) == [1]
    assert list(attended.values()) == [1]
