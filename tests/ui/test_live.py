"""Live training on the page: a run from its start to its file, in its link, stopped, compared, in both languages."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from headlight.learning.choices import Choices
from headlight.learning.file import from_bytes, to_bytes
from headlight.server.address.codec import read, write
from headlight.translations import t
from headlight.ui.engine import shared_engine
from headlight.ui.pages.learning.live.address import FIELDS, SWITCHES
from headlight.ui.pages.learning.live.charts import picked_head
from headlight.viz.maps.mosaic import mosaic
from headlight.viz.maps.tiles import Grid
from headlight.viz.selection import Selection
from tests.ui.figures import messages

PAGE = """
from headlight.ui import session
from headlight.ui.pages.learning.live import live
session.start()
live()
session.show_what_was_ignored()
"""
QUICK = "task:previous,n_layers:1,n_heads:2,steps:300"


def opened(**params: str) -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60)
    for name, value in {"lang": "en", **params}.items():
        app.query_params[name] = value
    return app.run()


def learn(app: AppTest) -> str:
    """Press the button; the run's name."""
    app.button(key="live_start").click().run()
    assert not app.exception
    return app.session_state["live_run"]


def until(true: Callable[[], object]) -> None:
    """Wait for something that the engine is at."""
    end = time.monotonic() + 240
    while not true() and time.monotonic() < end:
        time.sleep(0.02)


def until_it_rests(app: AppTest, name: str) -> None:
    """Wait for the engine, then draw the page."""
    until(lambda: not shared_engine().background.running(name))
    app.run()
    assert not app.exception


@pytest.fixture(scope="module")
def learned() -> tuple[AppTest, str]:
    """A run that has ended, on its page."""
    app = opened(learn=QUICK, beside="scale")
    name = learn(app)
    until_it_rests(app, name)
    return app, name


def test_a_run_ends_is_drawn_and_can_be_kept(learned):
    app, name = learned
    assert shared_engine().background.failure(name) is None
    first, second = shared_engine().background.find(name).runs
    assert (first.ended, second.ended) == ("steps", "steps")
    assert (first.choices.scale, second.choices.scale) == (True, False)
    table = app.table[0].value
    assert list(table.columns) == [t("live-chosen-network"), t("live-without-scale")]
    assert table.loc[t("live-parameters")].nunique() == 1
    assert first.moments[-1].measured.accuracy > 0.9
    assert len(messages(app)) == 2
    assert from_bytes(to_bytes(first.learned())).moments == first.moments


def test_another_tab_with_the_link_finds_the_run_and_its_choices(learned):
    _, name = learned
    other = opened(run=name)
    assert other.session_state["live_task"] == "previous"
    assert other.session_state["live_beside"] == "scale"
    assert len(other.table) == 1


def test_a_run_that_is_gone_says_so_and_keeps_the_choices():
    app = opened(run="nobody", learn=QUICK)
    assert any(info.value == t("live-forgotten") for info in app.info)
    assert app.session_state["live_task"] == "previous"


def test_a_run_can_be_stopped_and_goes_on_where_it_was():
    app = opened(learn=QUICK.replace("300", "4000"))
    name = learn(app)
    run = shared_engine().background.find(name).runs[0]
    until(lambda: run.moments)  # there is something to be seen again
    app.button(key="live_stop").click().run()
    stopped = run.step
    assert not shared_engine().background.running(name)
    app.button(key="live_resume").click().run()
    assert shared_engine().background.running(name)
    app.button(key="live_stop").click().run()
    assert stopped <= run.step < 4000
    app.button(key="live_start").click().run()
    assert shared_engine().background.find(name) is None
    again = app.session_state["live_run"]
    assert shared_engine().background.find(again).before.moments == run.moments
    shared_engine().background.forget(again)


@pytest.mark.parametrize("text", ["", "short", "<script>" * 3])
def test_a_text_that_teaches_nothing_gets_a_sentence(text):
    app = opened(learn="task:text")
    app.text_area(key="live_text").set_value(text).run()
    app.button(key="live_start").click().run()
    assert not app.exception
    assert len(app.warning) == 1
    assert "200" in app.warning[0].value


def test_without_a_mask_the_page_says_what_was_seen():
    app = opened(learn="task:copy,n_layers:1,n_heads:1,d_model:16,steps:300,mask:off")
    until_it_rests(app, learn(app))
    said = app.warning[0].value
    assert said.startswith("**Without a mask each token can look at the next")


def test_in_chinese_too():
    app = opened(lang="zh", learn=QUICK)
    assert app.button(key="live_start").label == t("live-start", "zh")
    name = learn(app)
    until_it_rests(app, name)
    assert list(app.table[0].value.columns) == [t("live-chosen-network", "zh")]


def test_choices_come_back_from_a_link():
    for choices in (Choices(), Choices("induction", 3, 8, 64, False, False, False, "alibi", False, 4_000, 7)):
        values, _ = read(FIELDS, write(FIELDS, {"learn": choices}))
        assert values.get("learn", Choices()) == choices
    assert FIELDS["learn"].write(replace(Choices(), text="secret")) == ""
    assert [FIELDS["beside"].read(switch) for switch in SWITCHES] == list(SWITCHES)


@pytest.mark.parametrize(
    "wrong", ["task:x", "n_heads:3", "scale:maybe", "steps:1e9", "text:x", "__init__:1", "a", "n_heads:٤٤"]
)
def test_a_mangled_link_is_named(wrong):
    app = opened(learn=wrong, beside="nothing")
    assert not app.exception
    assert "learn, beside" in app.warning[0].value


def test_a_click_on_a_tile_is_that_head(trace):
    selection = Selection.first(trace)
    drawn = mosaic(trace, selection).figure.data[0].z
    grid = Grid(2, 3, 9, 9)
    assert drawn.shape == grid.shape
    for layer in range(2):
        for head in range(3):
            y, x = grid.corner(layer, head)
            for dy, dx in ((0, 0), (8, 8)):
                assert picked_head(trace, x + dx, y + dy) == (layer, head)
