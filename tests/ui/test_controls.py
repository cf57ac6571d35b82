"""Every family's controls: what a link sets, what the model is given for it, what goes back into the link."""

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.options import Continue, FillIn, Permute, Translate
from headlight.model.zoo import ARCHITECTURES
from headlight.server.address.codec import write
from headlight.server.address.settings import SETTINGS
from headlight.server.questions.orders import NotAnOrder, shuffled, typed_order
from headlight.translations import t, translate_to
from headlight.ui.parts.controls import CONTROLS

TEXT = "The cat sat on the mat."

PAGE = """
import streamlit as st
from headlight.ui import session
from headlight.ui.parts.controls import controls
from headlight.ui.engine import shared_engine
session.start()
st.text_input("text", key="text", persist_state="session")
asked = controls(shared_engine().model(st.session_state.model), st.session_state.text, session.EXPLORE)
st.session_state.asked = asked
session.show_what_was_ignored()
st.button("again")
"""


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_string(PAGE, default_timeout=60)
    app.query_params["text"] = TEXT
    return app


def opened(app: AppTest, **link: str) -> AppTest:
    app.query_params |= link
    app.run()
    assert not app.exception
    return app


def options(app: AppTest):
    return app.session_state.asked.options


def settings(app: AppTest) -> dict:
    return dict(app.session_state.asked.settings)


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt", Continue()),
        ("transformer", Translate()),
        ("seq2seq", Translate()),
        ("bert", FillIn((6,))),
        ("xlnet", Permute()),
    ],
)
def test_nothing_set_is_what_the_model_does_by_itself_and_needs_no_link(app, model, expected):
    opened(app, model=model)
    assert options(app) == expected
    assert settings(app) == {}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        pytest.param(
            {"model": "transformer", "to": "en", "forced": "一只猫", "beam": "4", "penalty": "0.6"},
            Translate("en", "一只猫", 4, 0.6),
            id="translators",
        ),
        pytest.param(
            {"model": "gpt", "write": "7", "draw": "sample", "temperature": "0.7", "top_k": "5", "seed": "3"},
            Continue(7, "sample", 0.7, 5, 1.0, 3),
            id="writing on",
        ),
        pytest.param({"model": "gpt", "write": "2"}, Continue(2), id="greedy"),
        pytest.param(
            {"model": "bert", "masked": "1,3", "second": "It slept."}, FillIn((1, 3), "It slept."), id="gaps"
        ),
        pytest.param({"model": "bert", "masked": ""}, FillIn(()), id="no gaps"),
        pytest.param(
            {"model": "xlnet", "order": "right"}, Permute((7, 6, 5, 4, 3, 2, 1)), id="right to left"
        ),
        pytest.param(
            {"model": "xlnet", "order": "typed", "positions": "7,1 6，2 5 3 4"},
            Permute((7, 1, 6, 2, 5, 3, 4)),
            id="typed",
        ),
    ],
)
def test_a_link_sets_the_controls_and_the_controls_write_the_link(app, link, expected):
    opened(app, **link)
    assert options(app) == expected
    assert write(SETTINGS, settings(app)) == {n: v for n, v in link.items() if n != "model"}
    next(b for b in app.button if b.label == "again").click().run()
    assert options(app) == expected
    assert not app.warning


@pytest.mark.parametrize(
    "link",
    [
        {"model": "transformer", "to": "en", "forced": "猫", "beam": "3"},
        {"model": "gpt", "write": "5", "draw": "sample", "seed": "9"},
        {"model": "bert", "masked": "2", "second": "Yes."},
        {"model": "xlnet", "order": "random", "seed": "4"},
    ],
)
def test_another_language_leaves_everything_as_it_is(app, link):
    opened(app, **link)
    before = app.session_state.asked
    app.session_state.lang = "zh"
    app.run()
    assert not app.exception
    assert app.session_state.asked == before


def test_settings_of_another_family_stay_out_of_the_link(app):
    opened(app, model="gpt", beam="4", order="right", masked="1")
    assert settings(app) == {}


def test_masks_stay_with_their_text(app):
    opened(app, model="bert", masked="1,2")
    app.text_input(key="text").set_value("Another sentence here.").run()
    assert options(app).masked == (4,)  # its last word
    app.text_input(key="text").set_value(TEXT).run()
    assert options(app).masked == (1, 2)


def test_masks_that_the_text_does_not_have_are_ignored_and_said(app):
    opened(app, model="bert", masked="0,2,99")
    assert options(app).masked == (2,)
    assert "masked" in app.warning[0].value


def test_equal_tokens_can_be_masked_apart(app):
    app.query_params["text"] = "the cat the cat"
    opened(app, model="bert", masked="4")
    pills = app.get("button_group")[-1]
    labels = [option.content for option in pills.proto.options]
    assert len(set(labels)) == len(labels) == 4
    pills.set_value([2, 4]).run()
    assert options(app).masked == (2, 4)


def test_a_random_order_names_every_position_once_and_is_another_for_another_seed(app):
    opened(app, model="xlnet", order="random", seed="1")
    first = options(app).order
    assert sorted(first) == list(range(1, 8))
    next(b for b in app.button if b.label == t("controls-again")).click().run()
    assert settings(app)["seed"] == 2
    assert options(app).order != first


def test_a_seed_means_the_same_order_for_ever():
    assert shuffled(6, 0) == (
        6,
        3,
        2,
        4,
        1,
        5,
    )  # NumPy's frozen stream: random.RandomState(0).permutation(6) + 1
    assert np.array_equal(np.sort(shuffled(100, 7)), np.arange(1, 101))


@pytest.mark.parametrize(
    "typed", ["1 2", "1 1 2 3 4 5 6 7", "0 1 2 3 4 5 6 7", "8 7 6 5 4 3 2 1", "a b", "1;;-2", "１ 2"]
)
def test_what_is_no_order_costs_a_sentence_and_the_text_is_read_from_left_to_right(app, typed):
    opened(app, model="xlnet", order="typed", positions=typed)
    assert options(app) == Permute()
    assert len(app.warning) == 1
    assert settings(app) == {"order": "typed", "positions": typed}  # it can be mended


def test_a_fault_of_an_order_is_named():
    with pytest.raises(NotAnOrder) as fault:
        typed_order("3 3 9", 3)
    said = fault.value.said(translate_to("en"))
    assert all(part in said for part in ("missing here: 1 2", "more than once: 3", "no such position: 9"))
    assert "缺少：1 2" in fault.value.said(translate_to("zh"))


def test_an_order_that_fitted_another_text_is_said_when_it_no_longer_does(app):
    opened(app, model="xlnet", order="typed", positions="7 6 5 4 3 2 1")
    assert not app.warning
    app.text_input(key="text").set_value("A cat.").run()
    assert len(app.warning) == 1
    assert options(app) == Permute()


@pytest.mark.parametrize("model", ["gpt", "transformer", "bert", "xlnet"])
@pytest.mark.parametrize("text", ["", "　 ", "\x00", "`**_$x$:red[y]", "word " * 3000])
def test_odd_texts_leave_the_controls_standing(app, model, text):
    opened(app, model=model)
    app.text_input(key="text").set_value(text).run()
    assert not app.exception


def test_every_reader_of_the_zoo_has_controls():
    for _, _, reader in ARCHITECTURES.values():
        assert any(issubclass(reader, kind) for kind in CONTROLS)
