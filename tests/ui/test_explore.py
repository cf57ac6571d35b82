"""The Explore page as Streamlit's own tester sees it: messages, tables, the selection, whatever is typed."""

import html

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.samples import samples
from headlight.model.zoo import load
from tests.ui.figures import workbenches

TIMEOUT = 60


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file("../../ui/script/page.py", default_timeout=TIMEOUT)


def strip(app: AppTest) -> str:
    """The token strip's HTML."""
    return next((e.proto.body for e in app.get("html") if 'class="tokens"' in e.proto.body), "")


def table(app: AppTest):
    return app.dataframe[0].value


def test_a_new_visitor_finds_a_sentence_already_read(app):
    app.run()
    assert not app.exception
    assert app.text_input(key="text").value == samples()[0].text
    assert "<bos>" in html.unescape(strip(app))
    assert workbenches(app) == 1
    assert not app.warning


def test_another_sentence_is_read_when_it_is_entered(app):
    app.run()
    app.text_input(key="text").set_value("苹果从树上掉下来，小明把它捡起来了。").run()
    assert not app.exception
    assert "苹果" in strip(app)


def test_an_example_goes_into_the_text_box(app):
    app.run()
    sample = samples()[1]
    app.selectbox(key="preset").set_value(sample).run()
    assert app.text_input(key="text").value == sample.text


def test_the_table_holds_the_model_s_own_numbers_for_the_linked_cell(app):
    text = "The cat is sitting on the mat."
    app.query_params |= {
        "text": text,
        "model": "gpt",
        "site": "decoder.self.1",
        "head": "2",
        "query": "6",
        "key": "3",
    }
    app.run()
    step = load("gpt").trace(text).steps[1]
    shown = table(app)
    weights = step.weights(2)[6]
    assert shown["weight"].tolist() == pytest.approx(weights.tolist(), abs=1e-6)
    assert shown["dot_product"].tolist() == pytest.approx(step.dot_products(2)[6].tolist(), abs=1e-4)
    assert shown["masked"].tolist() == [False] * 7 + [True] * (len(weights) - 7)
    assert any(f"{weights[3]:.4f}" in m.value for m in app.markdown)


def test_a_masked_cell_says_that_it_is_masked(app):
    app.query_params |= {
        "text": "one two three",
        "site": "decoder.self.0",
        "head": "0",
        "query": "1",
        "key": "3",
    }
    app.run()
    assert any("masked before the softmax" in m.value for m in app.markdown)


@pytest.mark.parametrize("text", ["", " ", "   \t  ", "　"])
def test_nothing_typed_is_said_kindly(app, text):
    app.run()
    app.text_input(key="text").set_value(text).run()
    assert not app.exception
    assert len(app.info) == 1
    assert not app.dataframe
    app.text_input(key="text").set_value("a cat").run()
    assert not app.info
    assert app.dataframe


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\x00b\x01\x1b[31m\x7f", id="control characters"),
        pytest.param("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", id="emoji with joiners"),
        pytest.param("مرحبا بالعالم \u202e abc \u2066", id="right to left"),
        pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)>", id="HTML"),
        pytest.param("`**_[x](javascript:alert(1))_**` $$x$$ :red[y] :material/home:", id="Markdown"),
        pytest.param("{} {0} {token} %s \\n", id="format strings"),
        pytest.param("\ufeff\u200b\u00ad\U000e0001", id="invisible"),
        pytest.param("a" * 3000, id="one long word"),
    ],
)
def test_odd_text_is_read_or_refused_but_never_breaks_the_page(app, text):
    app.run()
    app.text_input(key="text").set_value(text).run()
    assert not app.exception
    assert not app.error
    assert app.dataframe
    assert "<script" not in strip(app)
    assert "<img" not in strip(app)


def test_a_hundred_thousand_characters_are_cut_with_a_notice_and_a_short_link(app):
    app.run()
    app.text_input(key="text").set_value("cat and dog " * 8334).run()
    assert not app.exception
    assert "256" in app.warning[0].value
    assert len(str(app.query_params["text"])) < 5000


def test_a_text_that_breaks_the_model_costs_a_sentence_not_the_page(app, monkeypatch):
    def breaks(*_):
        raise RuntimeError("secret detail")

    app.run()
    monkeypatch.setattr("headlight.server.engine.Engine.trace", breaks)
    app.text_input(key="text").set_value("boom").run()
    assert not app.exception
    assert len(app.error) == 1
    assert "secret" not in app.error[0].value
    assert app.text_input(key="text").value == "boom"


def test_a_mangled_link_opens_what_it_can_and_names_the_rest(app):
    app.query_params |= {
        "text": "a cat",
        "model": "nobody",
        "site": "x",
        "head": "-1",
        "lang": "xx",
        "key": "999999",
    }
    app.run()
    assert not app.exception
    assert app.text_input(key="text").value == "a cat"
    for name in ("model", "site", "head", "lang"):
        assert name in app.warning[0].value


def test_a_link_to_what_the_text_does_not_have_falls_back_and_says_so_until_something_is_chosen(app):
    app.query_params |= {"text": "a cat", "site": "decoder.self.1", "head": "99", "query": "1", "key": "50"}
    app.run()
    assert not app.exception
    assert "head, key" in app.warning[0].value
    assert app.query_params["head"] == "0"
    app.text_input(key="text").set_value("a dog").run()
    assert not app.warning


def test_a_link_without_a_site_keeps_its_head_and_its_cell(app):
    app.query_params |= {"text": "The cat sat.", "head": "2", "query": "2", "key": "1"}
    app.run()
    assert not app.warning
    assert [app.query_params[name] for name in ("head", "query", "key")] == ["2", "2", "1"]


def test_the_address_follows_when_nothing_is_typed(app):
    app.run()
    app.text_input(key="text").set_value("").run()
    assert app.query_params["text"] == ""


def test_the_page_speaks_chinese(app):
    app.query_params["lang"] = "zh"
    app.run()
    assert not app.exception
    assert app.text_input(key="text").label == "输入一句话，按回车"
    assert any("在看什么" in m.value for m in app.markdown)


def test_the_address_names_the_whole_view(app):
    app.run()
    assert set(app.query_params) >= {"lang", "text", "model", "site", "head", "query", "key"}
