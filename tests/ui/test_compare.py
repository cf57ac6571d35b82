"""The Compare page: what is compared and what changes is seen; heads, models and texts; links; anything typed."""

import base64

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from headlight.analysis.changed_heads import changed_heads
from headlight.model.zoo import load
from headlight.translations import t
from headlight.ui.pages.compare.address import NAMES
from headlight.ui.pages.compare.pair import counterpart
from headlight.ui.pages.compare.state import Chosen
from tests.ui.compare_page import CAT, DOG, PAGE, TIMEOUT, link, opened, pills
from tests.ui.figures import figures


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=TIMEOUT)


def test_b_begins_as_a_copy_and_follows_a_until_it_is_changed(app):
    opened(app)
    assert app.text_input(key="compare_right").value == CAT
    assert any(t("compare-same") in info.value for info in app.info)
    app.text_input(key="text").set_value("A dog ran.").run()
    assert app.text_input(key="compare_right").value == "A dog ran."
    app.text_input(key="compare_right").set_value("A cat ran.").run()
    app.text_input(key="text").set_value("A cow ran.").run()
    assert app.text_input(key="compare_right").value == "A cat ran."
    app.button(key="compare_copy").click().run()
    assert app.text_input(key="compare_right").value == "A cow ran."
    assert "right" not in link(app)


def test_the_head_that_changed_most_is_shown_until_another_is_chosen(app):
    opened(app, right=DOG)
    gpt = load("gpt")
    table = changed_heads(gpt.trace(CAT), gpt.trace(DOG))
    most = table.loc[table.divergence.idxmax()]
    assert app.selectbox(key="compare_left_head").value == f"{most.site}.{most['head']}"
    assert pills(app, "compare_query").value == 2  # the replaced token
    ranked = table.sort_values("divergence", ascending=False, kind="stable")
    second = f"{ranked.iloc[1].site}.{ranked.iloc[1]['head']}"
    pills(app, "compare_changed_first").set_value(second).run()
    assert app.selectbox(key="compare_left_head").value == second
    assert app.selectbox(key="compare_right_head").value == second


def test_two_heads_of_one_reading(app):
    opened(app, site="decoder.self.1", head="2")
    assert app.selectbox(key="compare_right_head").disabled
    app.toggle(key="compare_linked").set_value(False).run()
    app.selectbox(key="compare_right_head").set_value("decoder.self.3.1").run()
    assert not app.exception
    expected = {"site": "decoder.self.1", "head": "2", "right_site": "decoder.self.3", "right_head": "1"}
    assert expected.items() | {("linked", "no")} <= link(app).items()
    again = AppTest.from_string(PAGE, default_timeout=TIMEOUT)
    again.query_params |= link(app)
    again.run()
    assert again.selectbox(key="compare_left_head").value == "decoder.self.1.2"
    assert again.selectbox(key="compare_right_head").value == "decoder.self.3.1"
    assert link(again) == link(app)


def test_a_link_reopens_the_page(app):
    asked = {
        "left_model": "gpt",
        "right_model": "gpt-learned",
        "right": DOG,
        "site": "decoder.self.1",
        "head": "2",
        "query": "4",
        "compare_scale": "log",
        "lang": "zh",
    }
    opened(app, **asked)
    assert not app.warning
    assert link(app) == asked | {"left": CAT}
    assert pills(app, "compare_query").value == 4


def test_what_makes_no_sense_is_named_and_left_out(app):
    bad = {
        "left_model": "gpt-9",
        "right_model": "<b>",
        "site": "decoder.self.99",
        "head": "x",
        "linked": "maybe",
        "right_site": "nowhere",
        "query": "999",
        "compare_scale": "loud",
    }
    opened(app, **bad)
    assert set(bad) <= set(NAMES)
    (warning,) = app.warning
    assert all(name in warning.value for name in bad)
    assert link(app)["left_model"] == "gpt"
    app.selectbox(key="compare_left_head").set_value("decoder.self.0.0").run()
    assert not app.warning


@pytest.mark.parametrize(("left", "right"), [("", CAT), (CAT, "  ")])
def test_nothing_typed_is_said_under_its_side(app, left, right):
    app.query_params |= {"left": left, "right": right}
    app.run()
    assert not app.exception
    assert len(app.info) == [left.strip(), right.strip()].count("")
    assert not figures(app)


@pytest.mark.parametrize("model", ["seq2seq", "seq2seq-bahdanau", "bert", "xlnet"])
def test_a_model_of_another_kind_beside_gpt(app, model):
    opened(app, left_model=model, right=DOG, lang="zh")
    if model == "seq2seq":
        assert any("seq2seq" in info.value for info in app.info)
        assert not figures(app)
    else:
        assert len(figures(app)) >= 2


@pytest.mark.parametrize("site", ["encoder.self.0", "decoder.self.1", "decoder.cross.2"])
def test_a_translator_s_three_attentions(app, site):
    opened(app, left_model="transformer", right=DOG, site=site, head="1")
    assert not app.warning
    assert app.selectbox(key="compare_right_head").value == f"{site}.1"
    said = [caption.value for caption in app.caption]
    assert (t("compare-source-token") in said) == (site == "encoder.self.0")
    assert len(figures(app)) == (3 if site == "encoder.self.0" else 4)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("<script>alert(1)</script> **b** $x$ {0}", id="markup"),
        pytest.param("مرحبا \u202e abc", id="right to left"),
        pytest.param("cat, " * 3000, id="far too long"),
        pytest.param("a\x00\x1b👩‍👩‍👧‍👦", id="controls and bytes"),
    ],
)
def test_odd_text_beside_a_sentence(app, text):
    opened(app, right=text)
    assert (len(app.warning) > 0) == (len(text) > 1000)
    if pills(app, "compare_edited").options:
        pills(app, "compare_edited").set_value(1).run()
        assert not app.exception
        app.text_input(key="compare_typed").set_value("猫").run()
        assert not app.exception
        assert "猫" in app.text_input(key="compare_right").value


def test_a_model_that_breaks_leaves_the_page(app, monkeypatch):
    monkeypatch.setattr("headlight.ui.pages.compare.pair.of_maps", lambda *_: 1 / 0)
    app.query_params["left"] = CAT
    app.run()
    assert not app.exception
    assert app.error
    assert app.text_input(key="text").value == CAT


def test_the_head_most_like_another():
    offered = ["encoder.self.0.0", "decoder.self.0.2", "decoder.self.1.1", "decoder.cross.1.2"]
    assert counterpart("decoder.self.1.2", Chosen(), offered) == "decoder.self.1.1"
    assert counterpart("decoder.cross.1.2", Chosen(), offered) == "decoder.cross.1.2"
    assert counterpart("decoder.cross.1.2", Chosen(linked=False, right=offered[0]), offered) == offered[0]


def test_the_maps_are_the_models_own(app):
    opened(app, right=DOG, site="decoder.self.2", head="1")
    drawn = figures(app)[0]["data"]
    for text, data in zip((CAT, DOG), drawn, strict=True):
        z = np.frombuffer(base64.b64decode(data["z"]["bdata"]), dtype=data["z"]["dtype"])
        weights = load("gpt").trace(text).steps[2].weights(1)
        assert np.nan_to_num(z) == pytest.approx(weights.ravel(), abs=1e-6)
