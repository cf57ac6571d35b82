"""The History page: every architecture reads whatever is typed, and what is chosen goes along in the link."""

import html

import pytest
from streamlit.testing.v1 import AppTest

from headlight.model.options import FillIn, Translate
from headlight.model.site import Site
from headlight.model.two_streams import unread
from headlight.model.zoo import load
from headlight.server.engine import Engine
from headlight.translations import t
from headlight.ui.pages.history.architectures import ORIGINS, shipped
from headlight.ui.pages.history.map import without_unread
from headlight.viz.outcome.guesses import percent
from tests.ui.figures import figures

TIMEOUT = 120
PAGE = """
from headlight.ui import session
from headlight.ui.pages.history.page import history
session.start()
history()
"""


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_string(PAGE, default_timeout=TIMEOUT)


def outputs(app: AppTest) -> list[str]:
    """What each model made of the text, as HTML."""
    return [
        e.proto.body
        for e in app.get("html")
        if 'class="outcome"' in e.proto.body or 'class="guesses"' in e.proto.body
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_architecture_has_its_story_and_its_drawings(app, lang):
    app.query_params |= {"lang": lang, "text": "The cat is sitting on the mat."}
    app.run()
    assert not app.exception
    assert not app.error
    headings = [m.value for m in app.markdown if m.value.startswith("#### ")]
    for heading, architecture in zip(headings, shipped(), strict=False):
        assert t(f"history-{architecture}", lang) in heading
        assert ORIGINS[architecture].year in heading
    assert len(figures(app)) == 2 * len(shipped()) + 1  # structures, maps or context vectors, lengths
    assert len(outputs(app)) == len(shipped())


@pytest.mark.parametrize("text", ["", "  \t "])
def test_nothing_typed_is_said_kindly(app, text):
    app.query_params["text"] = text
    app.run()
    assert not app.exception
    assert len(app.info) == 1
    assert not outputs(app)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a\x00b\x01\x1b[31m\x7f", id="control characters"),
        pytest.param("👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", id="emoji with joiners"),
        pytest.param("مرحبا بالعالم \u202e abc \u2066", id="right to left"),
        pytest.param("<script>alert(1)</script><img src=x onerror=alert(1)>", id="HTML"),
        pytest.param("{} {0} $x$ %{z} **b**", id="format strings"),
        pytest.param("cat and dog " * 3000, id="far too long"),
        pytest.param("x", id="one letter"),
    ],
)
def test_odd_text_never_breaks_the_page(app, text):
    app.query_params["text"] = text
    app.run()
    assert not app.exception
    assert not app.error
    assert len(figures(app)) == 2 * len(shipped()) + 1
    assert not any("<script" in said or "<img" in said for said in outputs(app))
    assert len(str(app.query_params["text"])) < 7000


def test_a_model_that_breaks_costs_its_card_and_no_other(app, monkeypatch):
    read = Engine.trace

    def breaks(self, question):
        if question.model == "transformer":
            raise RuntimeError("secret detail")
        return read(self, question)

    monkeypatch.setattr("headlight.server.engine.Engine.trace", breaks)
    app.query_params["text"] = "A cat."
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "secret" not in app.error[0].value
    assert len(figures(app)) == 2 * len(shipped()) - 1


def test_a_translation_is_the_model_s_own(app):
    text = "The cat is sitting on the mat."
    app.query_params["text"] = text
    app.run()
    for name in ("seq2seq-bahdanau", "transformer"):
        wrote = load(name).trace(text).outcome.hypotheses[0].text
        first = wrote.split()[0] if wrote.split() else "stops at once"
        assert any(first in html.unescape(said) for said in outputs(app))


def test_another_head_is_drawn_and_goes_into_the_link(app):
    app.query_params["text"] = "The cat sat."
    app.run()
    assert "map_gpt" not in app.query_params
    box = app.selectbox(key="map_gpt")
    other = "decoder.self.0.1" if box.value == "decoder.self.0.0" else "decoder.self.0.0"
    box.set_value(other).run()
    assert not app.exception
    assert app.query_params["map_gpt"] == other
    app.text_input(key="text").set_value("A dog ran.").run()
    assert app.selectbox(key="map_gpt").value == other  # what was chosen stays with another text


def test_a_link_opens_its_head_and_names_what_makes_no_sense(app):
    app.query_params |= {"text": "The cat sat.", "map_gpt": "decoder.self.2.1", "map_bert": "nonsense"}
    app.run()
    assert not app.exception
    assert app.selectbox(key="map_gpt").value == "decoder.self.2.1"
    assert app.selectbox(key="map_bert").value.startswith("encoder.self.")


def test_the_language_can_be_switched_and_the_choices_stay(app):
    app.query_params |= {"text": "The cat sat.", "map_gpt": "decoder.self.2.1"}
    app.run()
    app.session_state["lang"] = "zh"
    app.run()
    assert app.text_input(key="text").value == "The cat sat."
    assert app.selectbox(key="map_gpt").value == "decoder.self.2.1"
    assert app.query_params["lang"] == "zh"


def test_settings_go_into_the_link_and_come_out_of_it(app):
    asked = {"beam": "2", "masked": "2", "order": "right", "second": "It slept."}
    app.query_params |= {"text": "The cat sat down.", **asked}
    app.run()
    assert not app.exception
    assert not app.warning
    assert asked.items() <= {name: str(value) for name, value in app.query_params.items()}.items()
    said = "".join(outputs(app))
    best = load("transformer").trace("The cat sat down.", Translate(beam=2)).outcome.hypotheses[0].text
    assert best.split()[0] in html.unescape(said)
    assert t("history-fills-in", position=2) in said
    follows = load("bert").trace("The cat sat down.", FillIn((2,), "It slept.")).outcome.next_sentence
    assert any(percent(follows) in m.value for m in app.markdown)
    listed = next(part for part in outputs(app) if t("history-foretells") in part)
    assert listed.index("down") < listed.index("sat") < listed.index("cat")


def test_a_setting_can_be_taken_back_and_leaves_the_link(app):
    app.query_params |= {"text": "The cat sat.", "forced": "猫坐下了。"}
    app.run()
    assert t("history-forced") in "".join(outputs(app))
    app.text_input(key="history_translators_forced").set_value("").run()
    assert "forced" not in app.query_params
    assert t("history-forced") not in "".join(outputs(app))


def test_a_head_whose_output_nothing_reads_says_so_and_is_never_the_first_choice(app):
    app.query_params |= {"text": "The cat sat.", "map_xlnet": "decoder.content.3.0"}
    app.run()
    assert not app.exception
    said = [caption.value for caption in app.caption]
    assert t("history-unread") in said
    app.selectbox(key="map_xlnet").set_value("decoder.query_stream.3.0").run()
    assert t("history-unread") not in [caption.value for caption in app.caption]
    trace = load("xlnet").trace("The cat sat.")
    assert unread(trace.sites()) == Site("decoder", "content", load("xlnet").config.n_layers - 1)
    assert unread(load("gpt").trace("A.").sites()) is None
    rest = without_unread(trace)
    assert len(rest.steps) == len(trace.steps) - 1
    assert Site("decoder", "content", 3) not in rest.sites()
