"""The Cost page: measures beside what else goes on, counts every model, and takes any link."""

import time
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from headlight.analysis.cost_counts import multiply_adds
from headlight.model.cost_growth import Growth
from headlight.model.zoo import described
from headlight.translations import languages, t
from headlight.ui.engine import shared_engine
from headlight.ui.pages.cost.job import NAME
from tests.ui.figures import figures

PAGE = """
from headlight.ui import session
from headlight.ui.pages.cost.page import cost
session.start()
cost()
"""


@pytest.fixture
def app() -> Iterator[AppTest]:
    """The page, with a short measurement in the place of the long one."""
    shared_engine().background.start(NAME, Growth(shared_engine().device, (16, 32)))
    yield AppTest.from_string(PAGE, default_timeout=60)
    shared_engine().background.forget(NAME)


def measured() -> Growth:
    """The measurement, once it is done."""
    until = time.monotonic() + 60
    while shared_engine().background.running(NAME):
        assert time.monotonic() < until
        time.sleep(0.02)
    job = shared_engine().background.find(NAME)
    assert isinstance(job, Growth)
    return job


@pytest.mark.parametrize("language", languages())
def test_what_was_measured_is_drawn(app: AppTest, language: str) -> None:
    shared_engine().background.start(NAME, Growth(shared_engine().device, (512, 768, 1024)))
    job = measured()
    app.query_params["lang"] = language
    app.run()
    assert not app.exception
    assert job.done == 1
    assert len(figures(app)) == 4
    said = "\n".join(markdown.value for markdown in app.markdown)
    assert said.count(r"n^{") >= 3  # a power for each way
    assert "1.57\u00a0MB" not in said
    assert f"{512:,}" in said  # bytes a token
    (button,) = app.button
    assert button.label == t("cost-again", language)


def test_measuring_again_begins_anew_and_nobody_waits(app: AppTest) -> None:
    first = measured()
    app.run()
    app.button[0].click().run()
    assert not app.exception
    second = shared_engine().background.find(NAME)
    assert isinstance(second, Growth)
    assert second is not first
    assert second.done < 1
    assert not app.button  # not while it goes on
    shared_engine().background.pause(NAME)
    app.run()
    assert shared_engine().background.running(NAME)  # gone on with


def test_a_measurement_that_failed_is_said_to_have(app: AppTest) -> None:
    class Broken(Growth):
        def advance(self) -> bool:
            raise RuntimeError("no memory")

    shared_engine().background.start(NAME, Broken(shared_engine().device))
    measured()
    app.run()
    assert [error.value for error in app.error] == [t("cost-failed")]
    assert len(figures(app)) == 2


class Endless:
    """A job that does nothing for ever."""

    def advance(self) -> bool:
        time.sleep(0.005)
        return True


def test_where_there_is_no_room_the_page_says_so() -> None:
    background = shared_engine().background
    background.forget(NAME)
    others = [f"other {number}" for number in range(4)]
    for other in others:
        background.start(other, Endless())
    app = AppTest.from_string(PAGE, default_timeout=60).run()
    for other in others:
        background.forget(other)
    assert not app.exception
    assert [info.value for info in app.info] == [t("cost-full")]


@pytest.mark.parametrize("name", ["seq2seq", "xlnet"])
def test_a_model_is_counted(app: AppTest, name: str) -> None:
    app.query_params["model"] = name
    app.query_params["tokens"] = "128"
    app.run()
    assert not app.exception
    total = sum(part.count(128) for part in multiply_adds(described(name)))
    assert any(f"**{total:,}**" in markdown.value for markdown in app.markdown)
    assert app.query_params["model"] == name
    assert app.query_params["tokens"] == "128"


@pytest.mark.parametrize("asked", ["99", "<script>"])
def test_a_length_that_is_not_offered_is_ignored_and_named(app: AppTest, asked: str) -> None:
    app.query_params["tokens"] = asked
    app.run()
    assert not app.exception
    assert app.select_slider(key="tokens").value == "64"
    assert any("tokens" in warning.value for warning in app.warning)
