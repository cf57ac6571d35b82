"""The Compare page's token editor: what is replaced, by what, and when it closes; and the way there from Explore."""

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.options import FillIn
from headlight.model.zoo import load
from headlight.server.engine import Question
from headlight.translations import t
from headlight.ui.pages.compare.candidates import candidates
from headlight.ui.readings import Readings
from tests.ui.compare_page import CAT, DOG, PAGE, TIMEOUT, link, opened, pills


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=TIMEOUT)


def test_a_token_is_replaced_in_place(app):
    opened(app)
    pills(app, "compare_edited").set_value(2).run()
    app.text_input(key="compare_typed").set_value("dog").run()
    assert app.text_input(key="compare_right").value == DOG
    assert app.text_input(key="text").value == CAT
    assert link(app)["right"] == DOG
    app.text_input(key="compare_typed").set_value("").run()
    assert app.text_input(key="compare_right").value == "The is sitting on the mat."


def test_what_the_model_expects_is_offered_and_taken(app):
    opened(app)
    pills(app, "compare_edited").set_value(2).run()
    expected = candidates(Question("gpt", CAT), 2, Readings())
    offered = pills(app, "compare_taken")
    assert len(offered.options) == len(expected) == 8
    offered.set_value(expected[1]).run()
    assert app.text_input(key="compare_right").value == expected[1].text


@pytest.mark.parametrize("model", ["gpt", "bert", "xlnet"])
def test_candidates_are_the_model_s_own_and_read_as_one_token(model):
    reader, place = load(model), 2
    for candidate in candidates(Question(model, CAT), place, Readings()):
        trace = reader.trace(candidate.text)
        token = next(iter(trace.tokens.values()))[place]
        assert token.label == candidate.label
        if model == "gpt":
            p = reader.trace(CAT).prediction.probabilities(place - 1)[token.id]
        elif model == "bert":
            p = reader.trace(CAT, FillIn((place,))).prediction.probabilities(place)[token.id]
        else:
            continue
        assert candidate.probability == pytest.approx(float(p), rel=1e-4)


def test_a_translator_expects_nothing_of_its_source():
    assert candidates(Question("transformer", CAT), 1, Readings()) == ()


def test_the_editor_stays_open_while_it_writes_and_closes_with_the_text_or_the_model(app):
    opened(app)
    pills(app, "compare_edited").set_value(2).run()
    app.text_input(key="compare_typed").set_value("dog").run()
    assert app.text_input(key="compare_typed").value == "dog"
    app.text_input(key="compare_right").set_value("A cow ran far away.").run()
    assert "compare_typed" not in [box.key for box in app.text_input]
    pills(app, "compare_edited").set_value(2).run()
    app.selectbox(key="compare_model").set_value("gpt-learned").run()
    assert "compare_typed" not in [box.key for box in app.text_input]
    pills(app, "compare_edited").set_value(2).run()
    app.text_input(key="text").set_value("Another text.").run()
    assert "compare_typed" not in [box.key for box in app.text_input]


def test_explore_hands_over_its_text_model_and_head_but_not_its_changes():
    app = AppTest.from_file("../../ui/script/page.py", default_timeout=TIMEOUT)
    app.query_params |= {"text": CAT, "model": "gpt-learned", "site": "decoder.self.1", "head": "2"}
    app.query_params["change"] = "decoder.self.0.0:zero"
    app.run()
    app.button(key="explore_compare").click().run()
    assert not app.exception
    assert app.text_input(key="compare_right").value == app.text_input(key="text").value == CAT
    assert app.selectbox(key="model").value == app.selectbox(key="compare_model").value == "gpt-learned"
    assert app.selectbox(key="compare_left_head").value == "decoder.self.1.2"
    assert any(t("compare-unchanged") in caption.value for caption in app.caption)


def test_nothing_is_said_of_changes_where_there_are_none(app):
    assert not any(t("compare-unchanged") in caption.value for caption in opened(app).caption)
